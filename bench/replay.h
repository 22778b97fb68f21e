// Writes a track anew from its own pictures, so that a change of the encoder can be measured on the same
// frames again and again, without a screen.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "track/codec/reader.h"
#include "track/codec/writer.h"

namespace insyn::bench {

// What a reader tells becomes calls of a writer. The changes of one moment are handed over when it ends, area
// by area, as a capture does.
class Replay {
 public:
  // Called for each chunk that becomes due, by the same rules as in a recording, and for the rest at the end.
  using OnChunk = std::function<void(const track::Chunk&)>;

  explicit Replay(OnChunk on_chunk) : on_chunk_(std::move(on_chunk)) {}

  // After the event has been applied to `scene`.
  void event(const track::Event& event, const track::Scene& scene);
  void finish();

  // CPU time of the writer, in milliseconds: of all its calls, and of each change of pixels.
  double total() const { return total_; }
  const std::vector<double>& changes() const { return changes_; }
  // What it takes to copy the changed areas once.
  double copying() const { return copying_; }

 private:
  void note(track::SurfaceId surface, Rect area);
  void hand_over(const track::Scene& scene);
  void hand_over(const track::Surface& surface, const Rect& area);
  void copy(const track::Surface& surface, const Rect& area);
  void take_what_is_due(track::TrackTime now);
  void take(track::TrackTime now);
  template <class Call>
  double timed(Call call);

  OnChunk on_chunk_;
  track::Writer writer_;
  std::map<track::SurfaceId, std::vector<Rect>> changed_;
  track::TrackTime last_{0};
  double total_ = 0;
  double copying_ = 0;
  std::vector<std::uint32_t> copied_;
  std::vector<double> changes_;
};

// Of this thread so far, in milliseconds.
double cpu_time();

}  // namespace insyn::bench
