// Encodes a decoded track again, so that changes of the encoder can be measured on the same frames, without a
// screen.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "track/codec/reader.h"
#include "track/codec/writer.h"

namespace insyn::bench {

// How a recording is cut.
struct Cuts {
  track::TrackTime after{1'200};   // what is pending goes into a chunk
  track::TrackTime begin_anew{0};  // so often a fresh writer begins, as after a hold; 0: never
};
// Of a call that a source confirms: src/recorder/stages/pipeline.h.
inline constexpr track::TrackTime kCutToldCall{1'000};

// Turns the events of a reader into calls of a writer. The changes of one time are passed on together, area
// by area, as a capture does.
class Replay {
 public:
  // Called for each chunk when it is due, by the rules of a recording, and for the rest at the end.
  using OnChunk = std::function<void(const track::Chunk&)>;

  explicit Replay(OnChunk on_chunk, Cuts cuts = {}) : on_chunk_(std::move(on_chunk)), cuts_(cuts) {}

  // After the event has been applied to `scene`.
  void event(const track::Event& event, const track::Scene& scene);
  void finish();

  // CPU time of the writer, in milliseconds: of all its calls, and of each change of pixels.
  double total() const { return total_; }
  const std::vector<double>& changes() const { return changes_; }
  // CPU time of copying the changed areas once, in milliseconds.
  double copying() const { return copying_; }

 private:
  void note(track::SurfaceId surface, Rect area);
  void hand_over(const track::Scene& scene);
  void hand_over(const track::Surface& surface, const Rect& area);
  void copy(const track::Surface& surface, const Rect& area);
  void take_what_is_due(track::TrackTime now);
  // All of the scene again, to another writer.
  void begin_anew(const track::Scene& scene);
  void take(track::TrackTime now);
  template <class Call>
  double timed(Call call);

  OnChunk on_chunk_;
  const Cuts cuts_;
  track::TrackTime anew_{0};  // when it last began so
  std::optional<track::Writer> writer_{std::in_place};
  std::map<track::SurfaceId, std::vector<Rect>> changed_;
  track::TrackTime last_{0};
  double total_ = 0;
  double copying_ = 0;
  std::vector<std::uint32_t> copied_;
  std::vector<double> changes_;
};

// CPU time of this thread so far, in milliseconds.
double cpu_time();

}  // namespace insyn::bench
