// What call sources have said of a recorded call, for whoever has the key to it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calls/statement/statement.h"
#include "cli/json.h"
#include "recording/store/recording.h"
#include "seal/keys.h"

namespace insyn::cli {

// Whether a call source of the recording's agreement has signed a note.
enum class SignedBySource {
  kYes,
  kNo,
  kNotChecked,  // the agreement's terms are not beside the recording
};

struct SaidOfCall {
  std::optional<calls::Statement> statement;  // nothing where the note holds none
  SignedBySource is_signed = SignedBySource::kNotChecked;
};

// In the order in which it came, opened with C. By the terms that are kept in the recording's spool.
Result<std::vector<SaidOfCall>> read_said_of_call(const recording::Recording& recording,
                                                  const seal::Identity& calls);

Json json_of(const std::vector<SaidOfCall>& said);
// A line for each, and who has signed them. `said` is not empty.
std::string text_of(const std::vector<SaidOfCall>& said);

}  // namespace insyn::cli
