#include "recording/format/audio_note.h"

#include <array>

#include "base/bytes.h"
#include "recording/format/layout.h"
#include "recording/format/note_text.h"
#include "recording/format/opening_note.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kAudioHead = "insyn recording audio 1";
constexpr std::array kAllSides = {AudioSides::kCustomer, AudioSides::kBoth, AudioSides::kMixed};

Status take_sides(std::string_view value, AudioSides& into) {
  for (const AudioSides sides : kAllSides) {
    if (value != name_of(sides)) continue;
    into = sides;
    return {};
  }
  return fail(Code::kCorrupt, "neither customer, both nor mixed");
}

Status take_cut(std::string_view value, std::vector<AudioCut>& into) {
  if (into.size() == kMostCuts) return fail(Code::kCorrupt, "more than {} cuts", kMostCuts);
  AudioCut cut;
  TRY(take_number(take_word(value), kLongestAudioMs, cut.from_ms));
  TRY(take_number(value, kLongestAudioMs, cut.length_ms));
  into.push_back(cut);
  return {};
}

Status take_file(std::string_view value, AudioNote& audio) {
  TRY(take_digest(take_word(value), audio.file_hash));
  return take_number(value, kLargestAudio, audio.file_length);
}

Status take(std::string_view key, std::string_view value, AudioNote& audio) {
  if (key == "id") return take_text(value, audio.id);
  if (key == "opening-sha256") return take_digest(value, audio.opening_hash);
  if (key == "sides") return take_sides(value, audio.sides);
  if (key == "after-begin-ms") return take_number(value, kLatestAudioMs, audio.after_begin_ms);
  if (key == "duration-ms") return take_number(value, kLongestAudioMs, audio.duration_ms);
  if (key == "cut") return take_cut(value, audio.cuts);
  if (key == "file") return take_file(value, audio);
  if (key == "date") return take_date(value, audio.date);
  return fail(Code::kCorrupt, "unknown line in an audio note");
}

Status check_complete(const AudioNote& audio) {
  if (!is_recording_id(audio.id)) return fail(Code::kCorrupt, "not a recording id");
  if (audio.duration_ms == 0) return fail(Code::kCorrupt, "the audio has no duration");
  if (audio.file_length == 0) return fail(Code::kCorrupt, "the audio's file is empty");
  return check_cuts(audio.cuts, audio.duration_ms);
}

}  // namespace

const char* name_of(AudioSides sides) {
  switch (sides) {
    case AudioSides::kCustomer:
      return "customer";
    case AudioSides::kBoth:
      return "both";
    case AudioSides::kMixed:
      return "mixed";
  }
  return "";
}

int channels_of(AudioSides sides) { return sides == AudioSides::kBoth ? 2 : 1; }

bool is_agreed(agreement::Audio agreed, AudioSides sides) {
  switch (agreed) {
    case agreement::Audio::kNone:
      return false;
    case agreement::Audio::kCustomer:
      return sides == AudioSides::kCustomer;
    case agreement::Audio::kBoth:
      return true;
  }
  return false;
}

Status check_cuts(const std::vector<AudioCut>& cuts, std::uint64_t duration_ms) {
  std::uint64_t end = 0;
  for (const AudioCut& cut : cuts) {
    if (cut.length_ms == 0) return fail(Code::kCorrupt, "the cut at {} ms is empty", cut.from_ms);
    if (cut.from_ms < end)
      return fail(Code::kCorrupt, "the cut at {} ms begins before the one before it has ended", cut.from_ms);
    if (cut.from_ms > duration_ms || cut.length_ms > duration_ms - cut.from_ms)
      return fail(Code::kCorrupt, "the cut at {} ms reaches beyond the audio's {} ms", cut.from_ms,
                  duration_ms);
    end = cut.from_ms + cut.length_ms;
  }
  return {};
}

std::string text_of(const AudioNote& audio) {
  std::string text = fmt::format(
      "{}\nid {}\nopening-sha256 {}\nsides {}\nafter-begin-ms {}\nduration-ms {}\n", kAudioHead, audio.id,
      to_hex(audio.opening_hash), name_of(audio.sides), audio.after_begin_ms, audio.duration_ms);
  for (const AudioCut& cut : audio.cuts) text += fmt::format("cut {} {}\n", cut.from_ms, cut.length_ms);
  text +=
      fmt::format("file {} {}\ndate {}\n", to_hex(audio.file_hash), audio.file_length, date_text(audio.date));
  return text;
}

Result<AudioNote> parse_audio_note(std::string_view text) {
  AudioNote audio;
  TRY(read_lines(text, kAudioHead,
                 [&](std::string_view key, std::string_view value) { return take(key, value, audio); }));
  TRY(check_complete(audio));
  TRY(expect_same(text, text_of(audio)));
  return audio;
}

Result<AudioNote> verify_audio_note(std::string_view note,
                                    const std::vector<agreement::Importer>& importers) {
  if (note.size() > kLargestAudioNote)
    return fail(Code::kCorrupt, "the audio note is longer than {} bytes", kLargestAudioNote);
  for (const agreement::Importer& one : importers) {
    auto text = verified_text(note, *one.keys.verifier);
    if (text) return parse_audio_note(*text);
    if (text.error().code != Code::kDenied) return Failure(std::move(text).error());
  }
  return fail(Code::kDenied, "the audio note is signed by no importer of the recording's agreement");
}

}  // namespace insyn::recording
