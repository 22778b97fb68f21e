// What a recorder that was cut off, or whose computer was, has left in a spool.
#pragma once

#include "note/key.h"
#include "os/file.h"

namespace insyn::recording {

struct Tidied {
  std::vector<std::string> closed;    // ids of recordings that are closed now, with reason recorder-lost
  std::vector<std::string> removed;   // folders of what had not begun: nothing had been kept in them
  std::vector<std::string> problems;  // a sentence for each that could not be closed, which stays as it is
};

// Closes the recordings of `device` that nobody is recording any more. What others are recording at this
// moment, and what is of another device, is left alone.
Result<Tidied> close_what_was_left(const Path& spool, const note::Signer& device);

}  // namespace insyn::recording
