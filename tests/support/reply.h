// What xcb allocates and its caller frees.
#pragma once

#include <cstdlib>
#include <memory>

namespace insyn::support {

struct FreeReply {
  void operator()(void* reply) const { std::free(reply); }
};
template <class T>
std::unique_ptr<T, FreeReply> owned(T* reply) {
  return std::unique_ptr<T, FreeReply>(reply);
}

}  // namespace insyn::support
