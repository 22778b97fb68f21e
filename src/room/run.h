// insyn-room from its start to its stop.
#pragma once

#include "os/process.h"
#include "room/own_agent.h"
#include "room/routes.h"

namespace insyn::room {

struct Settings {
  std::string server;  // "https://insyn.example:8443"
  Path authority;      // PEM; empty: those that the system believes
  KeyFiles keys;
  RoomRole role = RoomRole::kUnion;
  // Of an agent: prefixes of the own keys, and where the own recordings lie. Without keys the agent signs in
  // with an account, as others do.
  std::vector<Path> agent_keys = {};
  OwnPlaces own = {};
  Path pages;              // a bundle's folder
  std::uint16_t port = 0;  // 0: any that is free
  Path state;              // the user's state folder
};

// What was read before anything is given up.
struct Furnished {
  Keyring keys;
  server::Bundle pages;
  std::optional<OwnAgent> agent = {};
};
// kDenied where the pages are other ones than their list says, or a key is another kind of file.
Result<Furnished> furnish(const Settings& settings);

// Gives up what this does not need: other files than the state folder and certificates, other programs, and
// of the network all but the server's port. Before there is another thread. The result is empty, or says what
// this kernel cannot forbid.
Result<std::string> enter_room_sandbox(const Settings& settings);

// Until `stop` is asked. `ready` is given the address to be opened, good once. `say` takes lines for whoever
// started it, from any thread.
Status run_room(const Settings& settings, const Furnished& with, const StopRequest& stop,
                const std::function<void(const std::string& address)>& ready,
                const std::function<void(const std::string&)>& say, const Clock& clock);

}  // namespace insyn::room
