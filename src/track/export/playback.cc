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

}  // namespace

Result<PlaybackResult> play(ChunkSource& source, const ExportOptions& options, const OnPlayed& on_played) {
  return Player(source, options, on_played).play();
}

}  // namespace insyn::track
