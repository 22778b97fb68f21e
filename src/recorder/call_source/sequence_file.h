// Where a recorder remembers between its runs how far it has heard each call source: a line for each, its
// highest sequence, a space and its name. Without it a statement from before could begin its call once more.
#pragma once

#include "calls/trust/trust.h"
#include "os/file.h"

namespace insyn::recorder {

class SequenceFile {
 public:
  explicit SequenceFile(Path file) : file_(std::move(file)) {}

  // None where there is no such file yet. kCorrupt where it is something else.
  Result<calls::Trust::Sequences> read() const;
  // What is there already is not written again.
  Status write(const calls::Trust::Sequences& sequences);

 private:
  Path file_;
  calls::Trust::Sequences written_;
};

}  // namespace insyn::recorder
