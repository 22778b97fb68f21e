// A company that is made up: both parties, the union's witness, workstations with devices, links and agents,
// an agreement and a roster that really are signed. For tests, the demo and the bench; it reads no enrolment
// and writes none.
#pragma once

#include <map>
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

// One computer, with one agent. Its keys are nobody's and kept as text: of ten thousand computers more than a
// process may have of memory that is locked and guarded.
class Workstation {
 public:
  // `suffix` is added to the names of its agent, its device and its link, of machines as far as a key's name
  // can have it, and its beginning to the agent's number.
  static Result<Workstation> make_up(std::size_t number, const std::string& suffix = {});
  // From the folder that save() has written.
  static Result<Workstation> load(const Path& folder);
  Status save(const Path& folder) const;

  const std::string& agent() const { return agent_; }    // the pseudonym
  const std::string& number() const { return number_; }  // the agent's, in the telephone system
  note::Signer device() const;
  note::Signer link() const;
  MadeUpParty agent_keys() const;

 private:
  std::string agent_, number_, device_, link_, agent_signer_, agent_identity_;
};

struct CompanyOptions {
  std::size_t workstations = 1;
  // A roster's note has at most a MiB: a company of more workstations has several.
  std::size_t most_on_roster = 1000;
  // Of the server's ledger; without a key the agreement has no ledger.
  std::string origin = {};
  std::optional<note::Verifier> ledger = {};
  int grace_hours = 4;
  int retention_days = 30;
  int weeks = 0;  // it is in force since so many weeks, and a day
  // What may be recorded: names. Nobody runs these programs but those in `programs`.
  std::vector<std::string> applications = {"Support"};
  // Of those that somebody does run, the path by the name.
  std::map<std::string, std::string> programs = {};
  std::string more_terms = {};  // TOML tables that are added to the agreement
  std::string suffix = {};      // added to the names of agents, devices and links
  std::vector<Digest> supersedes = {};
};

// The folder of a workstation, counted from 1, in that of its company.
std::string workstation_folder(std::size_t number);

class Company {
 public:
  // The agreement is in force for thirty days after `now`. Its reviewer and its insight have keys of their
  // own, which the employer vouches for.
  static Result<Company> make_up(const CompanyOptions& options, Utc now);
  // What save() has written. kDenied where the folder is not one of a made-up company.
  static Result<Company> load(const Path& folder);
  // Into a new folder: the parties', the readers' and the witness's keys, agreement.note, roster.note and,
  // where there are more, roster-2.note and so on, and a folder for each workstation.
  Status save(const Path& folder) const;

  // What an enrolment of one of its computers consists of, but for the device's key.
  Status enrol(const Path& folder) const;
  // Another agreement, and another version of the roster, of the same parties.
  std::string sign_agreement(const CompanyOptions& options, Utc now) const;
  std::string sign_roster(const roster::Roster& roster) const;
  std::string withdraw(Utc now) const;                                           // by the union
  std::string in_force(Utc at, const std::set<std::string>& enough = {}) const;  // by the witness

  const std::string& agreement_note() const { return agreement_note_; }
  // Of the first workstation.
  const std::string& roster_note() const { return roster_notes_.front(); }
  const agreement::Agreement& agreement() const { return *agreement_; }
  const roster::SignedRoster& roster() const { return rosters_.front(); }
  const roster::SignedRoster& roster_of(const Workstation& workstation) const;
  const std::vector<note::PublicKeys>& pins() const { return pins_; }

  MadeUpParty employer, union_party, reviewer, insight;
  note::Signer witness;
  std::vector<Workstation> workstations;

 private:
  Company(MadeUpParty employer, MadeUpParty union_party, MadeUpParty reviewer, MadeUpParty insight,
          note::Signer witness);
  Status take_notes(std::string agreement_note, std::vector<std::string> roster_notes);
  std::string terms(const CompanyOptions& options, Utc now) const;
  // The table of somebody whom the employer vouches for.
  std::string vouched(const MadeUpParty& reader, note::Role role, const std::string& name) const;
  std::string signed_by_both(const std::string& text) const;

  std::vector<note::PublicKeys> pins_;
  std::string agreement_note_;
  std::vector<std::string> roster_notes_;
  std::optional<agreement::Agreement> agreement_;
  std::vector<roster::SignedRoster> rosters_;
  std::map<std::string, std::size_t> roster_of_agent_;
};

}  // namespace insyn::fleet
