// DIR, all that a witness keeps.
//   insyn-witness.toml  what it is told      witness.sign  its key
//   pins/*.pub          the parties' keys    agreements/*.agreement  what both have signed
//   withdrawals/        where the union puts a withdrawal that the server might suppress
//   state/              what it has cosigned (witness/file_state.h)
//   copy/               its own copy of the ledger
//   rules               what it knows of the entries that it has judged (Rules::stored)
//   told, mailed        what it has told, and how much of it by mail
//   evidence/           checkpoints by which the server has contradicted itself
//   status, report.html what it says about itself
#pragma once

#include "agreement/agreement.h"
#include "witness/watch/settings.h"

namespace insyn::witness {

inline constexpr std::size_t kMostFiles = 1000;  // in one of its folders

struct Place {
  Path folder;

  Path settings() const { return folder / kSettingsFile; }
  Path key() const { return folder / "witness.sign"; }
  Path pins() const { return folder / "pins"; }
  Path agreements() const { return folder / "agreements"; }
  Path withdrawals() const { return folder / "withdrawals"; }
  Path state() const { return folder / "state"; }
  Path copy() const { return folder / "copy"; }
  Path rules() const { return folder / "rules"; }
  Path told() const { return folder / "told"; }
  Path mailed() const { return folder / "mailed"; }
  Path evidence() const { return folder / "evidence"; }
  Path status() const { return folder / "status"; }
};

// What a new witness is made of.
struct NewWitness {
  Path agreement;          // signed by all parties, with a [ledger] section that names the key as a witness
  std::vector<Path> pins;  // the parties' .pub files
  Path key;                // PREFIX.sign of the witness
  std::string server;
  std::optional<Path> authority;
};

// Makes DIR and begins to watch the agreement's ledger, from its beginning. kPermanent where DIR exists;
// kDenied where the agreement is not signed by all parties, names no ledger, or does not name this witness.
Result<Settings> create_place(const Place& place, const NewWitness& from, Utc now);

// All that a witness needs to run.
struct Furnished {
  Settings settings;
  note::Signer key;
  std::vector<note::PublicKeys> pins;
  std::vector<agreement::Agreement> agreements;  // in which this ledger and this witness are named
};
// An error names what is missing or wrong.
Result<Furnished> open_place(const Place& place);

// Keeps an agreement, for ever. Succeeds where it is there.
Status keep_agreement(const Place& place, const Digest& hash, std::string_view note);

}  // namespace insyn::witness
