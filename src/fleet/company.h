// A company that is made up: both parties, the union's witness, workstations with devices, links and agents,
// an agreement and a roster that really are signed. For tests, the demo and the bench; it reads no enrolment
// and writes none.
#pragma once

#include <set>

#include "agreement/agreement.h"
#include "note/key.h"
#include "os/file.h"
#include "roster/roster.h"
#include "seal/keys.h"

namespace insyn::fleet {

struct MadeUpParty {
  note::Signer signer;
  seal::Identity identity;
};

// One computer, with one agent.
struct Workstation {
  std::string agent;  // the pseudonym
  note::Signer device;
  note::Signer link;
  MadeUpParty agent_keys;
};

struct CompanyOptions {
  std::size_t workstations = 1;
  // Of the server's ledger; without a key the agreement has no ledger.
  std::string origin = {};
  std::optional<note::Verifier> ledger = {};
  int grace_hours = 4;
  int retention_days = 30;
  std::string more_terms = {};  // TOML tables that are added to the agreement
  std::vector<Digest> supersedes = {};
};

// The folder of a workstation, counted from 1, in that of its company.
std::string workstation_folder(std::size_t number);

class Company {
 public:
  // The agreement is in force from a day before `now`, for thirty days.
  static Result<Company> make_up(const CompanyOptions& options, Utc now);
  // What save() has written. kDenied where the folder is not one of a made-up company.
  static Result<Company> load(const Path& folder);
  // Into a new folder: the parties' and the witness's keys, agreement.note, roster.note, and a folder for
  // each workstation.
  Status save(const Path& folder) const;

  // What an enrolment of one of its computers consists of, but for the device's key.
  Status enrol(const Path& folder) const;
  // Another agreement, and another version of the roster, of the same parties.
  std::string sign_agreement(const CompanyOptions& options, Utc now) const;
  std::string sign_roster(const roster::Roster& roster) const;
  std::string withdraw(Utc now) const;                                           // by the union
  std::string in_force(Utc at, const std::set<std::string>& enough = {}) const;  // by the witness

  const std::string& agreement_note() const { return agreement_note_; }
  const std::string& roster_note() const { return roster_note_; }
  const agreement::Agreement& agreement() const { return *agreement_; }
  const roster::SignedRoster& roster() const { return *roster_; }
  const std::vector<note::PublicKeys>& pins() const { return pins_; }

  MadeUpParty employer, union_party;
  note::Signer witness;
  std::vector<Workstation> workstations;

 private:
  Company(MadeUpParty employer, MadeUpParty union_party, note::Signer witness);
  Status take_notes(std::string agreement_note, std::string roster_note);
  std::string terms(const CompanyOptions& options, Utc now) const;
  std::string signed_by_both(const std::string& text) const;

  std::vector<note::PublicKeys> pins_;
  std::string agreement_note_, roster_note_;
  std::optional<agreement::Agreement> agreement_;
  std::optional<roster::SignedRoster> roster_;
};

}  // namespace insyn::fleet
