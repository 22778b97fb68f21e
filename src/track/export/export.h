// A track in formats that everybody can open: VP9 or H.264 video, a PNG per change, the events as JSON.
//
// The canvas is drawn relative to the top left corner of the largest surface, so that moving a window does
// not move the picture, and is as large as the recording ever needs. Background #DADADA; what was withheld is
// hatched. With one surface of constant size a picture is exactly that surface's pixels.
#pragma once

#include <functional>
#include <optional>

#include "base/bytes.h"
#include "os/file.h"
#include "track/codec/scene.h"

namespace insyn::track {

// Where the chunks come from, opened and in order.
class ChunkSource {
 public:
  virtual ~ChunkSource() = default;
  // The next chunk as Writer made it; nothing at the end. An error ends the export.
  virtual Result<std::optional<Bytes>> next() = 0;
  // Whether chunks are missing between the last two results of next(), the start and the end counting as
  // such.
  virtual bool was_gap() const = 0;
  // Back to the first chunk: most exports read everything twice.
  virtual Status rewind() = 0;
  // How much of it has been read since rewind(), from 0 to 1.
  virtual double progress() const = 0;
};

// From 0 to 1, now and then.
using Progress = std::function<void(double)>;

struct ExportOptions {
  // Video: at most this many pictures a second.
  int fps = 10;
  // Pictures: only the one that was on the screen at this time.
  std::optional<TrackTime> at;
  bool draw_cursor = false;
  // Chunks that the track reader refuses count as missing instead of ending the export.
  bool damaged_ok = false;
  Progress progress;
};

struct ExportSummary {
  int width = 0;
  int height = 0;
  std::size_t pictures = 0;  // frames, PNG files or, for events, lines
  TrackTime duration{0};
  std::size_t damaged_chunks = 0;
};

// `to` ends in .webm (VP9) or .mp4 (H.264) and is replaced if it exists. On an error nothing is left behind.
Result<ExportSummary> export_video(ChunkSource& source, const Path& to, const ExportOptions& options = {});

// Lossless RGB PNG files "000012.345.png", named by seconds since the start, in a new folder.
Result<ExportSummary> export_pictures(ChunkSource& source, const Path& folder,
                                      const ExportOptions& options = {});

// JSON lines: {"time":12.345,"kind":"pixels","surface":1,"rect":[x,y,w,h]}, "reason" where something is
// withheld. `to` is replaced if it exists.
Result<ExportSummary> export_events(ChunkSource& source, const Path& to, const ExportOptions& options = {});

}  // namespace insyn::track
