// Exports a track to formats that every program opens: VP9 or H.264 video, a PNG file for each frame, or its
// events as JSON lines.
//
// Frames are drawn relative to the top left corner of the largest surface, so that moving a window does not
// move the picture, and are as large as the recording needs anywhere. The background is #DADADA, and what was
// withheld is hatched. With one surface of constant size a frame has exactly the pixels of that surface.
#pragma once

#include <functional>
#include <optional>

#include "base/bytes.h"
#include "os/file.h"
#include "track/codec/scene.h"

namespace insyn::track {

// The opened chunks of a recording, in order.
class ChunkSource {
 public:
  virtual ~ChunkSource() = default;
  // The next chunk, as Writer made it; empty at the end. An error ends the export.
  virtual Result<std::optional<Bytes>> next() = 0;
  // Whether chunks are missing between the last result of next() and the one before it; the start and the end
  // of the recording count as results.
  virtual bool was_gap() const = 0;
  // Back to the first chunk; most exports have two passes.
  virtual Status rewind() = 0;
  // The share that has been read since rewind(), from 0 to 1.
  virtual double progress() const = 0;
};

// Called with the share that is done, from 0 to 1, never decreasing.
using Progress = std::function<void(double)>;

struct ExportOptions {
  // Video: frames a second, at most.
  int fps = 10;
  // Pictures: only the frame that was shown at this time.
  std::optional<TrackTime> at;
  bool draw_cursor = false;
  // Whether a refused chunk counts as missing instead of ending the export.
  bool damaged_ok = false;
  Progress progress;
};

struct ExportSummary {
  int width = 0;
  int height = 0;
  std::size_t pictures = 0;  // frames; for events, lines
  TrackTime duration{0};
  std::size_t damaged_chunks = 0;
};

// `to` ends in .webm (VP9) or .mp4 (H.264). A regular file of that name is replaced, anything else refused.
// On an error no file is left.
Result<ExportSummary> export_video(ChunkSource& source, const Path& to, const ExportOptions& options = {});

// Lossless RGB files named by seconds since the start, "000012.345.png", in `folder`, which must not exist.
Result<ExportSummary> export_pictures(ChunkSource& source, const Path& folder,
                                      const ExportOptions& options = {});

// JSON lines: {"time":12.345,"kind":"pixels","surface":1,"rect":[x,y,w,h]}, with "reason" where pixels are
// withheld. `to` is replaced as a video is.
Result<ExportSummary> export_events(ChunkSource& source, const Path& to, const ExportOptions& options = {});

}  // namespace insyn::track
