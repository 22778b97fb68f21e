// A witness of ledgers: it cosigns a checkpoint only where the ledger has grown from all that it has cosigned
// before (https://c2sp.org/tlog-witness). Nothing here has a network: whoever has one passes on bodies and
// answers.
#pragma once

#include <functional>

#include "witness/add_checkpoint.h"
#include "witness/state.h"

namespace insyn::witness {

// A ledger that is watched.
struct Watched {
  std::string origin;
  note::Verifier key;
};

// An answer in HTTP's terms.
struct Answer {
  int status = 200;
  std::string content_type;
  std::string body;
};

// Who answers a ledger that comes with a checkpoint.
class Cosigner {
 public:
  virtual ~Cosigner() = default;
  virtual Result<Answer> add_checkpoint(std::string_view body, Utc now) = 0;
  virtual Result<Answer> checkpoint(std::string_view origin_hash) = 0;
};

class Witness final : public Cosigner {
 public:
  // What has to succeed before `next`, of which `note` is signed by the ledger and which has grown from what
  // was cosigned last, is cosigned: what the witness itself needs of it is read and kept.
  using Keep = std::function<Status(const ledger::Checkpoint& next, const std::string& note, Utc now)>;

  // `signer` and `state` outlive the witness. No two of `watched` have the same origin.
  Witness(const note::Signer& signer, std::vector<Watched> watched, State& state, Keep keep = {})
      : signer_(signer), watched_(std::move(watched)), state_(state), keep_(std::move(keep)) {}

  // Begins to watch a ledger from its beginning, or from wherever it is. kDenied where this witness does so
  // already.
  Status begin(std::string_view origin, Utc now);

  // 200 with the cosignature, which was remembered before; 400 the request is malformed, or its old size is
  // larger than the checkpoint's; 403 the checkpoint is not signed with the ledger's key; 404 the ledger is
  // not watched; 409, with the size that was cosigned last, the old size is another; 422 the proof does not
  // fit, or the same size has another root. An error where the witness cannot remember or cannot read what it
  // has seen, where it cannot keep what it needs, or where its clock was set back: then nothing is cosigned.
  Result<Answer> add_checkpoint(std::string_view body, Utc now) override;

  // The checkpoint that was cosigned last, with the ledger's signature: 200. 404 where none was, or where no
  // watched ledger's origin has this hash, in 64 hexadecimal digits.
  Result<Answer> checkpoint(std::string_view origin_hash) override;

 private:
  struct Remembered {
    std::string note;
    ledger::Checkpoint checkpoint;
    std::chrono::sys_seconds cosigned;
    bool by_ledger = false;  // false until the first checkpoint of the ledger's own
  };

  const Watched* watched(std::string_view origin) const;
  Result<Remembered> remembered(const Watched& ledger);
  // The answer where it is not to be cosigned.
  static std::optional<Answer> objection(const AddCheckpoint& request, const ledger::Checkpoint& next,
                                         const ledger::Checkpoint& last);

  const note::Signer& signer_;
  std::vector<Watched> watched_;
  State& state_;
  const Keep keep_;
};

}  // namespace insyn::witness
