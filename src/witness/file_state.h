// A witness's memory in a folder of its own: for each ledger `<SHA-256 of the origin>/checkpoint`, as it may
// be served (https://c2sp.org/tlog-witness).
#pragma once

#include "os/file.h"
#include "witness/state.h"

namespace insyn::witness {

// 64 hexadecimal digits.
std::string origin_hash(std::string_view origin);

class FileState final : public State {
 public:
  // `folder` exists.
  explicit FileState(Path folder) : folder_(std::move(folder)) {}

  Status begin(std::string_view origin, std::string_view checkpoint) override;
  Result<std::string> latest(std::string_view origin) override;
  // One at a time among all processes.
  Result<bool> replace(std::string_view origin, std::string_view expected,
                       std::string_view checkpoint) override;

 private:
  Path file_of(std::string_view origin) const;

  Path folder_;
};

}  // namespace insyn::witness
