#include "track/export/playback.h"

#include "track/codec/chunk.h"

namespace insyn::track {
namespace {

class Player {
 public:
  Player(ChunkSource& source, const ExportOptions& options, const OnPlayed& on_played)
      : source_(source), options_(options), on_played_(on_played) {}

  Result<PlaybackResult> play() {
    TRY(source_.rewind());
    for (;;) {
      TRY_ASSIGN(const std::optional<Bytes> chunk, source_.next());
      if (source_.was_gap()) TRY(gap(reader_.time()));
      if (!chunk) break;
      TRY(feed(*chunk));
      if (options_.progress) options_.progress(source_.progress());
    }
    result_.end = reader_.time();
    return result_;
  }

 private:
  Status feed(const Bytes& chunk) {
    Status handler;
    Status status = reader_.feed(chunk, [&](const Event& event) -> Status {
      handler = on_played_(event, reader_.scene());
      return handler;
    });
    if (status || !handler) return handler;
    if (!options_.damaged_ok) return status;
    const auto header = read_chunk_header(chunk);
    return gap(header ? header->end : reader_.time());
  }

  Status gap(TrackTime until) {
    const TrackTime from = reader_.time();
    ++result_.damaged_chunks;
    reader_.gap();
    return on_played_({from, TimeWithheld{from, std::max(from, until), Withheld::kDamagedRecording}},
                      reader_.scene());
  }

  ChunkSource& source_;
  const ExportOptions& options_;
  const OnPlayed& on_played_;
  Reader reader_;
  PlaybackResult result_;
};

// The two passes report one progress.
ExportOptions with_progress_from(const ExportOptions& options, double from) {
  ExportOptions half = options;
  if (options.progress)
    half.progress = [progress = options.progress, from](double done) { progress(from + done / 2); };
  return half;
}

bool changes_no_pixel(const Event& event) {
  if (const auto* point = std::get_if<IndexPoint>(&event.what)) return !point->after_damage;
  if (const auto* time = std::get_if<TimeWithheld>(&event.what))
    return time->reason != Withheld::kDamagedRecording;
  return false;
}

// Draws each frame at its time, as the scene is gone later, and hands it out when its interval has passed.
class FrameMaker {
 public:
  FrameMaker(const FrameLayout& layout, bool draw_cursor, TrackTime interval, const OnFrame& on_frame)
      : canvas_(layout.bounds, layout.size, draw_cursor), interval_(interval), on_frame_(on_frame) {}

  Status played(const Event& event, const Scene& scene) {
    changed_ = changed_ || !changes_no_pixel(event);
    if (!changed_ || !event.ends_moment) return {};
    changed_ = false;
    if (delayed_ && event.time >= earliest()) TRY(hand_out(earliest()));
    if (!canvas_.draw(scene)) return {};
    if (event.time >= earliest()) return hand_out(event.time);
    delayed_ = true;
    return {};
  }
  Status finish() { return delayed_ ? hand_out(earliest()) : Status{}; }

 private:
  TrackTime earliest() const { return last_ ? *last_ + interval_ : TrackTime{0}; }
  Status hand_out(TrackTime at) {
    delayed_ = false;
    last_ = at;
    return on_frame_(at, canvas_.picture());
  }

  Canvas canvas_;
  TrackTime interval_;
  const OnFrame& on_frame_;
  bool changed_ = false;
  bool delayed_ = false;
  std::optional<TrackTime> last_;
};

}  // namespace

Result<PlaybackResult> play(ChunkSource& source, const ExportOptions& options, const OnPlayed& on_played) {
  return Player(source, options, on_played).play();
}

Result<FrameLayout> measure_frames(ChunkSource& source, const ExportOptions& options) {
  FrameLayout layout;
  TRY(play(source, with_progress_from(options, 0), [&](const Event&, const Scene& scene) -> Status {
    layout.bounds.add(scene);
    return {};
  }));
  TRY_ASSIGN(layout.size, layout.bounds.size());
  return layout;
}

Result<PlaybackResult> play_frames(ChunkSource& source, const FrameLayout& layout,
                                   const ExportOptions& options, TrackTime interval,
                                   const OnFrame& on_frame) {
  FrameMaker maker(layout, options.draw_cursor, interval, on_frame);
  TRY_ASSIGN(const PlaybackResult result,
             play(source, with_progress_from(options, 0.5),
                  [&](const Event& event, const Scene& scene) { return maker.played(event, scene); }));
  TRY(maker.finish());
  return result;
}

}  // namespace insyn::track
