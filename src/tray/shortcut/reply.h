// What xcb allocates and its caller frees.
#pragma once

#include <cstdlib>
#include <memory>

namespace insyn::tray {

struct FreeReply {
  void operator()(void* reply) const { std::free(reply); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeReply>;

}  // namespace insyn::tray
