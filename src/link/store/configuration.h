// What a workstation's link is told: DIR/insyn-link.toml, read strictly.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "http_client/client.h"

namespace insyn::link {

inline constexpr const char* kConfigurationFile = "insyn-link.toml";

struct Configuration {
  http_client::Server server;
  Path key;        // the link's .sign file
  Path enrolment;  // the folder of this computer's enrolment
  // Folders of recordings: one for each agent's user.
  std::vector<Path> spools;
  std::uint64_t bytes_per_second = 0;  // that uploads take at most; 0: no bound
  bool beside_calls = false;           // whether recordings go up while a call is recorded
  std::chrono::days keep{7};           // for how long a recording that has arrived stays here too
  // The recorders' sockets for call statements; nothing: where those of the spools' owners have them.
  std::optional<std::vector<Path>> recorders;
  // Where call statements come from; nothing: the server.
  std::optional<http_client::Server> call_source;
};

// The sockets to which call statements are brought: of a spool that is not there none.
std::vector<Path> recorder_sockets(const Configuration& configuration);

// The text of `folder`/insyn-link.toml; paths in it are relative to `folder`. kCorrupt, with the line, where
// a key is unknown, missing or wrong; kDenied where the server would be asked without encryption.
Result<Configuration> parse_configuration(std::string_view text, const Path& folder);
// Of the file.
Result<Configuration> read_configuration(const Path& folder);

}  // namespace insyn::link
