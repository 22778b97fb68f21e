// What a verb comes to, beside an error.
#pragma once

namespace insyn::cli {

// The exit codes are a contract: 0, 1 (failed), 2 (wrong use).
enum class Outcome {
  kGood = 0,
  kBad = 1,  // the verb did its work, and what it found is said already: a fault, a refusal
};

}  // namespace insyn::cli
