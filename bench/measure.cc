#include "measure.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "replay.h"

namespace insyn::bench {
namespace {

double at_share(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

}  // namespace

void Measure::chunk(const track::Chunk& chunk) {
  bytes_ += chunk.bytes.size();
  ++chunks_;
  if (chunk.index_point) {
    ++index_points_;
    since_index_ = 0;
  }
  const double begin = cpu_time();
  if (const Status status = check_.feed(chunk.bytes); !status) {
    std::fprintf(stderr, "a chunk of the writer is refused: %s\n", status.error().message.c_str());
    std::exit(1);
  }
  const double took = cpu_time() - begin;
  decoding_ += took;
  since_index_ += took;
  slowest_opening_ = std::max(slowest_opening_, since_index_);
}

void Measure::print(std::vector<double> changes, double encoding, double copying) const {
  std::sort(changes.begin(), changes.end());
  std::printf("bytes %zu\nchunks %zu\nindex_points %zu\nchanges %zu\n", bytes_, chunks_, index_points_,
              changes.size());
  std::printf("write_ms %.1f\nchange_p50_ms %.2f\nchange_p99_ms %.2f\nchange_max_ms %.2f\n", encoding,
              at_share(changes, 0.5), at_share(changes, 0.99), at_share(changes, 1));
  std::printf("read_ms %.1f\nslowest_opening_ms %.1f\ncopy_ms %.1f\n", decoding_, slowest_opening_, copying);
}

}  // namespace insyn::bench
