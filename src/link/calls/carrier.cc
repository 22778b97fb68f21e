#include "link/calls/carrier.h"

namespace insyn::link {

Result<std::unique_ptr<CallCarrier>> CallCarrier::begin(const CallCarrierSet& set) {
  std::unique_ptr<CallCarrier> carrier(new CallCarrier());
  TRY_ASSIGN(carrier->upstream_, Upstream::begin(set.from, set.key, set.clock, set.changed));
  for (const Path& socket : set.recorders) {
    TRY_ASSIGN(auto line, RecorderLine::begin(socket, carrier->lines_.size(), *carrier->upstream_, set.clock,
                                              set.changed));
    const std::lock_guard lock(carrier->mutex_);
    carrier->lines_.push_back(std::move(line));
  }
  return carrier;
}

void CallCarrier::report(Standing& standing) const {
  std::set<std::string> sources;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& line : lines_) {
      if (line->is_there()) ++standing.recorders;
      for (const std::string& source : line->sources()) sources.insert(source);
    }
  }
  for (const std::string& source : sources)
    standing.calls.push_back({source, calls::name_of(upstream_->reach_of(source))});
}

}  // namespace insyn::link
