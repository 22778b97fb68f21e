#include "os/event_loop.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <optional>

#include "base/check.h"

namespace insyn {
namespace {

// Not negative.
timespec duration_of(std::chrono::microseconds time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  return {seconds.count(), std::chrono::nanoseconds(time - seconds).count()};
}

}  // namespace

void EventLoop::add_source(int fd, const char* name) {
  if (fd >= 0) sources_.push_back({fd, name});
}

void EventLoop::add_deadline(Mono at, const char* name) { deadlines_.push_back({at, name}); }

std::string EventLoop::waits_for(Mono now) const {
  std::vector<std::string> parts;
  for (const Source& source : sources_) parts.emplace_back(source.name);
  std::string text = fmt::format("{}", fmt::join(parts, ", "));
  std::vector<Deadline> sorted = deadlines_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Deadline& a, const Deadline& b) { return a.at < b.at; });
  for (const Deadline& deadline : sorted) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline.at - now);
    text += fmt::format("{}{} in {} ms", text.empty() ? "" : "; ", deadline.name,
                        std::max<std::int64_t>(left.count(), 0));
  }
  return text;
}

void EventLoop::wait(const Clock& clock) {
  std::vector<pollfd> polled;
  polled.reserve(sources_.size());
  for (const Source& source : sources_) polled.push_back({source.fd, POLLIN, 0});
  std::optional<Mono> first;
  for (const Deadline& deadline : deadlines_) first = std::min(first.value_or(deadline.at), deadline.at);
  timespec left{};
  if (first) left = duration_of(std::max(*first - clock.mono(), Mono::duration(0)));
  const int ready = ::ppoll(polled.data(), polled.size(), first ? &left : nullptr, nullptr);
  // A source that was closed would end every wait at once.
  for (const pollfd& one : polled) CHECK(ready <= 0 || (one.revents & POLLNVAL) == 0);
  sources_.clear();
  deadlines_.clear();
}

}  // namespace insyn
