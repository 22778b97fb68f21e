// A centre's server in this process, on a free port with TLS, its witness, and
// a recording that lies there; people come to it with the real programs.
#pragma once

#include "cli/program.h"
#include "http/client.h"
#include "server/access/people.h"
#include "server/audio/attaching.h"
#include "server/http/recent_nonces.h"
#include "server/http/server.h"
#include "server/log/testing.h"
#include "server/log/witnesses.h"
#include "test_company.h"

namespace insyn::centre_test {

class ServedCentre : public server::TestLedger {
  cli::Folder folder_;

 public:
  // Its recording began so long ago.
  explicit ServedCentre(std::chrono::hours before = std::chrono::hours(1));
  ~ServedCentre();

  std::string url() const;
  std::string file(const std::string &name) const { return company.file(name); }
  const Path &authority() const { return certificates_.authority; }

  // What this person's program says; each has a state folder of their own.
  cli::Ran as(const std::string &person, const std::vector<std::string> &arguments) const;
  // An account, signed in.
  void sign_in(const std::string &person, ledger::Role role);

  // The witness cosigns what is published, as if it were so much earlier.
  void cosign(std::chrono::seconds ago = std::chrono::seconds(0));
  // The kinds of the ledger's entries, without those about roles.
  std::vector<std::string> kinds();
  Status change(const std::string &sql, const std::vector<server::Value> &values = {}) const {
    return execute(sql, values);
  }

  const TestCompany company;
  std::string served_checkpoint;  // instead of the ledger's own, where it is not empty
  server::Log log{*database, *vault, key, clock};

 private:
  void register_company();
  void store_recording();
  std::vector<server::http::Route> routes();

  http_test::Certificates certificates_;
  std::unique_ptr<server::Witnesses> witnesses_;
  std::unique_ptr<server::People> people_;
  std::unique_ptr<server::Attaching> attaching_;
  std::optional<server::http::Tls> server_tls_;
  server::http::Metrics metrics_;
  // A test asks more often than any person.
  server::http::Limits limits_ = [] {
    server::http::Limits limits;
    limits.by_identity = limits.by_address = {10'000, 10'000};
    return limits;
  }();
  std::unique_ptr<server::http::RecentNonces> nonces_;
  std::unique_ptr<server::http::Callers> callers_;
  std::unique_ptr<server::http::Router> router_;
  std::unique_ptr<server::http::Service> service_;
  std::unique_ptr<server::http::Server> server_;
};

}  // namespace insyn::centre_test
