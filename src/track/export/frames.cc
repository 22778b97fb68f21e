#include "track/export/frames.h"

namespace insyn::track {
namespace {

// The two passes share one progress bar.
ExportOptions with_progress_from(const ExportOptions& options, double from) {
  ExportOptions half = options;
  if (options.progress)
    half.progress = [progress = options.progress, from](double done) { progress(from + done / 2); };
  return half;
}

bool shows_nothing_new(const Event& event) {
  if (const auto* point = std::get_if<IndexPoint>(&event.what)) return !point->after_damage;
  if (const auto* time = std::get_if<TimeWithheld>(&event.what))
    return time->reason != Withheld::kDamagedRecording;
  return false;
}

// Draws each moment at once, as the scene will not be there later, and tells it when its turn has come.
class FrameMaker {
 public:
  FrameMaker(const FrameTrack& frames, bool draw_cursor, TrackTime apart, const OnFrame& on_frame)
      : canvas_(frames.bounds, frames.size, draw_cursor), apart_(apart), on_frame_(on_frame) {}

  Status played(const Event& event, const Scene& scene) {
    changed_ = changed_ || !shows_nothing_new(event);
    if (!changed_ || !event.ends_moment) return {};
    changed_ = false;
    if (waiting_ && event.time >= earliest()) TRY(tell(earliest()));
    if (!canvas_.draw(scene)) return {};
    if (event.time >= earliest()) return tell(event.time);
    waiting_ = true;
    return {};
  }
  Status finish() { return waiting_ ? tell(earliest()) : Status{}; }

 private:
  TrackTime earliest() const { return last_ ? *last_ + apart_ : TrackTime{0}; }
  Status tell(TrackTime at) {
    waiting_ = false;
    last_ = at;
    return on_frame_(at, canvas_.picture());
  }

  Canvas canvas_;
  TrackTime apart_;
  const OnFrame& on_frame_;
  bool changed_ = false;
  bool waiting_ = false;
  std::optional<TrackTime> last_;
};

}  // namespace

Result<FrameTrack> measure(ChunkSource& source, const ExportOptions& options) {
  FrameTrack frames;
  TRY(play(source, with_progress_from(options, 0), [&](const Event&, const Scene& scene) -> Status {
    frames.bounds.add(scene);
    return {};
  }));
  TRY_ASSIGN(frames.size, frames.bounds.size());
  return frames;
}

Result<PlaybackResult> draw_frames(ChunkSource& source, const FrameTrack& frames,
                                   const ExportOptions& options, TrackTime apart, const OnFrame& on_frame) {
  FrameMaker maker(frames, options.draw_cursor, apart, on_frame);
  TRY_ASSIGN(const PlaybackResult result,
             play(source, with_progress_from(options, 0.5),
                  [&](const Event& event, const Scene& scene) { return maker.played(event, scene); }));
  TRY(maker.finish());
  return result;
}

}  // namespace insyn::track
