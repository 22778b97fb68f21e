#include "calls/client/requests.h"

namespace insyn::calls {
namespace {

constexpr std::chrono::seconds kConnectNewsWithin{5};
// Longer than the other side waits.
constexpr std::chrono::seconds kNewsTakeAtMost = kNewsWithin + std::chrono::seconds(10);

// As a value of a query: every byte but letters, digits and "-._~" is written with a percent sign.
std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

http_client::Call news_request(std::string_view cursor, const StatementLog::Numbers& numbers) {
  http_client::Call call;
  const std::string after = cursor.empty() ? std::string() : "after=" + percent_encoded(cursor);
  std::string query;
  std::size_t count = 0;
  for (const std::string& number : numbers.value_or(std::set<std::string>())) {
    const std::string one = "number=" + percent_encoded(number) + "&";
    if (++count > kMostNumbersAsked || query.size() + one.size() + after.size() > kLongestTarget - 20) break;
    query += one;
  }
  query += after;
  if (query.ends_with('&')) query.pop_back();
  call.target = query.empty() ? "/v1/calls" : "/v1/calls?" + query;
  call.largest_answer = kLargestNews;
  call.times.connect = kConnectNewsWithin;
  call.times.stalled = std::chrono::seconds(0);
  call.times.whole = kNewsTakeAtMost;
  return call;
}

Result<News> news_in(const Result<http_client::Answer>& answer) {
  if (!answer) return Failure(answer.error());
  TRY(http_client::expect_good(*answer));
  return parse_news(answer->body);
}

http_client::Call question_request(const Asked& asked, std::chrono::milliseconds within) {
  http_client::Call call;
  call.method = "POST";
  call.target = "/v1/calls/answers";
  call.body = http_client::body_of("application/json", text_of(asked));
  call.largest_answer = kLargestCallNote;
  call.times.connect = call.times.whole = within;
  call.times.stalled = std::chrono::seconds(0);
  return call;
}

Answered answered_by(const Result<http_client::Answer>& answer) {
  if (!answer) return NoAnswer::kSilent;
  if (answer->status == 404) return NoAnswer::kNoSuchLeg;
  if (answer->status == 409) return NoAnswer::kUnclear;
  if (!answer->is_good()) return NoAnswer::kSilent;
  return answer->body;
}

}  // namespace insyn::calls
