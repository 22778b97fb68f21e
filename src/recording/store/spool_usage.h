// The recorded calls, counted by the recordings that lie in the spool. What was deleted, or has left this
// computer, is not counted: the cap is the workstation's.
#pragma once

#include "agreement/usage.h"
#include "os/file.h"

namespace insyn::recording {

class SpoolUsage final : public agreement::UsageLog {
 public:
  explicit SpoolUsage(Path spool) : spool_(std::move(spool)) {}
  Result<agreement::Usage> since(Utc begin) const override;

 private:
  Path spool_;
};

}  // namespace insyn::recording
