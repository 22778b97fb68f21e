// Which recordings a list is of, from a query; and in which order.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace insyn::server {

inline constexpr std::uint64_t kMostInList = 200;

// How a recording stands for whoever asks.
enum class ListedState : std::uint8_t {
  kSealed,
  kWaiting,    // for the union's answer to a request of the caller's own
  kOpen,       // approved for it
  kRefused,    // by the union
  kExpired,    // the time that was asked for is over
  kDiscarded,  // by its agent
  kShredded,   // its time was over, or its customer asked for it
  kArriving,   // it was begun, and has not come yet
};
inline constexpr std::size_t kListedStates = 8;
// "sealed", "waiting" …
const char* name_of(ListedState state);

enum class ListOrder : std::uint8_t { kNewest, kOldest, kLongest, kWithheld };

// Of the last recording of the page before.
struct ListPlace {
  int rank = 0;  // minutes or percent, -1 where they are unknown; 0 where the order is by days
  std::int32_t day = 0;
  std::string id;
};

struct ListFilter {
  // Days since 1970, both included.
  std::int32_t from = std::numeric_limits<std::int32_t>::min();
  std::int32_t to = std::numeric_limits<std::int32_t>::max();
  // One of them each; none: any. An empty one among kinds and queues is what is not told.
  std::vector<std::string> kinds, queues, applications;
  std::vector<ListedState> states;
  std::string level;  // empty: any
  std::optional<int> minutes_from, minutes_to, withheld_most;
  bool examples_only = false;
  ListOrder order = ListOrder::kNewest;
  std::optional<ListPlace> after;
  std::uint64_t most = 100;
};

// Nothing where there is something unknown or malformed in it.
std::optional<ListFilter> parse_list_filter(const std::string& query);
// The cursor of the page after; its counterpart is in the query.
std::string cursor_text(const ListPlace& place, ListOrder order);

// "2026-12-01" as days since 1970, and back.
std::optional<std::int32_t> parse_day(std::string_view text);
std::string day_text(std::int32_t day);

}  // namespace insyn::server
