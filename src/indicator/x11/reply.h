// What xcb allocates and its caller frees: replies, errors, events.
#pragma once

#include <cstdlib>
#include <memory>

namespace insyn::indicator::x11 {

struct FreeReply {
  void operator()(void* reply) const { std::free(reply); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeReply>;

}  // namespace insyn::indicator::x11
