#include "http_client/answer.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "words/refusal.h"

namespace insyn::http_client {
namespace {

constexpr std::size_t kLargestProblem = std::size_t{64} << 10;
constexpr std::size_t kLongestCode = 64;
constexpr std::chrono::seconds kLongestWait = std::chrono::hours(24);

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= kLongestCode &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

Code code_for(int status) {
  if (status == 507) return Code::kFull;
  if (status == 408 || status == 425 || status == 429 || status / 100 == 5) return Code::kTransient;
  return status == 401 || status == 403 ? Code::kDenied : Code::kPermanent;
}

}  // namespace

std::optional<std::string> Answer::value_of(std::string_view name) const {
  const auto field =
      std::find_if(fields.begin(), fields.end(), [&](const auto& one) { return one.name == name; });
  if (field == fields.end()) return std::nullopt;
  return field->value;
}

std::string Answer::code() const {
  if (is_good() || body.size() > kLargestProblem) return "";
  const auto json = nlohmann::json::parse(body, nullptr, false);
  if (!json.is_object() || !json.contains("code") || !json["code"].is_string()) return "";
  std::string text = json["code"].get<std::string>();
  return is_code(text) ? text : "";
}

std::optional<std::chrono::seconds> Answer::retry_after() const {
  const auto value = value_of("retry-after");
  if (!value) return std::nullopt;
  std::uint32_t seconds = 0;
  const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), seconds);
  if (error != std::errc() || end != value->data() + value->size()) return std::nullopt;
  return std::min(std::chrono::seconds(seconds), kLongestWait);
}

Error error_of(const Answer& answer) {
  return {code_for(answer.status),
          words::say_refusal(answer.status, answer.code(), words::Language::kEnglish)};
}

Status expect_good(const Answer& answer) {
  if (answer.is_good()) return {};
  return Failure(error_of(answer));
}

}  // namespace insyn::http_client
