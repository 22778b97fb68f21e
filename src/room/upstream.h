// The centre's server, as whoever signed in on this page is known there, or as the agent whose key this
// program has. The session's cookie stays here: no page has it.
#pragma once

#include <memory>
#include <mutex>

#include "centre/session.h"
#include "http_client/client.h"
#include "server/http/message.h"

namespace insyn::room {

class Upstream {
 public:
  // kCorrupt where `server` is no address of one. Whoever has signed in there by `insyn login`, in `state`,
  // the user's state folder, is signed in. `clock` outlives it.
  static Result<std::unique_ptr<Upstream>> create(const std::string& server, const Path& authority,
                                                  const Path& state, const Clock& clock);
  // The same where each request is signed with an agent's key instead, which outlives it: nobody signs in.
  static Result<std::unique_ptr<Upstream>> create_for(const note::Signer& agent, const std::string& server,
                                                      const Path& authority, const Clock& clock);

  // Has the server answer a page's request to /v1 or /ledger. Whoever signs in by it is signed in from then
  // on, and whoever signs out no longer.
  server::http::Answer pass_on(const server::http::Request& request);
  // Asks it by the session, or as nobody.
  Result<http_client::Answer> ask(const http_client::Call& call);

  // Nothing where nobody has signed in.
  std::optional<centre::Session> session() const;
  const std::string& server() const { return server_; }

 private:
  Upstream(std::string server, http_client::Server place, const Clock& clock)
      : server_(std::move(server)), place_(std::move(place)), clock_(clock) {}
  using Connection = std::unique_ptr<http_client::Client>;
  struct Taken {
    Connection connection;
    std::uint64_t of = 0;  // the session's number
  };
  Result<Taken> take();
  void give_back(Taken taken);
  void begin(const http_client::Answer& answer);
  void end();

  const std::string server_;
  const http_client::Server place_;
  const Clock& clock_;
  const note::Signer* agent_ = nullptr;
  mutable std::mutex mutex_;
  std::optional<centre::Session> session_;
  std::uint64_t number_ = 0;  // of the session: connections of another one are of no use
  std::vector<Connection> idle_;
};

}  // namespace insyn::room
