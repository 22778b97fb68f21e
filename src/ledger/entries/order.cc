#include "ledger/entries/order.h"

#include <type_traits>

namespace insyn::ledger {
namespace {

template <class What>
concept Follows = requires {
  typename What::Of;
};

// Of what opens a recording, for which a request asks until some time.
template <class What>
concept BoundInTime = Follows<What> && !std::is_same_v<What, RequestApproved>;

// The place of a kind in AnyEntry.
template <class What>
const std::size_t kPlace = AnyEntry(What()).index();

// In what is written of an Order kNone has the place that it had when there were 16 kinds, and later kinds
// follow it: so what an older version has written is read.
constexpr std::size_t kWrittenNone = 16;

std::uint8_t written_kind(std::size_t kind, std::size_t none) {
  if (kind == none) return kWrittenNone;
  return static_cast<std::uint8_t>(kind < kWrittenNone ? kind : kind + 1);
}

}  // namespace

const char* name_of(const Fault& fault) {
  if (std::holds_alternative<Unreadable>(fault)) return "unreadable";
  return std::holds_alternative<FollowsFromNone>(fault) ? "follows-from-none" : "after-its-time";
}

const Order::Request* Order::find_request(std::uint64_t number) const {
  const auto found = requests_.find(number);
  return found == requests_.end() ? nullptr : &found->second;
}

std::optional<std::uint64_t> Order::request_of(std::uint64_t number) const {
  const Request* request = find_request(number);
  return request == nullptr ? std::nullopt : std::optional(request->number);
}

template <class What>
std::optional<Fault> Order::check([[maybe_unused]] const What& what, [[maybe_unused]] Utc time) const {
  if constexpr (Follows<What>) {
    const std::uint64_t of = what.of.value;
    if (of >= kinds_.size() || kinds_[of] != kPlace<typename What::Of>)
      return FollowsFromNone{of, What::Of::kName};
  }
  if constexpr (BoundInTime<What>) {
    const Request* request = find_request(what.of.value);
    if (request != nullptr && time > request->until) return AfterItsTime{request->number, request->until};
  }
  return std::nullopt;
}

void Order::write(ByteWriter& to) const {
  to.varint(kinds_.size());
  for (const std::size_t kind : kinds_) to.u8(written_kind(kind, kNone));
  to.varint(requests_.size());
  for (const auto& [number, request] : requests_) {
    to.varint(number);
    to.varint(request.number);
    to.zigzag(request.until.time_since_epoch().count());
  }
}

Result<Order> Order::read(ByteReader& from) {
  Order order;
  TRY_ASSIGN(const std::uint64_t entries, from.varint());
  TRY_ASSIGN(const ByteView kinds, from.raw(entries));
  for (const std::uint8_t kind : kinds) {
    if (kind > kNone) return fail(Code::kCorrupt, "there is no kind {} of entries", kind);
    order.kinds_.push_back(kind == kWrittenNone ? kNone : kind < kWrittenNone ? kind : kind - 1U);
  }
  TRY_ASSIGN(std::uint64_t requests, from.varint());
  for (; requests > 0; --requests) {
    TRY_ASSIGN(const std::uint64_t number, from.varint());
    TRY_ASSIGN(const std::uint64_t of, from.varint());
    TRY_ASSIGN(const std::int64_t until, from.zigzag());
    order.requests_[number] = {of, Utc(std::chrono::milliseconds(until))};
  }
  return order;
}

std::optional<Fault> Order::take(const Result<Entry>& entry) {
  std::optional<Fault> fault;
  if (entry) {
    fault = std::visit([&](const auto& what) { return check(what, entry->time); }, entry->what);
  } else {
    fault = Unreadable{entry.error().message};
  }
  const std::uint64_t number = kinds_.size();
  kinds_.push_back(fault ? kNone : entry->what.index());
  if (fault) return fault;
  if (const auto* asked = std::get_if<OpeningRequested>(&entry->what)) {
    requests_[number] = {number, asked->until};
  } else if (const auto of = earlier_entry(entry->what)) {
    if (const Request* request = find_request(*of)) requests_.insert({number, *request});
  }
  return fault;
}

}  // namespace insyn::ledger
