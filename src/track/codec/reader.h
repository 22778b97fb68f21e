// Reads what writer.h wrote, from bytes that may be anything.
#pragma once

#include <functional>
#include <memory>

#include "base/bytes.h"
#include "track/codec/events.h"
#include "track/codec/format.h"

namespace insyn::track {

struct ReadLimits {
  SceneLimits scene;
  std::size_t body = kLargestBody;
  std::int64_t work = kLargestWork;
};

class Reader {
 public:
  // Called after each event has been applied to scene(); an error stops the reading and is handed on.
  using OnEvent = std::function<Status(const Event&)>;

  explicit Reader(const ReadLimits& limits = {});
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  // Reads the next chunk. kCorrupt names the record and its offset; the chunk counts as a gap() then. Reading
  // may start at any index point. In a gap, chunks that are none are passed over, and told as one
  // TimeWithheld.
  Status feed(ByteView chunk, const OnEvent& on_event = {});
  // A chunk is missing or damaged: everything is withheld (kDamagedRecording) until the next index point.
  void gap();
  bool in_gap() const;

  const Scene& scene() const;
  // The end of the last chunk, or within feed() the time of the event.
  TrackTime time() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace insyn::track
