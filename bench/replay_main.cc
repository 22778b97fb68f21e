// track_replay CHUNKS             encodes the track again and prints what that costs, as "name value" lines
// track_replay CHUNKS --video FPS the largest surface as raw video (bgr0) on stdout; its "WIDTHxHEIGHT" on
// stderr
// track_replay --frames WIDTH HEIGHT FPS
//                                 encodes raw video (bgr0) from stdin as one window, and prints the same
//
// CHUNKS as bench/chunks.h reads them.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "chunks.h"
#include "measure.h"
#include "replay.h"

namespace {

using namespace insyn;
using namespace insyn::track;
using bench::must;
using bench::read_chunks;

void measure(const std::vector<Bytes>& chunks) {
  bench::Measure measure;
  bench::Replay replay([&](const Chunk& chunk) { measure.chunk(chunk); });
  Reader reader;
  for (const Bytes& chunk : chunks)
    must(reader.feed(chunk, [&](const Event& event) -> Status {
      replay.event(event, reader.scene());
      return {};
    }));
  replay.finish();
  measure.print(replay.changes(), replay.total(), replay.copying());
}

// Each frame is the whole of one window.
void measure_video(int width, int height, int fps) {
  bench::Measure measure;
  bench::Replay replay([&](const Chunk& chunk) { measure.chunk(chunk); });
  Scene scene;
  must(scene.open(1, SurfaceKind::kWindow, {0, 0, width, height}));
  replay.event({TrackTime(0), SurfaceOpened{1, SurfaceKind::kWindow, {0, 0, width, height}}}, scene);
  Image& image = scene.find(1)->pixels;
  for (int frame = 0; std::fread(image.pixels.data(), sizeof(std::uint32_t), image.pixels.size(), stdin) ==
                      image.pixels.size();
       ++frame) {
    for (std::uint32_t& pixel : image.pixels) pixel &= kColourMask;
    replay.event({TrackTime(frame * 1000 / fps), PixelsChanged{1, image.bounds()}}, scene);
  }
  replay.finish();
  const Surface* shown = measure.scene().find(1);
  if (shown == nullptr || !(shown->pixels == image)) must(fail(Code::kCorrupt, "the decoded pixels differ"));
  measure.print(replay.changes(), replay.total(), replay.copying());
}

const Surface* largest(const Scene& scene) {
  const Surface* best = nullptr;
  for (const Surface& surface : scene.surfaces())
    if (best == nullptr || surface.place.area() > best->place.area()) best = &surface;
  return best;
}

// The video has the first size that is seen; a surface of another size is left out.
class Video {
 public:
  explicit Video(int fps) : interval_(1000 / fps) {}

  // Repeats the last frame until `now`, from when on the scene is shown.
  void show(const Scene& scene, TrackTime now) {
    if (!shown_.empty())
      for (; next_ < now; next_ += interval_)
        std::fwrite(shown_.data(), sizeof(std::uint32_t), shown_.size(), stdout);
    const Surface* surface = largest(scene);
    if (surface == nullptr) return;
    if (shown_.empty()) {
      next_ = now;
      std::fprintf(stderr, "%dx%d\n", surface->pixels.width, surface->pixels.height);
    } else if (surface->pixels.pixels.size() != shown_.size()) {
      return;
    }
    shown_ = surface->pixels.pixels;
  }

 private:
  TrackTime interval_;
  TrackTime next_{0};
  std::vector<std::uint32_t> shown_;
};

void play(const std::vector<Bytes>& chunks, int fps) {
  Video video(fps);
  Reader reader;
  for (const Bytes& chunk : chunks) {
    must(reader.feed(chunk, [&](const Event& event) -> Status {
      if (event.ends_moment) video.show(reader.scene(), event.time);
      return {};
    }));
    video.show(reader.scene(), reader.time());
  }
}

}  // namespace

int main(int count, char** values) {
  if (count == 4 && std::string_view(values[2]) == "--video") {
    play(read_chunks(values[1]), std::max(1, std::atoi(values[3])));
  } else if (count == 5 && std::string_view(values[1]) == "--frames") {
    measure_video(std::atoi(values[2]), std::atoi(values[3]), std::max(1, std::atoi(values[4])));
  } else if (count == 2) {
    measure(read_chunks(values[1]));
  } else {
    std::fprintf(stderr, "usage: track_replay CHUNKS [--video FPS] | --frames WIDTH HEIGHT FPS\n");
    return 2;
  }
  return 0;
}
