#include "recording/format/audio_note.h"

#include <gtest/gtest.h>

#include "recording/testing.h"

namespace insyn::recording {
namespace {

AudioNote audio() {
  AudioNote audio;
  audio.id = kTestId;
  audio.opening_hash = sha256(view_of("opening"));
  audio.sides = AudioSides::kBoth;
  audio.after_begin_ms = 1500;
  audio.duration_ms = 60'000;
  audio.cuts = {{0, 10}, {10, 20}, {59'000, 1000}};
  audio.file_hash = sha256(view_of("sealed"));
  audio.file_length = 4711;
  audio.date = std::chrono::sys_days(std::chrono::year{2026} / 12 / 2);
  return audio;
}

std::string refusal(const std::string& text) {
  const Result<AudioNote> parsed = parse_audio_note(text);
  return parsed ? "" : parsed.error().message;
}

TEST(AudioNoteFormat, ComesBackAsItWas) {
  EXPECT_EQ(parse_audio_note(text_of(audio())).value(), audio());
  AudioNote shortest = audio();
  shortest.cuts.clear();
  for (const AudioSides sides : {AudioSides::kCustomer, AudioSides::kBoth, AudioSides::kMixed}) {
    shortest.sides = sides;
    EXPECT_EQ(parse_audio_note(text_of(shortest)).value(), shortest);
  }
}

TEST(AudioNoteFormat, IsRefusedWhereItIsNotOne) {
  const std::string text = text_of(audio());
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"audio 1", "audio 2"},
      {kTestId, "x"},
      {"sides both", "sides all"},
      {"after-begin-ms 1500", "after-begin-ms -1"},
      {"after-begin-ms 1500", "after-begin-ms 86400001"},
      {"duration-ms 60000", "duration-ms 0"},
      {"duration-ms 60000", "duration-ms 14400001"},
      {"duration-ms 60000", "duration-ms 060000"},
      {"duration-ms 60000", "duration-ms 59999"},
      {"cut 0 10\n", "cut 0 0\n"},
      {"cut 0 10\n", "cut 0 11\n"},
      {"cut 0 10\n", "cut 0\n"},
      {"cut 0 10\ncut 10 20\n", "cut 10 20\ncut 0 10\n"},
      {"cut 59000 1000", "cut 59000 1001"},
      {"cut 59000 1000", "cut 60001 1"},
      {" 4711\n", " 0\n"},
      {" 4711\n", " 268435457\n"},
      {" 4711\n", "\n"},
      {"date 2026", "date 202x"},
      {"date 2026-12-02", "date 2026-12-32"},
      {"date 2026-12-02", "date 2026-12-02T08:15:03.250Z"},
      {"date ", "when "}};
  for (const auto& [from, to] : changes) EXPECT_NE(refusal(with(text, from, to)), "") << from << " " << to;
  EXPECT_NE(refusal(text + "cut 1 1\n"), "");
}

TEST(AudioNoteFormat, HasAThousandCutsAtMost) {
  AudioNote many = audio();
  many.cuts.clear();
  for (std::uint64_t i = 0; i < kMostCuts; ++i) many.cuts.push_back({i * 2, 1});
  EXPECT_EQ(refusal(text_of(many)), "");
  EXPECT_LT(text_of(many).size(), kLargestAudioNote);
  many.cuts.push_back({50'000, 1});
  EXPECT_NE(refusal(text_of(many)), "");
}

TEST(AudioNoteFormat, IsAnImportersOfTheAgreement) {
  const note::Signer signer = note::Signer::generate("importer").value();
  agreement::Importer importer;
  importer.keys = {note::Role::kImporter, "Samtalsinspelningen", signer.verifier(), ""};
  const std::string note = note::sign(text_of(audio()), signer);
  EXPECT_EQ(verify_audio_note(note, {importer}).value(), audio());
  const auto refused = [&](const std::string& text, const std::vector<agreement::Importer>& importers) {
    const auto verified = verify_audio_note(text, importers);
    return !verified && verified.error().code == Code::kDenied;
  };
  EXPECT_TRUE(refused(note, {}));
  agreement::Importer other = importer;
  other.keys.verifier = note::Signer::generate("importer").value().verifier();
  EXPECT_TRUE(refused(note, {other}));
  EXPECT_TRUE(verify_audio_note(note, {other, importer}));
  EXPECT_TRUE(
      refused(note::add_signature(note, note::Signer::generate("other").value()).value(), {importer}));
  EXPECT_TRUE(refused(with(note, "duration-ms 60000", "duration-ms 60001"), {importer}));
}

TEST(AudioNoteFormat, OnlyAgreedVoicesAreAgreed) {
  using agreement::Audio;
  for (const AudioSides sides : {AudioSides::kCustomer, AudioSides::kBoth, AudioSides::kMixed}) {
    EXPECT_FALSE(is_agreed(Audio::kNone, sides));
    EXPECT_EQ(is_agreed(Audio::kCustomer, sides), sides == AudioSides::kCustomer);
    EXPECT_TRUE(is_agreed(Audio::kBoth, sides));
  }
}

}  // namespace
}  // namespace insyn::recording
