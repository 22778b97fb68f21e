// What a server is told about itself: DIR/insyn-server.toml, read strictly.
#pragma once

#include <optional>
#include <string>

#include "server/calls/read_source.h"
#include "server/http/server.h"
#include "server/node/stores_settings.h"
#include "server/push/listening_witness.h"

namespace insyn::server {

inline constexpr const char* kConfigurationFile = "insyn-server.toml";

struct Configuration {
  std::string origin;  // of the ledger: what its checkpoints and its key are called
  http::Listen listen;
  std::optional<http::TlsFiles> tls;  // nothing: plain
  DatabasePlace database;
  BlobsPlace blobs;
  std::optional<Path> pages;  // the folder of a bundle; nothing: that beside the program, if there is one
  std::vector<ListeningWitness> witnesses;  // to which checkpoints are brought; their keys differ
  std::vector<ReadSource> calls;            // whose statements links are given; their names differ
  http::Limits limits;
  std::uint64_t least_free = std::uint64_t{1} << 30;  // bytes; with less the server is not ready
  std::chrono::seconds stop_patience{30};
};

// The text of `folder`/insyn-server.toml; paths in it are relative to `folder`. kCorrupt, with the line,
// where a key is unknown, missing or wrong, and kDenied where plain HTTP would leave this computer.
Result<Configuration> parse_configuration(std::string_view text, const Path& folder);

// What a new server is told; the rest is left at what it is.
std::string configuration_text(const Configuration& configuration);

// "192.0.2.1:8443" or "[2001:db8::1]:8443".
Result<http::Listen> parse_listen(const std::string& text);

}  // namespace insyn::server
