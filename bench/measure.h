// What writing a track costs, and reading it again.
#pragma once

#include <vector>

#include "track/codec/reader.h"
#include "track/codec/writer.h"

namespace insyn::bench {

// Reads each chunk as it comes and adds up. Prints "name value" lines at the end.
class Measure {
 public:
  void chunk(const track::Chunk& chunk);
  const track::Scene& scene() const { return check_.scene(); }
  // `changes`: milliseconds of CPU of each change; `writing`: of all the writer did; `copying`: a copy of the
  // same pixels.
  void print(std::vector<double> changes, double writing, double copying) const;

 private:
  track::Reader check_;
  std::size_t bytes_ = 0, chunks_ = 0, index_points_ = 0;
  double reading_ = 0, since_index_ = 0, slowest_opening_ = 0;
};

}  // namespace insyn::bench
