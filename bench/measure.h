// Measures what encoding a track costs, and decoding it again.
#pragma once

#include <vector>

#include "track/codec/reader.h"
#include "track/codec/writer.h"

namespace insyn::bench {

// Decodes each chunk as it comes and sums up; a refused chunk ends the program.
class Measure {
 public:
  void chunk(const track::Chunk& chunk);
  const track::Scene& scene() const { return check_.scene(); }
  // Prints "name value" lines. All times are CPU milliseconds. `changes`: of encoding each change;
  // `encoding`: of all calls of the writer; `copying`: of copying the changed pixels once.
  void print(std::vector<double> changes, double encoding, double copying) const;

 private:
  track::Reader check_;
  std::size_t bytes_ = 0, chunks_ = 0, index_points_ = 0;
  double decoding_ = 0, since_index_ = 0, slowest_opening_ = 0;
};

}  // namespace insyn::bench
