// An importer seals audio to what a device has signed, whatever the server says.
#include "centre/attaching.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"
#include "audio/contents/contents.h"
#include "note/note.h"
#include "recording/format/certificate.h"
#include "recording/format/opening_note.h"
#include "roster/testing.h"
#include "seal/open/open_age.h"

namespace insyn::centre {
namespace {

using agreement::utc;
using recording::AudioSides;

const std::string kId = "0123456789abcdef0123456789abcdef";
constexpr const char* kCall = "4711";

// As a server tells of what it has, or lies.
class TestAudioCentre final : public AudioCentre {
 public:
  Result<std::vector<OfferedRecording>> recordings_of_call(const std::string& call) override {
    asked = call;
    return offered;
  }
  Result<std::string> roster(const Digest&) override { return roster_note; }
  Status attach(const std::string& recording, const std::string& note, const Bytes& sealed) override {
    attached.push_back({recording, note, sealed});
    return {};
  }
  struct Attached {
    std::string recording, note;
    Bytes sealed;
  };
  std::string asked, roster_note;
  std::vector<OfferedRecording> offered;
  std::vector<Attached> attached;
};

class AttachingTest : public testing::Test {
 protected:
  AttachingTest() {
    roster::Roster listed = roster::roster_of(roster::TestAgent("a17"), device_.verifier());
    centre_.roster_note = roster::signed_by(listed, employer_.signer, union_.signer);
    roster_hash_ = roster::SignedRoster::verify(centre_.roster_note, agreement_.parties()).value().hash();
    centre_.offered = {offer()};
    audio_.call = kCall;
    audio_.began = utc("2026-12-01T08:15:00.000Z");
    audio_.sides = AudioSides::kBoth;
  }

  agreement::Agreement agreed(const char* audio, const std::string& more = "") const {
    const std::string terms =
        with(agreement::example_terms(), "purpose =", fmt::format("audio = \"{}\"\npurpose =", audio)) +
        agreement::vouched_table_of(note::sign(note::public_keys_text(importer_.keys), employer_.signer))
            .value() +
        more;
    return agreement::Agreement::verify(agreement::signed_by_both(terms, employer_, union_),
                                        {employer_.keys, union_.keys})
        .value();
  }
  recording::Certificate certificate() const {
    recording::Certificate one;
    one.id = kId;
    one.key = key_.verifier().text();
    one.device = device_.verifier().name();
    one.agent = "a17";
    one.call = kCall;
    one.begin = utc("2026-12-01T08:15:03.250Z");
    one.agreement_hash = agreement_.hash();
    one.roster_hash = roster_hash_;
    return one;
  }
  recording::Opening opening() const {
    recording::Opening one;
    one.id = kId;
    one.key = key_.verifier().text();
    one.agreement_id = "kundtjanst-2026-11";
    one.agreement_hash = agreement_.hash();
    one.date = std::chrono::floor<std::chrono::days>(utc("2026-12-01T00:00:00.000Z"));
    one.zone = "Europe/Stockholm";
    one.recipient = r_.recipient().text();
    one.calls_recipient = r_.recipient().text();
    one.key_files = {{recording::kKey, {}}, {recording::kCallsKey, {}}};
    one.applications = {{"Wiki", {}}};
    one.retention_days = 30;
    return one;
  }
  OfferedRecording offer() const {
    return {kId, note::sign(text_of(certificate()), device_), note::sign(text_of(opening()), key_), false};
  }
  AttachBy by() const { return {agreement_, importer_.signer, clock_}; }

  // What insyn-audio would make; how it was asked to.
  Convert convert() {
    return [this](std::uint64_t skip, std::uint64_t most) -> Result<ConvertedAudio> {
      asked_of_converter_.emplace_back(skip, most);
      ConvertedAudio made;
      made.duration_ms = std::min<std::uint64_t>(duration_ms_, most);
      const int channels = channels_of(audio_.sides);
      const std::string peaks(audio::peaks_of(made.duration_ms, 50, channels), 'p');
      made.contents = bytes_of(text_of(audio::ContentsHead{50, channels, peaks.size(), 4}) + peaks + "webm");
      return made;
    };
  }
  Result<std::vector<AttachedAudio>> attach() { return attach_audio(by(), audio_, centre_, convert()); }
  // Why nothing was sealed.
  std::string refusal() {
    const auto all = attach();
    EXPECT_TRUE(asked_of_converter_.empty()) << "the audio was decoded for a lie";
    EXPECT_TRUE(centre_.attached.empty()) << "the server was given audio";
    if (!all) return all.error().message;
    EXPECT_EQ(all->size(), 1U);
    return all->front().status ? "" : all->front().status.error().message;
  }
  void expect_refused(const std::string& why) {
    const std::string said = refusal();
    EXPECT_NE(said.find(why), std::string::npos) << said;
  }
  // What the server gives is not as it was signed: that says whom to tell.
  void expect_lie(const std::string& why) {
    const std::string said = refusal();
    EXPECT_NE(said.find(why), std::string::npos) << said;
    EXPECT_NE(said.find("tell the union"), std::string::npos) << said;
  }

  const agreement::Party employer_ = agreement::employer_party(), union_ = agreement::union_party();
  const agreement::Party importer_ = agreement::party(note::Role::kImporter, "Samtalsinspelningen", "");
  const agreement::Agreement agreement_ = agreed("both");
  const note::Signer device_ = note::Signer::generate("desk-12").value();
  const note::Signer key_ = note::Signer::generate(kId).value();
  const seal::Identity r_ = seal::Identity::generate();
  SystemClock clock_;
  Digest roster_hash_{};
  TestAudioCentre centre_;
  Audio audio_;
  std::uint64_t duration_ms_ = 60'000;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> asked_of_converter_;
};

TEST_F(AttachingTest, AudioIsSealedToTheRecordingsOwnKeyAndSignedByTheImporter) {
  audio_.cuts = {{1000, 3000}, {10'000, 500}, {70'000, 5}};
  const auto all = attach();
  ASSERT_TRUE(all) << all.error().message;
  ASSERT_EQ(all->size(), 1U);
  ASSERT_TRUE(all->front().status) << all->front().status.error().message;
  EXPECT_EQ(centre_.asked, kCall);
  ASSERT_EQ(centre_.attached.size(), 1U);
  const auto& sent = centre_.attached.front();
  const auto says = recording::verify_audio_note(sent.note, agreement_.terms().importers);
  ASSERT_TRUE(says) << says.error().message;
  EXPECT_EQ(says->id, kId);
  EXPECT_EQ(says->opening_hash, sha256(view_of(centre_.offered[0].opening)));
  EXPECT_EQ(says->sides, AudioSides::kBoth);
  EXPECT_EQ(says->file_hash, sha256(sent.sealed));
  EXPECT_EQ(says->file_length, sent.sealed.size());
  const auto opened = seal::open_with(std::span(&r_, 1), sent.sealed, 1 << 20);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_TRUE(insyn::text_of(*opened).ends_with("webm"));
  // The 3.25 s before the recording's begin are left away, and the cuts are counted from there.
  EXPECT_EQ(says->after_begin_ms, 0U);
  // No time of day, which reviewers are not told.
  EXPECT_EQ(sent.note.find("T0"), std::string::npos);
  EXPECT_EQ(says->duration_ms, 60'000U);
  EXPECT_EQ(says->cuts, (std::vector<recording::AudioCut>{{0, 750}, {6750, 500}}));
  ASSERT_EQ(asked_of_converter_.size(), 1U);
  // From there on as long as the longest call that is agreed, an hour.
  EXPECT_EQ(asked_of_converter_[0], (std::pair<std::uint64_t, std::uint64_t>(3250, 3'600'000)));
}

TEST_F(AttachingTest, AudioThatBeginsLaterKeepsItsBeginning) {
  audio_.began = utc("2026-12-01T08:16:03.250Z");
  ASSERT_TRUE(attach()->front().status);
  EXPECT_EQ(asked_of_converter_[0], (std::pair<std::uint64_t, std::uint64_t>(0, 3'540'000)));
  EXPECT_EQ(
      recording::verify_audio_note(centre_.attached[0].note, agreement_.terms().importers)->after_begin_ms,
      60'000U);
  asked_of_converter_.clear();
  centre_.attached.clear();
  audio_.began = utc("2026-12-01T09:15:03.250Z");
  expect_refused("is --began right?");
}

// The server's own R: it would open all of the call.
TEST_F(AttachingTest, AnRThatTheServerNamesGetsNothing) {
  recording::Opening lie = opening();
  lie.recipient = seal::Identity::generate().recipient().text();
  const note::Signer of_the_server = note::Signer::generate(kId).value();
  centre_.offered[0].opening = note::sign(text_of(lie), of_the_server);
  expect_lie("its opening note");
  lie.key = of_the_server.verifier().text();
  centre_.offered[0].opening = note::sign(text_of(lie), of_the_server);
  expect_lie("its opening note");
}

TEST_F(AttachingTest, ACertificateThatNoDeviceOnTheRosterHasSignedCountsForNothing) {
  const note::Signer other = note::Signer::generate("desk-12").value();
  centre_.offered[0].certificate = note::sign(text_of(certificate()), other);
  expect_lie("no workstation on the roster");
  // With a key that the server certifies itself it could sign any opening note.
  recording::Certificate lie = certificate();
  const note::Signer of_the_server = note::Signer::generate(kId).value();
  lie.key = of_the_server.verifier().text();
  centre_.offered[0].certificate = note::sign(text_of(lie), other);
  expect_lie("no workstation on the roster");
  centre_.offered[0].certificate = "no note";
  expect_lie("its certificate");
}

TEST_F(AttachingTest, ARosterOfTheServersCountsForNothing) {
  const note::Signer other = note::Signer::generate("desk-13").value();
  const roster::Roster lie = roster::roster_of(roster::TestAgent("a17"), other.verifier());
  centre_.roster_note = roster::signed_by(lie, employer_.signer, note::Signer::generate("Klubben").value());
  recording::Certificate by_other = certificate();
  by_other.device = "desk-13";
  by_other.roster_hash = sha256(view_of(note::parse(centre_.roster_note)->text));
  centre_.offered[0].certificate = note::sign(text_of(by_other), other);
  expect_lie("the roster");
  // Nor another version than the one that the device has signed.
  centre_.roster_note = roster::signed_by(roster::roster_of(roster::TestAgent("a18"), device_.verifier()),
                                          employer_.signer, union_.signer);
  centre_.offered[0] = offer();
  expect_lie("another roster");
}

TEST_F(AttachingTest, AnotherCallsRecordingGetsNothing) {
  recording::Certificate other = certificate();
  other.call = "4712";
  centre_.offered[0].certificate = note::sign(text_of(other), device_);
  expect_lie("of another call");
}

TEST_F(AttachingTest, AnotherRecordingsNotesGetNothing) {
  const std::string id = std::string(32, 'f');
  centre_.offered[0].id = id;
  expect_lie("another recording's");
  centre_.offered[0] = offer();
  recording::Opening other = opening();
  other.id = id;
  centre_.offered[0].opening = note::sign(text_of(other), key_);
  expect_lie("its opening note");
}

TEST_F(AttachingTest, AnotherAgreementsRecordingGetsNothing) {
  recording::Certificate other = certificate();
  other.agreement_hash = sha256(view_of("another"));
  centre_.offered[0].certificate = note::sign(text_of(other), device_);
  expect_refused("under another agreement");
}

TEST_F(AttachingTest, WhatHasNoPicturesHasNoKey) {
  recording::Opening events = opening();
  events.level = agreement::Level::kMetrics;
  events.recipient = "";
  events.key_files = {{recording::kCallsKey, {}}};
  centre_.offered[0].opening = note::sign(text_of(events), key_);
  expect_refused("no pictures");
}

TEST_F(AttachingTest, WhoIsNoImporterOrMayNotAttachTheseVoicesAsksForNothing) {
  const note::Signer other = note::Signer::generate("Samtalsinspelningen").value();
  const auto refused = attach_audio({agreement_, other, clock_}, audio_, centre_, convert());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("names no importer"), std::string::npos);
  for (const char* audio : {"none", "customer"}) {
    const agreement::Agreement narrower = agreed(audio);
    EXPECT_FALSE(attach_audio({narrower, importer_.signer, clock_}, audio_, centre_, convert())) << audio;
  }
  audio_.cuts = {{10, 10}, {5, 1}};
  EXPECT_FALSE(attach());
  EXPECT_EQ(centre_.asked, "");
}

TEST_F(AttachingTest, WhatHasAudioAlreadyIsLeftAndOthersOfTheCallAreDone) {
  centre_.offered.push_back(centre_.offered[0]);
  centre_.offered[0].has_audio = true;
  const auto all = attach();
  ASSERT_TRUE(all);
  EXPECT_TRUE((*all)[0].before);
  EXPECT_TRUE((*all)[1].status);
  EXPECT_EQ(centre_.attached.size(), 1U);
  centre_.offered.clear();
  EXPECT_NE(attach().error().message.find("no recording of the call"), std::string::npos);
}

// What decodes has read what others have made: its word is not taken for more than it is.
TEST_F(AttachingTest, WhatTheConverterMakesHasToBeWhatWasAskedFor) {
  const auto of = [&](const Convert& made) {
    const auto all = attach_audio(by(), audio_, centre_, made);
    EXPECT_TRUE(centre_.attached.empty());
    return !all->front().status;
  };
  EXPECT_TRUE(of([](auto, auto) { return ConvertedAudio{1000, bytes_of("nothing")}; }));
  EXPECT_TRUE(of([](auto, auto) {
    return ConvertedAudio{1000, bytes_of(text_of(audio::ContentsHead{50, 1, 50, 1}) + std::string(51, 'x'))};
  }));
  EXPECT_TRUE(of([](auto, auto) {
    return ConvertedAudio{2000,
                          bytes_of(text_of(audio::ContentsHead{50, 2, 100, 1}) + std::string(101, 'x'))};
  }));
  EXPECT_TRUE(of([](auto, std::uint64_t most) {
    return ConvertedAudio{most + 1, bytes_of("insyn audio 1\n")};
  }));
}

}  // namespace
}  // namespace insyn::centre
