// DIR, what a server keeps: its configuration, its database and blobs unless they are elsewhere, the key that
// signs the ledger's checkpoints, and the token by which the metrics are read.
#pragma once

#include "note/key.h"
#include "server/node/configuration.h"

namespace insyn::server {

inline constexpr const char* kOriginKeyFile = "origin.sign";
inline constexpr const char* kMonitorTokenFile = "monitor.token";

// Makes DIR, its owner's alone (0700), with these files, all of them or none, and then the
// database and the folder of blobs in it. kPermanent where DIR exists.
// Returns the key's public half.
Result<note::Verifier> create_data_folder(const Path& folder, const Configuration& configuration);

// Its configuration, read strictly; see parse_configuration().
Result<Configuration> read_configuration(const Path& folder);

struct DataFolder {
  Configuration configuration;
  note::Signer origin_key;
  Digest monitor_token;  // its SHA-256
  std::optional<http::Tls> tls;
};

// What keeps a server from starting, and what only keeps it from being ready.
struct Finding {
  bool prevents_start = true;
  std::string text;  // the thing, the reason, the next step
};

struct Examined {
  std::optional<DataFolder> data;  // where nothing prevents a start
  std::vector<Finding> findings;
};
// All that is wrong, of which the first of each file. Changes nothing.
Examined examine_data_folder(const Path& folder, const Clock& clock);

}  // namespace insyn::server
