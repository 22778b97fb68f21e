// Tells the centre how this link stands, for whoever looks after the computers: its version, how many
// recordings wait, and the codes of what stands in the way. At its hour, and when there is another fault:
// more often would show from afar when somebody is in a call.
#pragma once

#include "link/centre/centre.h"
#include "link/standing/standing.h"

namespace insyn::link {

struct Report {
  std::string version;
  std::uint64_t waiting = 0;
  std::vector<std::string> faults;  // codes, ascending, each once: at most kMostFaults
  bool operator==(const Report&) const = default;
};

inline constexpr std::size_t kMostFaults = 16;
// Beside those of obstacles (link/standing/standing.h): no source of calls is reached; what the server sent
// was not what it should be.
inline constexpr const char* kCallsFault = "calls";
inline constexpr const char* kFeedFault = "feed";

Report report_of(const Standing& standing);
// JSON, one object.
std::string text_of(const Report& report);

class Reports {
 public:
  static constexpr std::chrono::hours kEvery{1};
  static constexpr std::chrono::minutes kAfterAFault{1};  // since the one before
  static constexpr std::chrono::minutes kAfterAFailure{10};

  // Both outlive it.
  Reports(Centre& centre, const Clock& clock) : centre_(centre), clock_(clock) {}

  // Sends one where it is time. A server that does not take it is asked again later: nothing waits for it.
  void turn(const Standing& standing);
  // When it is time again, though nothing changes.
  Mono next() const { return next_; }

 private:
  Centre& centre_;
  const Clock& clock_;
  Mono next_ = Mono::min(), not_before_ = Mono::min();
  std::vector<std::string> told_;  // the faults
};

}  // namespace insyn::link
