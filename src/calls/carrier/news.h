// What whoever carries call statements over HTTP answers to one who asks for those about some numbers
// (GET /v1/calls). docs/calls.md describes it.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "calls/carrier/message.h"

namespace insyn::calls {

// An answer waits at most so long for statements.
inline constexpr std::chrono::seconds kNewsWithin{25};
// Of one question: the numbers of a computer's recorders.
inline constexpr std::size_t kMostNumbersAsked = 128;
// Of one answer; the next one has the rest.
inline constexpr std::size_t kMostNewsStatements = 500;
inline constexpr std::size_t kMostNewsBytes = std::size_t{1} << 20;  // of the notes
// Of all of it: JSON writes no character of a statement with more than two.
inline constexpr std::size_t kLargestNews = std::size_t{3} << 20;
inline constexpr std::size_t kLongestCursor = 100;

struct News {
  std::string next;                     // the cursor to ask with for what follows
  std::vector<std::string> statements;  // notes, as they came
  std::vector<CarrierReach> sources;
  bool operator==(const News&) const = default;
};

std::string text_of(const News& news);
// kBadPeer where it is no such answer.
Result<News> parse_news(std::string_view text);

}  // namespace insyn::calls
