// What a program waits for, said anew for each wait, and the one place where it waits. Nothing is called from
// here: whoever waited looks at what has arrived.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"

namespace insyn {

class EventLoop {
 public:
  // `fd` ends the next wait once it is readable or closed by the other side. It stays open until then; one
  // below zero is no source. `name` is a literal, for waits_for().
  void add_source(int fd, const char* name);
  // The next wait ends at `at`, or at once where that has passed.
  void add_deadline(Mono at, const char* name);

  // "stop request, control socket; longest call in 250 ms": the sources, and the deadlines by time.
  std::string waits_for(Mono now) const;
  // Waits once, until the first of what was added has happened, and forgets all of it. A signal may end the
  // wait earlier.
  void wait(const Clock& clock);

 private:
  struct Source {
    int fd;
    const char* name;
  };
  struct Deadline {
    Mono at;
    const char* name;
  };
  std::vector<Source> sources_;
  std::vector<Deadline> deadlines_;
};

}  // namespace insyn
