// What insyn-room answers its own page for an agent, below /room/own, by the agent's key.
#pragma once

#include "room/keyring.h"
#include "room/own_agent.h"
#include "room/upstream.h"
#include "server/http/router.h"

namespace insyn::room {

// What these routes have in common; each of them outlives them.
struct OwnDesk {
  const OwnAgent& agent;
  const OwnPlaces& places;
  Upstream& server;
  const Keyring& keys;
  const Clock& clock;
};

// Also those by which a page asks who is signed in: it is the agent, as long as this program runs.
std::vector<server::http::Route> own_routes(const OwnDesk& desk);

}  // namespace insyn::room
