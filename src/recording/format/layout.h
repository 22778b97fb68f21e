// The names of what lies in a recording's folder. docs/recording.md describes each file and each state.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace insyn::recording {

inline constexpr const char* kCertificate = "certificate.note";
inline constexpr const char* kOpeningNote = "opening.note";
inline constexpr const char* kClosingNote = "closing.note";
// In what a reviewer is given, in the certificate's place.
inline constexpr const char* kPeelNote = "peel.note";
inline constexpr const char* kKey = "key.age";
inline constexpr const char* kEventsKey = "key.events.age";
inline constexpr const char* kCallsKey = "key.calls.age";
inline constexpr const char* kAgentKey = "key.agent.age";
// All that there can be, in the order in which an opening note lists them.
inline constexpr std::array<const char*, 4> kKeyFiles = {kKey, kEventsKey, kCallsKey, kAgentKey};
inline constexpr const char* kJournal = "chunks.journal";
// Given back before closing, and larger than the largest closing note, so that a full disk does not keep a
// recording from being closed.
inline constexpr const char* kReserve = "reserve";
// A recording's folder has this before its name until all that it begins with is written.
inline constexpr const char* kUnfinishedPrefix = ".new-";

// As many as a closing note, at most 1 MiB long, can list: more than five hours of a screen that never rests.
inline constexpr std::uint32_t kMostChunks = 11'800;
// Of one chunk file. A chunk is cut at 256 KiB; one that holds a whole large desktop is larger.
inline constexpr std::size_t kLargestChunkFile = std::size_t{320} << 20;
inline constexpr std::size_t kLargestNote = std::size_t{1} << 20;
inline constexpr std::size_t kLargestKeyFile = std::size_t{1} << 20;

// What is in a chunk, and so which of the recording's three keys opens it: pictures and pages are
// sealed to R, events to E, call statements to C. Pages are made in browsers alone.
enum class ChunkKind { kTrack, kEvents, kCalls, kPages };
inline constexpr std::array<ChunkKind, 4> kChunkKinds = {ChunkKind::kTrack, ChunkKind::kEvents,
                                                         ChunkKind::kCalls, ChunkKind::kPages};
// "chunk", "events", "calls", "pages".
const char* name_of(ChunkKind kind);
std::optional<ChunkKind> chunk_kind_of(std::string_view name);

// How every chunk of events begins: docs/recording.md.
inline constexpr std::string_view kEventsHead = "call,time,event,object\n";

// The event that is an agent's own word: the system did not help.
inline constexpr std::string_view kDidNotHelp = "did-not-help";

// A chunk's place in the recording, and so its file: "000000.chunk.age", "000001.events.age".
struct ChunkName {
  std::uint32_t index = 0;
  ChunkKind kind = ChunkKind::kTrack;
  auto operator<=>(const ChunkName&) const = default;
};
std::string file_name_of(const ChunkName& chunk);
// Nothing where `file_name` is no chunk's.
std::optional<ChunkName> chunk_named(std::string_view file_name);
// Of a chunk of pictures.
inline std::string chunk_file_name(std::uint32_t index) { return file_name_of({index, ChunkKind::kTrack}); }

// 128 random bits in 32 lower-case hexadecimal digits, which tell nothing.
std::string new_recording_id();
// Whether `id` has that form: it is used as a file name.
bool is_recording_id(std::string_view id);
// Of version 0: "20261124T090500Z-0123456789abcdef".
bool is_version_0_id(std::string_view id);

}  // namespace insyn::recording
