// The request by which a ledger has a witness cosign its checkpoint (https://c2sp.org/tlog-witness,
// add-checkpoint), and what the ledger makes of the answer.
#pragma once

#include <span>

#include "ledger/checkpoint/trust.h"
#include "ledger/proof/proof.h"

namespace insyn::witness {

struct AddCheckpoint {
  std::uint64_t old_size =
      0;                   // of the checkpoint that the witness cosigned last; 0 where it has cosigned none
  ledger::Proof proof;     // that it has grown from that one; empty where old_size is 0
  std::string checkpoint;  // the new one, signed
  bool operator==(const AddCheckpoint&) const = default;
};

inline constexpr std::size_t kLargestRequest = (std::size_t{8} << 10) + ledger::kLargestCheckpoint;

// The request's body.
std::string text_of(const AddCheckpoint& request);
// kCorrupt where it is no such body: the checkpoint in it is not looked at.
Result<AddCheckpoint> parse_add_checkpoint(std::string_view body);

// `checkpoint` with the cosignatures of `witnesses` that `answer`, the body of an answer with status 200,
// has; those by others are left out. kDenied where one of these does not fit, or where there is none;
// kCorrupt where the answer is not made of signature lines.
Result<std::string> with_cosignatures(std::string_view checkpoint, std::string_view answer,
                                      std::span<const note::Verifier> witnesses);

// The size in the body of an answer with status 409: that of the checkpoint which the witness cosigned last.
// kCorrupt where it is something else.
Result<std::uint64_t> parse_conflict(std::string_view body);

}  // namespace insyn::witness
