// A disk that fails, fills up or loses what is not durable yet, at a chosen system call. For the tests of
// this folder: their program is linked so that base/file_posix.cc calls this instead of the system.
#pragma once

#include "os/file.h"

namespace insyn::recording::faulty_disk {

// What an interruption takes with it.
enum class Loss {
  kNothing,  // the program is killed, the computer goes on
  kNames,    // power cut: what was created, renamed and written since it was last made durable
  kData,     // power cut: what was written, while the names stay
  kHalf,     // the same, and half of the data stays too
};
// How a program ends that was interrupted.
inline constexpr int kInterrupted = 99;

// From now on what lies under `folder` lies on this disk, which is sound, and its calls are counted from 0.
void watch(const Path& folder);
// How many there were: opening, writing, making durable, creating, renaming and removing.
int calls();
// Call number `call` fails with `error` of <cerrno>.
void fail_at(int call, int error);
// The program ends in place of call number `call`.
void interrupt_at(int call, Loss loss);
// The disk is full from now on, but for `room` bytes and what is removed.
void fill_up(std::uint64_t room);

}  // namespace insyn::recording::faulty_disk
