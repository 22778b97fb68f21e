// A call source that a server reads: a [[calls]] table of its configuration.
#pragma once

#include <string>

#include "http_client/client.h"

namespace insyn::server {

struct ReadSource {
  std::string name;        // as agreements name it
  http_client::Server at;  // insyn-calls
  Path key;                // the .sign file by which requests to it are signed
  int line = 0;            // in the configuration
};

}  // namespace insyn::server
