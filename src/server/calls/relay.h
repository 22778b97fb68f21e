// Hands on what call sources say: reads their statements, verifies that each is signed by a source of a
// registered agreement, keeps them for links, and has sources answer links' questions. Each server does so
// for itself; nothing of it is in the database or in a log.
#pragma once

#include <map>
#include <memory>

#include "calls/client/news_reader.h"
#include "calls/client/questions.h"
#include "calls/serve/desk.h"
#include "server/calls/read_source.h"
#include "server/http/exchange.h"

namespace insyn::server {

struct CallRelaySet {
  // Of the registered agreements. Asked from any thread, never null.
  std::function<std::shared_ptr<const std::vector<agreement::CallSource>>()> sources;
  http::Metrics& metrics;
  const http::Log& say;  // gets a line when a source begins to be silent, and one when it answers again
  const Clock& clock;
  calls::NewsTimes times = {std::chrono::milliseconds(250), std::chrono::milliseconds(5000), 20,
                            std::chrono::milliseconds(20)};
};

// How it stands with a call source.
struct SourceStanding {
  std::string name;
  bool answers = false;
  bool refuses = false;                // it has sent what it has not signed
  std::optional<Mono> last_statement;  // when the last good one came to this server
};

class CallRelay final : public calls::Desk {
 public:
  // Begins at once. Each of `keys` is that of the source at its place. These and all of `set` outlive it.
  // kPermanent where libcurl cannot be used.
  static Result<std::unique_ptr<CallRelay>> begin(const std::vector<ReadSource>& from,
                                                  const std::vector<note::Signer>& keys,
                                                  const CallRelaySet& set);
  // Ends what is under way.
  ~CallRelay() override;

  // What links read. Whoever waits by it has gone before this ends.
  calls::StatementLog& log() { return log_; }

  void ask(const calls::Asked& asked, std::function<void(calls::Answered)> answered) override;
  std::vector<calls::CarrierReach> reach() const override;
  // Of each source that is read.
  std::vector<SourceStanding> standings() const;

 private:
  class Source;
  explicit CallRelay(const CallRelaySet& set);

  const CallRelaySet set_;
  calls::StatementLog log_;
  std::map<std::string, std::unique_ptr<Source>, std::less<>> sources_;
};

}  // namespace insyn::server
