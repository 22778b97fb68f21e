// Which paths this program answers: its own pages, /room, and what it has the centre's server answer.
#pragma once

#include "room/gate.h"
#include "room/signing.h"
#include "room/watch.h"

namespace insyn::room {

// For whom the pages are: what is beside them in /room differs.
enum class RoomRole { kUnion, kReviewer, kAgent };
// "union", "reviewer", "agent".
const char* name_of(RoomRole role);

// What all routes have in common; each of them outlives these.
struct Desk {
  RoomRole role = RoomRole::kUnion;
  Gate& gate;
  Upstream& server;
  const Keyring& keys;
  const server::Bundle& pages;
  Watch& watch;
  Signing& signing;
  const Clock& clock;
};

// All but the pages, which are the router's rest.
std::vector<server::http::Route> room_routes(Desk& desk);

}  // namespace insyn::room
