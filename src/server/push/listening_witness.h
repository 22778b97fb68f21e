// A witness to which this server brings its checkpoints, as the configuration names it.
#pragma once

#include "http_client/client.h"

namespace insyn::server {

struct ListeningWitness {
  note::Verifier key;  // as an agreement has it
  http_client::Server at;
  int line = 0;  // of the configuration
};

}  // namespace insyn::server
