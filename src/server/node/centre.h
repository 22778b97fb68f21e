// All that a centre does, on its database and its vault: the rooms of the server joined.
#pragma once

#include <memory>
#include <thread>

#include "server/access/people.h"
#include "server/administration/storage.h"
#include "server/audio/attaching.h"
#include "server/extension/releases.h"
#include "server/http/exchange.h"
#include "server/ingest/routes.h"
#include "server/ledger_routes/witness_routes.h"
#include "server/lifetime/wishes.h"
#include "server/node/announced_pages.h"
#include "server/node/data_folder.h"
#include "server/node/stores.h"
#include "server/registry/database_nonces.h"

namespace insyn::server {

// Lets the ledger grow as long as nothing of it was signed.
class NothingSignedYet final : public GrowthGate {
 public:
  Status may_grow(Transaction& transaction) override;
};

class Centre {
 public:
  enum class Start {
    kServes,  // the ledger grows once the witnesses were heard
    kFirst,   // and grows now where it has signed nothing yet, so that they become known
    kBeside,  // does one thing while a server runs, which has heard them
  };
  // Opens what is stored, brings it up to date and applies what the ledger says was shredded. `data` and
  // `clock` outlive it. `log` gets lines.
  static Result<std::unique_ptr<Centre>> open(const Path& folder, const DataFolder& data, http::Log log,
                                              const Clock& clock, Start start = Start::kServes);
  // Ends the background work.
  ~Centre();

  std::vector<http::Route> routes();
  http::Known known();
  http_signature::SeenNonces& nonces() { return nonces_; }
  Registry& registry() { return registry_; }
  Wishes& wishes() { return wishes_; }
  People& people() { return people_; }
  Shredder& shredder() { return shredder_; }
  Log& log() { return log_; }
  Witnesses& witnesses() { return witnesses_; }
  const Stores& stores() const { return stores_; }
  Storage& storage() { return storage_; }

  // From now on, on a thread of its own: looks at what was registered, publishes the ledger, shreds what is
  // over, cleans up.
  void begin_background_work();

 private:
  Centre(Stores stores, const Path& folder, const DataFolder& data, http::Log log, const Clock& clock,
         Start start);
  Status prepare();
  void work(const std::stop_token& stop);
  // Says once what fails, and once that it works again.
  void tell(const char* what, const Status& status);

  const Stores stores_;
  const DataFolder& data_;
  const http::Log say_;
  const Clock& clock_;
  const Path uploads_;
  const note::Verifier ledger_key_;
  Witnesses witnesses_;
  NothingSignedYet nothing_signed_;
  Log log_;
  GivingBack giving_back_;
  DatabaseNonces nonces_;
  Registry registry_;
  Certificates certificates_;
  Storing storing_;
  Wishes wishes_;
  People people_;
  Attaching attaching_;
  ExtensionReleases extension_releases_;
  Shredder shredder_;
  AnnouncedPages announced_pages_;
  Storage storage_;
  std::map<std::string, std::string> failing_;  // of the background work alone
  std::jthread worker_;
};

}  // namespace insyn::server
