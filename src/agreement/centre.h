// What an agreement says about a centre: whose word begins a call, and on which ledger every look is entered.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "note/key.h"

namespace insyn::toml {
class TableReader;
}

namespace insyn::agreement {

// Whoever signs statements on calls: a [[call_source]] table.
struct CallSource {
  std::string name;
  note::Verifier key;
  int lease_seconds = 5;
};

// The transparency log: the [ledger] table.
struct Ledger {
  std::string origin;
  note::Verifier key;
  std::vector<note::Verifier> witnesses;
  int grace_hours = 4;  // how old the witnesses' word may be that the agreement is in force
};

// kCorrupt, with the line and the reason, where one is malformed.
Result<std::vector<CallSource>> read_call_sources(toml::TableReader& top);
Result<std::optional<Ledger>> read_ledger(toml::TableReader& top);

}  // namespace insyn::agreement
