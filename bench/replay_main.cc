// track_replay CHUNKS             writes the track anew and says what that costs, as "name value" lines
// track_replay CHUNKS --video FPS the largest surface as raw video (bgr0) on stdout; its "WIDTHxHEIGHT" on
// stderr
//
// CHUNKS is a folder of opened chunks, in the order of their names.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "replay.h"

namespace {

using namespace insyn;
using namespace insyn::track;

std::vector<Bytes> read_chunks(const char* folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Bytes> chunks;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    chunks.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return chunks;
}

void must(const Status& status) {
  if (status) return;
  std::fprintf(stderr, "track_replay: %s\n", status.error().message.c_str());
  std::exit(1);
}

double at_share(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

void measure(const std::vector<Bytes>& chunks) {
  std::size_t bytes = 0, count = 0, index_points = 0;
  double reading = 0, since_index = 0, slowest_opening = 0;
  Reader check;
  bench::Replay replay([&](const Chunk& chunk) {
    bytes += chunk.bytes.size();
    ++count;
    if (chunk.index_point) {
      ++index_points;
      since_index = 0;
    }
    const double begin = bench::cpu_time();
    must(check.feed(chunk.bytes));
    const double took = bench::cpu_time() - begin;
    reading += took;
    since_index += took;
    slowest_opening = std::max(slowest_opening, since_index);
  });
  Reader reader;
  for (const Bytes& chunk : chunks)
    must(reader.feed(chunk, [&](const Event& event) -> Status {
      replay.event(event, reader.scene());
      return {};
    }));
  replay.finish();
  std::printf("bytes %zu\nchunks %zu\nindex_points %zu\nchanges %zu\n", bytes, count, index_points,
              replay.changes().size());
  std::printf("write_ms %.1f\nchange_p50_ms %.2f\nchange_p99_ms %.2f\nchange_max_ms %.2f\n", replay.total(),
              at_share(replay.changes(), 0.5), at_share(replay.changes(), 0.99),
              at_share(replay.changes(), 1));
  std::printf("read_ms %.1f\nslowest_opening_ms %.1f\n", reading, slowest_opening);
}

const Surface* largest(const Scene& scene) {
  const Surface* best = nullptr;
  for (const Surface& surface : scene.surfaces())
    if (best == nullptr || surface.place.area() > best->place.area()) best = &surface;
  return best;
}

// The first size that is seen is kept; a surface of another size is not shown.
class Video {
 public:
  explicit Video(int fps) : interval_(1000 / fps) {}

  // What was shown last stayed until `now`; now it is this.
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
  } else if (count == 2) {
    measure(read_chunks(values[1]));
  } else {
    std::fprintf(stderr, "usage: track_replay CHUNKS [--video FPS]\n");
    return 2;
  }
  return 0;
}
