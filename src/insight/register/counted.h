// Which calls the reports have counted, so that no two of them differ by too few. Calls, kinds and what they
// consist of are keyed hashes, and agents are numbers that mean nothing outside of one report.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "insight/disclosure/gate.h"
#include "insight/findings/population.h"

namespace insyn::insight {

struct CountedCall {
  std::uint64_t id = 0;       // of the call, whatever its kind is said to be
  std::uint32_t content = 0;  // of its facts and events
  std::uint32_t agent = 0;
  bool operator==(const CountedCall&) const = default;
};

struct CountedKind {
  std::uint64_t kind = 0;
  std::vector<CountedCall> calls;  // by id
  bool operator==(const CountedKind&) const = default;
};

using Counted = std::vector<CountedKind>;  // by kind

// `key` is the register's own.
std::uint64_t hash_of_kind(std::string_view kind, std::uint64_t key);
Counted counted_calls(const Log& log, const std::vector<KindCalls>& population, std::uint64_t key);

// Their form in a file; docs/insight-protection.md defines it. kCorrupt where `bytes` are something else.
Bytes encode(const Counted& counted);
Result<Counted> decode_counted(ByteView bytes);

// A kind of which two reports together would tell about too few.
struct Conflict {
  std::uint64_t kind = 0;
  std::uint32_t report = 0;  // the earlier one
};

// Into which parts the reports that were made divide the calls: two calls are in one part where each report
// counted both under the same kind, with the same content as before or with another, or neither.
class Division {
 public:
  // Reports in their order.
  void add(const Counted& counted, std::uint32_t report);

  // Whether `now` would cut a part, or add one, that the floor does not allow.
  std::optional<Conflict> conflict_of(const Counted& now, const Floor& floor) const;

 private:
  struct State {
    std::uint64_t part = 0;  // which reports have counted it, as what, and where its content changed
    std::uint64_t kind = 0;  // in the last of them, as are these
    std::uint32_t content = 0;
    std::uint32_t agent = 0;
    std::uint32_t report = 0;
  };

  std::unordered_map<std::uint64_t, State> calls_;
  std::uint32_t newest_ = 0;                            // report
  std::map<std::uint64_t, std::uint32_t> last_report_;  // that has the kind
};

}  // namespace insyn::insight
