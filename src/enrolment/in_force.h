// Whether an enrolment that was read may be used: it is none that has been withdrawn or replaced, here or
// before.
#pragma once

#include "enrolment/memory.h"
#include "enrolment/withdrawals.h"

namespace insyn::enrolment {

// Watches for withdrawals, and remembers what has been seen. Outlives whoever asks it.
class InForce {
 public:
  // `folders` are looked into for withdrawals. `own` is the file in which it remembers, `others` are more
  // that are only read. A fault where one of them cannot be understood; Superseded, or what check_follows()
  // says.
  static reason::OrReason<InForce> begin(const Enrolment& enrolment, const std::vector<Path>& folders,
                                         const Path& own, const std::vector<Path>& others);

  // Withdrawn, once a party has. It is written down at once, and stays so whatever is enrolled afterwards. A
  // fault for as long as a folder, or a file that may be a withdrawal, cannot be read or understood.
  std::optional<reason::Reason> ended();

 private:
  InForce(Memory memory, Withdrawals withdrawals)
      : memory_(std::move(memory)), withdrawals_(std::move(withdrawals)) {}

  Memory memory_;
  Withdrawals withdrawals_;
  bool remembered_ = false;
};

}  // namespace insyn::enrolment
