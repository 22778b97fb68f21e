// DIR, what a server keeps: its configuration, its database and blobs unless they are elsewhere, the key that
// signs the ledger's checkpoints, and the token by which the metrics are read.
#pragma once

#include "note/public_keys.h"
#include "server/node/configuration.h"
#include "server/pages/bundle.h"

namespace insyn::server {

inline constexpr const char* kOriginKeyFile = "origin.sign";
inline constexpr const char* kMonitorTokenFile = "monitor.token";
// The .pub files of the parties, whose signatures alone agreements and rosters are taken by.
inline constexpr const char* kPinsFolder = "pins";

// Makes DIR, its owner's alone (0700), with these files, all of them or none, and then copies of `pins`, the
// database and the folder of blobs in it. kPermanent where DIR exists.
// Returns the key's public half.
Result<note::Verifier> create_data_folder(const Path& folder, const Configuration& configuration,
                                          const std::vector<Path>& pins = {});

// Its configuration, read strictly; see parse_configuration().
Result<Configuration> read_configuration(const Path& folder);

struct DataFolder {
  Configuration configuration;
  note::Signer origin_key;
  Digest monitor_token;  // its SHA-256
  std::vector<note::PublicKeys> pins;
  std::optional<http::Tls> tls;
  std::vector<note::Signer> call_keys = {};  // by which each of configuration.calls is asked
  std::optional<Bundle> pages = {};          // nothing: none are served
};

// What keeps a server from starting, and what only keeps it from being ready, or from erasing what is
// deleted.
struct Finding {
  bool prevents_start = true;
  std::string text;  // the thing, the reason, the next step
};

struct Examined {
  std::optional<DataFolder> data;  // where nothing prevents a start
  std::vector<Finding> findings;
  std::string pages;  // which are served, or that none are and what to do; empty where that is a finding
};
// All that is wrong, of which the first of each file. Changes nothing.
Examined examine_data_folder(const Path& folder, const Clock& clock);

}  // namespace insyn::server
