// What of an entry's truth the ledger itself can tell, without any salt: that what it refers to stands before
// it, and allows it. Faults are codes with parameters; words/ledger.h has the sentences.
#pragma once

#include <map>
#include <vector>

#include "base/bytes.h"
#include "ledger/entries/entry.h"

namespace insyn::ledger {

// It is no entry.
struct Unreadable {
  std::string problem;  // as parse_entry() said it
  bool operator==(const Unreadable&) const = default;
};
// What it says it follows from, entry `of`, is no entry of the kind `wanted` before it.
struct FollowsFromNone {
  std::uint64_t of = 0;
  std::string_view wanted;  // a kName
  bool operator==(const FollowsFromNone&) const = default;
};
// It hands out, reads or exports later than `until`, to which entry `request` asked for access.
struct AfterItsTime {
  std::uint64_t request = 0;
  Utc until{};
  bool operator==(const AfterItsTime&) const = default;
};
using Fault = std::variant<Unreadable, FollowsFromNone, AfterItsTime>;

// "unreadable", "follows-from-none", "after-its-time".
const char* name_of(const Fault& fault);

class Order {
 public:
  // The next entry, beginning with number 0, as parse_entry() read it. Nothing where it may stand where it
  // does. With a fault too it is counted, but nothing follows from it.
  std::optional<Fault> take(const Result<Entry>& entry);
  // The number of the request from which the entry `number` follows, by whatever stands between; its own
  // where it is one. Nothing where it follows from none.
  std::optional<std::uint64_t> request_of(std::uint64_t number) const;
  // How many entries were taken.
  std::uint64_t size() const { return kinds_.size(); }

  // So that whoever has read a ledger can go on from there. kCorrupt where it is not what write() wrote.
  void write(ByteWriter& to) const;
  static Result<Order> read(ByteReader& from);

 private:
  static constexpr std::size_t kNone = std::variant_size_v<AnyEntry>;
  struct Request {
    std::uint64_t number = 0;
    Utc until{};
  };

  template <class What>
  std::optional<Fault> check(const What& what, Utc time) const;
  const Request* find_request(std::uint64_t number) const;  // null where there is none

  // Of each entry its place in AnyEntry; kNone of one with a fault.
  std::vector<std::size_t> kinds_;
  std::map<std::uint64_t, Request> requests_;  // of what follows from one, by its own number
};

}  // namespace insyn::ledger
