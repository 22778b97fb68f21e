// Which pages this server serves stands in the ledger, so that a server that serves others for a while is
// seen by whoever reads it.
#pragma once

#include <atomic>

#include "server/http/router.h"
#include "server/log/log.h"

namespace insyn::server {

class AnnouncedPages {
 public:
  // `database` and `log` outlive it. `hash`: of the bundle; nothing where none is served.
  AnnouncedPages(Database& database, Log& log, std::optional<Digest> hash)
      : database_(database), log_(log), hash_(hash) {}

  // Enters them into the ledger where its last entry of pages is of others, also where another server of this
  // centre has made that one. Once it has succeeded it does nothing.
  Status announce();

  // GET /v1/pages: the hash, and the number of the entry; null where none are served, or announced yet.
  std::vector<http::Route> routes();

 private:
  static constexpr std::int64_t kNone = -1;

  Database& database_;
  Log& log_;
  const std::optional<Digest> hash_;
  std::atomic<std::int64_t> entry_ = kNone;
};

}  // namespace insyn::server
