#include "calls/carrier/lines.h"

namespace insyn::calls {

Result<std::optional<std::string>> Lines::next() {
  const std::size_t end = received_.find('\n');
  const bool complete = end != std::string::npos;
  const std::size_t length = complete ? end : received_.size();
  if (length >= longest_) return fail(Code::kBadPeer, "a line is longer than {} bytes", longest_);
  if (!complete) return std::optional<std::string>();
  std::string line = received_.substr(0, end);
  received_.erase(0, end + 1);
  return std::optional(std::move(line));
}

}  // namespace insyn::calls
