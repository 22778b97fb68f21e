// How many connections there are, in all and of each address.
#pragma once

#include <memory>
#include <string>

#include "server/http/limits.h"

namespace insyn::server::http {

// May be asked by several threads at once.
class ConnectionCount {
 public:
  explicit ConnectionCount(ConnectionLimits limits);

  // A connection counts as long as its place exists.
  using Place = std::shared_ptr<void>;
  enum class Full { kNo, kAll, kAddress };
  struct Entered {
    Place place;  // null where it is full
    Full full = Full::kNo;
  };
  // `client` is empty for one that is not counted by address.
  Entered enter(const std::string& client);
  std::size_t count() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace insyn::server::http
