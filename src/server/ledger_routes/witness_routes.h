// What a witness tells the server: what it has cosigned, that agreements are in force, and the entries that a
// restored server has lost.
#pragma once

#include "server/http/exchange.h"
#include "server/log/giving_back.h"

namespace insyn::server {

// POST /v1/ledger/cosignatures, /v1/ledger/missing, /v1/ledger/recordings and /v1/in-force, for witnesses.
// All of these outlive the routes.
struct WitnessRoom {
  Database& database;
  Log& log;
  Witnesses& witnesses;
  GivingBack& giving_back;
  const http::Log& say;  // a line of the server's log
  const Clock& clock;
};
std::vector<http::Route> witness_routes(const WitnessRoom& room);

// For http::Known: the witness with the key of this id, by the registered agreements.
std::optional<http::Machine> find_witness(Database& database, Witnesses& witnesses, std::string_view key_id);

// Whether the ledger may grow now: a readiness check.
Status check_ledger(Database& database, Witnesses& witnesses);

}  // namespace insyn::server
