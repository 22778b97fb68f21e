// Both parties, a workstation and an agreement, as files for the program and as keys for the test.
#pragma once

#include "agreement/agreement.h"
#include "os/file.h"
#include "recording/format/end_statement.h"
#include "roster/roster.h"
#include "seal/keys.h"

namespace insyn::support {

// What the agreement of a test says. The rest is as permissive as terms may be.
struct TestTerms {
  Path exe;
  std::string wm_class;
  Utc not_before{};  // default: a day ago
  Utc not_after{};   // default: in a day
  int max_minutes = 60;
  int max_fps = 10;
  std::string level = "full";
  int calls_per_week = 1000;
  double sample = 1;
  int discard_hours = 72;
  std::string hours;   // what is in their braces, but for the days; empty: none are agreed
  bool manual = true;  // calls may be begun by hand
  bool did_not_help = false;
  std::string screens;  // [[screen]] tables
  std::string more;     // further tables
};

class Parties {
 public:
  // Writes .pub, .age and .sign files of employer, union, device and agent into `folder`, and a roster.note
  // with that device and agent.
  explicit Parties(const Path& folder);

  Path file(const std::string& name) const { return folder_ / name; }
  // Terms, unsigned; and signed by the parties named ("employer", "union", "stranger"), in this order.
  std::string terms(const TestTerms& terms) const;
  Path sign(const TestTerms& terms, const std::vector<std::string>& signers = {"employer", "union"}) const;

  const note::Verifier& device() const { return device_.verifier(); }
  const note::Signer& device_signer() const { return device_; }
  // "age1…".
  std::string agent() const { return agent_.identity.recipient().text(); }
  // A roster with these, signed by both parties, as `name`.
  Path write_roster(const roster::Roster& roster, const std::string& name) const;
  // The one that the constructor writes.
  const roster::Roster& roster() const { return roster_; }
  // Opens a recording with both parties' keys.
  Result<seal::Identity> open(const Path& recording) const;
  // All events of a recording, opened by the union and the insight key, without the lines of column names.
  std::string events_of(const Path& recording) const;
  // What call sources have said of a recorded call, opened by the union.
  std::vector<std::string> statements_of(const Path& recording) const;
  // How a closed recording ended, opened by the union.
  recording::EndStatement end_of(const Path& recording) const;

 private:
  struct Party {
    note::Signer signer;
    seal::Identity identity;
  };
  std::string insight_tables() const;
  static Party make(const std::string& name);
  void write(const Party& party, note::Role role, const std::string& prefix) const;

  roster::Roster make_roster() const;

  Path folder_;
  Party employer_, union_, stranger_, agent_;
  note::Signer device_;
  roster::Roster roster_;
  seal::Identity insight_ = seal::Identity::generate();
};

}  // namespace insyn::support
