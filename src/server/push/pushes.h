// Brings each new checkpoint to the witnesses that listen, so that it is cosigned at once and not at the
// witness's next look: the newest alone, one at a time for each witness, on a thread of its own, so that
// neither requests nor publishing wait for it.
#pragma once

#include <memory>

#include "base/backoff.h"
#include "server/http/metrics.h"
#include "server/http/server.h"
#include "server/push/push.h"

namespace insyn::server {

struct PushTimes {
  http_client::Times answer{std::chrono::seconds(5), std::chrono::seconds(60), std::chrono::seconds(10)};
  std::chrono::milliseconds between{250};                   // the beginnings of two pushes, at least
  std::chrono::milliseconds look{1'000};                    // for what other servers have published
  std::chrono::milliseconds first{1'000}, longest{60'000};  // of a Backoff; more the witness cannot ask for
};

// What they work with. All of it outlives them.
struct PushSet {
  Database& database;
  Log& log;
  Witnesses& witnesses;
  http::Metrics& metrics;
  const http::Log& say;  // gets a line when something begins to fail, and one when it works again
  const Clock& clock;
  PushTimes times = {};
};

class Pushes {
 public:
  // Begin at once. kPermanent where libcurl cannot be used.
  static Result<std::unique_ptr<Pushes>> begin(const std::vector<ListeningWitness>& to, const PushSet& set);
  // Ends what is under way.
  ~Pushes();

 private:
  class One;
  Pushes();
  std::vector<std::unique_ptr<One>> all_;
};

}  // namespace insyn::server
