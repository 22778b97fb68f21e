// The stage that turns titles into events: a rule's name and a time. The title itself ends here.
#pragma once

#include <map>
#include <optional>

#include "agreement/terms.h"
#include "base/bytes.h"
#include "recorder/stages/scope.h"

namespace insyn::recorder {

// Events as CSV (docs/recording.md), which hold nothing but the agreement's own words. Only the event stage
// makes them and only the seal looks into them.
class EventChunk {
 public:
  EventChunk(EventChunk&&) = default;
  EventChunk& operator=(EventChunk&&) = default;
  EventChunk(const EventChunk&) = delete;
  EventChunk& operator=(const EventChunk&) = delete;

 private:
  friend class EventStage;
  friend class EventSeal;
  explicit EventChunk(std::string csv) : csv_(std::move(csv)) {}
  std::string csv_;
};

class EventStage {
 public:
  // Events wait as long for others, to be sealed with them.
  static constexpr std::chrono::seconds kGathered{2};

  // `terms` outlive the stage. `call` is the call's id.
  EventStage(const agreement::Terms& terms, std::string call) : terms_(terms), call_(std::move(call)) {}

  // An event, where the title fits another rule than the surface's last one.
  void title(Mono now, Utc at, ScopedTitle title);
  // The agent says that the system did not help: an event about the screen that was shown last of those that
  // still are. Unlike the others it is not forgotten, but for the screen: take_words() gives what is left.
  void did_not_help(Mono now, Utc at);
  // What it shows when it is opened again is an event: so is what is shown when a pause ends.
  void surface_closed(track::SurfaceId surface);

  // When what is pending has to be taken, where it is gathered for this long; nothing without events.
  std::optional<Mono> due(std::chrono::milliseconds gathered = kGathered) const;
  // There must be events, here and below.
  Mono pending_since() const { return first_; }
  EventChunk take();
  // What was taken is stored.
  void stored();
  // What is pending or not stored is forgotten, and what was shown; `count` of those that were taken are
  // kept. What the agent has said is taken with what comes next.
  void begin_anew(std::uint64_t count);
  // What the agent has said, where nothing else came after begin_anew(); nothing where that is nothing.
  std::optional<EventChunk> take_words();
  // All of them, from the beginning.
  std::uint64_t count() const { return count_; }

 private:
  std::string line(Utc at, std::string_view event, std::string_view object) const;

  const agreement::Terms& terms_;
  const std::string call_;
  std::map<track::SurfaceId, const agreement::Screen*> shown_;
  std::optional<track::SurfaceId> last_;  // that has shown another screen
  std::string lines_;
  // The agent's words that are not stored yet, without what was shown: first those that are in no other line,
  // and how far the taken ones go.
  std::vector<std::string> words_;
  std::size_t alone_ = 0, taken_ = 0;
  Mono first_{};
  std::uint64_t count_ = 0;
};

}  // namespace insyn::recorder
