// Where insyn-server, in a folder that `insyn-server init` has made, keeps what it stores.
#pragma once

#include "base/path.h"

namespace insyn::support {

// Replaces the lines of insyn-server.toml's tables [database] and [blobs]; those that are empty stay.
void state_stores(const Path& data, const std::string& database, const std::string& blobs);

struct S3Lines {
  std::string endpoint, region, bucket, prefix, access_key, secret_key_file;
};
// What state_stores() is given as `blobs`.
std::string lines_of(const S3Lines& store);

// A file of the folder's that is its owner's alone, with a secret in it.
void write_secret(const Path& file, const std::string& secret);

}  // namespace insyn::support
