// JSON that other programs have made for others: whatever it holds, a few values are taken out by their
// place, and nothing else is kept.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"

namespace insyn::json {

class Foreign {
 public:
  static constexpr std::size_t kLargest = std::size_t{256} << 10;
  static constexpr std::size_t kLongestValue = 2000;

  // `places`: all that at() will be asked for. A member with a name that stands in none of them is dropped
  // while it is read, and with it whatever it holds. kBadPeer where `text` is no JSON object (RFC 8259,
  // UTF-8) of at most kLargest bytes.
  static Result<Foreign> parse(std::string_view text, const std::set<std::string>& places);

  // The value at "detail.agents[0].id", or at "people[role=agent].id": in the first of the list whose member
  // has this value. A number or a truth is given as JSON writes it. Nothing where there is no value, another
  // kind of it, or one of more than kLongestValue bytes.
  std::optional<std::string> at(std::string_view place) const;

 private:
  explicit Foreign(nlohmann::ordered_json json) : json_(std::move(json)) {}

  nlohmann::ordered_json json_;
};

}  // namespace insyn::json
