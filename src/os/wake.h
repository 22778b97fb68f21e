// Ends the wait of one thread from another one.
#pragma once

#include "os/local_socket.h"

namespace insyn {

class Wake {
 public:
  static Result<Wake> create();

  // From any thread.
  void call() const;
  // Readable once it was called; for an EventLoop.
  int fd() const { return from_.fd(); }
  // Forgets the calls so far.
  void drain() const;

 private:
  Wake(LocalSocket from, LocalSocket to) : from_(std::move(from)), to_(std::move(to)) {}
  LocalSocket from_, to_;
};

}  // namespace insyn
