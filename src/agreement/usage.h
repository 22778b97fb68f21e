// Which calls have been recorded. An agreement's weekly cap is compared with this, and with nothing else.
#pragma once

#include <string>
#include <vector>

#include "agreement/terms.h"
#include "base/sha256.h"

namespace insyn::agreement {

struct RecordedCall {
  Utc begin{};
  std::string agent;        // "age1…"; empty where the agent has no key
  std::string workstation;  // the device's name
  Digest agreement_hash{};
};

// A call that is not to be recorded, though it is asked about again.
struct NotRecorded {
  Utc time{};
  std::string agent;  // as in RecordedCall
  Digest agreement_hash{};
  std::string call;        // its id, normalised
  bool discarded = false;  // by the agent; otherwise the agreement's sample left it out
};

struct Usage {
  std::vector<RecordedCall> calls;
  std::vector<std::string> problems;  // a sentence for each record that cannot be read, and so is not counted
  std::vector<NotRecorded> not_recorded = {};  // those that the agents discarded, whenever that was

  // How many calls the cap counts for this agent, under whichever agreement. Where the agent has no key:
  // those that were recorded on `workstation` without one.
  int calls_of(const std::string& agent, const std::string& workstation) const;
  // What stands against recording a call with this id now: it, or one that differs in a short ending alone,
  // was left out of this agreement's sample, the latter within `longest_call`, or was discarded. Null:
  // nothing does.
  const NotRecorded* against(const std::string& agent, const Digest& agreement_hash, std::string_view call,
                             Utc now, std::chrono::minutes longest_call) const;
};

// Whatever keeps account of the recorded calls.
class UsageLog {
 public:
  virtual ~UsageLog() = default;
  // Those that began at `begin` or later. An error where the account cannot be read at all: then nothing may
  // be recorded.
  virtual Result<Usage> since(Utc begin) const = 0;
  // Remembers it where it is told by since() from then on.
  virtual Status write_down(const NotRecorded&) const { return {}; }
};

// Since the week began that `now` lies in, by the agreement's zone.
Result<Usage> usage_this_week(const UsageLog& log, const Terms& terms, Utc now);

}  // namespace insyn::agreement
