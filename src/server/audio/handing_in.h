// PUT /v1/recordings/{id}/audio: the audio's note, then its bytes, as they arrive.
#pragma once

#include "base/path.h"
#include "server/audio/attaching.h"

namespace insyn::server {

inline constexpr const char* kAudioType = "application/x-insyn-audio";
// The line before the note.
inline constexpr std::size_t kLongestAudioLine = 64;
inline constexpr std::uint64_t kLargestAudioBody =
    kLongestAudioLine + recording::kLargestAudioNote + recording::kLargestAudio;

// `desk` and `attaching` outlive the upload; in `uploads` it is staged.
std::variant<std::unique_ptr<http::Upload>, http::Answer> begin_audio(const Attaching& attaching,
                                                                      const Path& uploads,
                                                                      const http::Request& request,
                                                                      std::uint64_t length);

}  // namespace insyn::server
