// A centre's ledger as it is served over loopback: a real database, vault and HTTP server, whose answers a
// test can falsify.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>

#include "agreement/testing.h"
#include "http/served.h"
#include "server/ledger_routes/shown.h"
#include "server/ledger_routes/tiles.h"
#include "server/ledger_routes/witness_routes.h"
#include "server/schema/schema.h"
#include "server/vault/folder_vault.h"

namespace insyn::witness_test {

// Parties, the ledger's key, a witness, and an agreement that names them.
struct Parties {
  Parties();
  // Another agreement of theirs, with this id.
  std::string agreement_note(const std::string& id) const;

  const agreement::Party employer = agreement::employer_party(), union_side = agreement::union_party();
  const note::Signer origin = note::Signer::generate("centre.example").value();
  const note::Signer witness = note::Signer::generate("witness.example").value();
  std::vector<note::PublicKeys> pins;
  std::string note;  // the agreement
  agreement::Agreement agreement;
};

// What a server keeps, in a folder. Two of them may be there at once.
class Centre {
 public:
  Centre(const Path& folder, const Parties& parties, const Clock& clock);

  // Appends it in a transaction of its own, and publishes.
  Result<std::uint64_t> append(const ledger::AnyEntry& entry, const std::optional<server::Kept>& kept = {});
  // Entries without anything salted.
  Status append_some(int count);
  Status register_agreement(const agreement::Agreement& agreement, const std::string& note);
  Status execute(const std::string& sql, const std::vector<server::Value>& values = {});
  std::vector<server::Row> query(const std::string& sql, const std::vector<server::Value>& values = {});
  server::LogHead head() { return server::read_head(*database).value(); }

  const Parties& parties;
  const Clock& clock;
  std::unique_ptr<server::Database> database;
  std::unique_ptr<server::Vault> vault;
  server::Witnesses witnesses;
  server::Log log;
  server::GivingBack giving_back;
  std::vector<server::Tombstone> shredded;  // that the witness's entries asked for
  int appended = 0;
};

// Serves one centre after another on the same port.
class Served {
 public:
  explicit Served(http_test::MovedClock& clock);
  ~Served();
  // Null: nothing is answered any more.
  void serve(Centre* centre);
  std::uint16_t port() const { return port_; }
  std::string url() const { return fmt::format("http://127.0.0.1:{}", port_); }
  // Lines of the server's log.
  std::string log() const;

  // What the server answers instead; called by several threads.
  using Lie = std::function<server::http::Answer(const server::http::Request&, server::http::Answer)>;
  void lie(Lie lie);
  // How often this path was asked for.
  int asked(const std::string& path) const;

 private:
  std::vector<server::http::Route> routes(Centre& centre);

  http_test::MovedClock& clock_;
  server::http::Limits limits_;
  server::http::Metrics metrics_;
  server::http::RecentNonces nonces_;
  server::http::Log say_;
  mutable std::mutex mutex_;
  std::string log_;
  Lie lie_;
  std::map<std::string, int> asked_;
  std::uint16_t port_ = 0;
  std::unique_ptr<server::http::Callers> callers_;
  std::unique_ptr<server::http::Router> router_;
  std::unique_ptr<server::http::Service> service_;
  std::unique_ptr<server::http::Server> server_;
};

}  // namespace insyn::witness_test
