// What this computer has seen of agreements and rosters, so that what has been ended or replaced does not
// come back.
#pragma once

#include "agreement/withdrawal.h"
#include "enrolment/enrolment.h"
#include "reason/reason.h"

namespace insyn::enrolment {

// The name of its file, in the state folder and in that of an enrolment.
inline constexpr const char* kMemory = "seen";

class Memory {
 public:
  explicit Memory(Path file = {}) : file_(std::move(file)) {}
  // Of what `file` keeps; nothing where there is no such file. kCorrupt where it cannot be understood: then
  // nobody knows what was withdrawn, and nothing may be recorded.
  static Result<Memory> read(const Path& file);

  // Withdrawn, Superseded, or a fault where the roster is older than the newest one seen or does not follow
  // it.
  reason::OrReason<void> check(const agreement::Agreement& agreement,
                               const roster::SignedRoster& roster) const;
  // Writes down that they were seen: the roster as the newest, and what the agreement supersedes.
  Status remember(const agreement::Agreement& agreement, const roster::SignedRoster& roster);
  Status remember(const agreement::Withdrawal& withdrawal);

 private:
  Status take(std::string_view line);
  // `seen` takes the place of the versions before it.
  void newest_roster(const Digest& owner, roster::Seen seen);
  Status add(const std::string& line);

  Path file_;
  std::vector<agreement::Withdrawal> withdrawn_;
  std::vector<Digest> superseded_;
  std::vector<std::pair<Digest, roster::Seen>> rosters_;  // by whose they are: the newest of each id
};

}  // namespace insyn::enrolment
