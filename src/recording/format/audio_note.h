// What an importer signs when it puts the audio of a call beside a recording: of which recording it is, whose
// voices are in it, how long after the recording's begin it lies, and which bytes it is. No time of day
// stands in it: a reviewer reads it. Lines of "key value" in a fixed order; docs/audio.md describes them byte
// for byte.
#pragma once

#include <string>
#include <vector>

#include "agreement/terms.h"
#include "base/clock.h"
#include "base/sha256.h"

namespace insyn::recording {

inline constexpr std::uint64_t kLongestAudioMs = 4ULL * 60 * 60 * 1000;
inline constexpr std::uint64_t kLatestAudioMs = 24ULL * 60 * 60 * 1000;   // after begin
inline constexpr std::uint64_t kLargestAudio = std::uint64_t{256} << 20;  // bytes of audio.age
inline constexpr std::size_t kMostCuts = 1000;
inline constexpr std::size_t kLargestAudioNote = std::size_t{64} << 10;

// Whose voices, and where.
enum class AudioSides {
  kCustomer,  // one channel: the customer alone
  kBoth,      // two: the customer left, the agent right
  kMixed,     // one channel: both
};
const char* name_of(AudioSides sides);  // "customer", "both", "mixed"
int channels_of(AudioSides sides);

// Whether terms that say `agreed` let these voices be attached.
bool is_agreed(agreement::Audio agreed, AudioSides sides);

// A stretch that the audio which was imported lacked, for example because card data were read out. In the
// sealed audio there is silence, so that its time goes on evenly.
struct AudioCut {
  std::uint64_t from_ms = 0;
  std::uint64_t length_ms = 0;
  bool operator==(const AudioCut&) const = default;
};

struct AudioNote {
  std::string id;         // of the recording
  Digest opening_hash{};  // SHA-256 of the opening note, with its signature
  AudioSides sides = AudioSides::kCustomer;
  std::uint64_t after_begin_ms = 0;  // of the first sample, after the certificate's begin
  std::uint64_t duration_ms = 0;
  std::vector<AudioCut> cuts;  // ascending, apart, within the duration
  Digest file_hash{};          // of audio.age
  std::uint64_t file_length = 0;
  std::chrono::sys_days date{};  // on which it was attached, in the recording's zone
  bool operator==(const AudioNote&) const = default;
};

// kCorrupt, with the reason, where cuts are not ascending, overlap, are empty or reach beyond `duration_ms`.
Status check_cuts(const std::vector<AudioCut>& cuts, std::uint64_t duration_ms);

std::string text_of(const AudioNote& audio);
// kCorrupt with the line number and the reason where the text is not exactly what text_of() would write.
Result<AudioNote> parse_audio_note(std::string_view text);

// The same of a note, which has one signature, by one of `importers`. kDenied where that is another's.
Result<AudioNote> verify_audio_note(std::string_view note, const std::vector<agreement::Importer>& importers);

}  // namespace insyn::recording
