#include "witness/watch/centre.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/check.h"
#include "ledger/checkpoint/checkpoint.h"

namespace insyn::witness {
namespace {

using Json = nlohmann::json;

constexpr const char* kText = "text/plain; charset=utf-8";
constexpr std::size_t kLargestShown = std::size_t{64} << 20;
// How often a server may ask to wait, and how long at a time.
constexpr int kMostPauses = 30;
constexpr std::chrono::seconds kLongestPause{5};

Failure not_understood(const char* what) {
  return fail(Code::kBadPeer, "the server's answer {} cannot be understood", what);
}

template <std::size_t kSize>
bool read_hex(const Json& item, const char* key, std::array<std::uint8_t, kSize>& into) {
  const auto found = item.find(key);
  if (found == item.end() || !found->is_string()) return false;
  const auto bytes = from_hex(found->get_ref<const std::string&>());
  if (!bytes || bytes->size() != kSize) return false;
  std::ranges::copy(*bytes, into.begin());
  return true;
}

Result<std::pair<std::uint64_t, ShownEntry>> parse_item(const Json& item) {
  if (!item.is_object()) return not_understood("to what is shown");
  const auto number = item.find("entry");
  if (number == item.end() || !number->is_number_unsigned()) return not_understood("to what is shown");
  ShownEntry shown;
  if (item.contains("salt") || item.contains("recording")) {
    shown.salt.emplace();
    shown.recording.emplace();
    if (!read_hex(item, "salt", shown.salt->bytes) || !read_hex(item, "recording", shown.recording->bytes))
      return not_understood("to what is shown");
  }
  const auto note = item.find("note");
  if (note != item.end() && !note->is_string()) return not_understood("to what is shown");
  if (note != item.end()) shown.note = note->get<std::string>();
  return std::pair(number->get<std::uint64_t>(), std::move(shown));
}

}  // namespace

// A server that has much to do asks to wait, and is not silent.
Result<http_client::Answer> Centre::ask(http_client::Call call) {
  for (int i = 0;; ++i) {
    TRY_ASSIGN(http_client::Answer answer, client_.ask(call));
    const auto wait = answer.retry_after();
    const bool asks = (answer.status == 429 || answer.status == 503) && wait && i < kMostPauses;
    if (!asks) return answer;
    if (!pause_(std::min(*wait, kLongestPause)))
      return fail(Code::kTransient, "the program was told to stop");
  }
}

Result<http_client::Answer> Centre::post(const std::string& target, const std::string& type,
                                         std::string body) {
  http_client::Call call;
  call.method = "POST";
  call.target = target;
  call.body = http_client::body_of(type, std::move(body));
  return ask(std::move(call));
}

Result<Centre::Newest> Centre::hand_in(const std::string& cosigned) {
  TRY_ASSIGN(http_client::Answer answer, post("/v1/ledger/cosignatures", kText, cosigned));
  if (answer.status == 204) return Newest{State::kNone, {}};
  if (answer.status == 409 && answer.code() == "behind") return Newest{State::kBehind, {}};
  if (answer.status == 409 && answer.code() == "other-history") return Newest{State::kOtherHistory, {}};
  TRY(http_client::expect_good(answer));
  if (answer.body.size() > ledger::kLargestCheckpoint) return not_understood("to a cosignature");
  return Newest{State::kCheckpoint, std::move(answer.body)};
}

Result<std::optional<Bytes>> Centre::read(const ledger::Tile& tile, std::size_t limit) {
  http_client::Call call;
  call.target = "/ledger/" + ledger::path_of(tile);
  call.largest_answer = limit;
  TRY_ASSIGN(const http_client::Answer answer, ask(std::move(call)));
  if (answer.status == 404) return std::optional<Bytes>();
  TRY(http_client::expect_good(answer));
  return std::optional(bytes_of(answer.body));
}

Status Centre::put_if_absent(const ledger::Tile&, ByteView) {
  CHECK(false);
  return {};
}

Result<std::map<std::uint64_t, ShownEntry>> Centre::shown(std::uint64_t from, std::uint64_t to) {
  CHECK(from < to && to - from <= kMostShown);
  http_client::Call call;
  call.target = fmt::format("/v1/ledger/shown?from={}&to={}", from, to);
  call.largest_answer = kLargestShown;
  TRY_ASSIGN(const http_client::Answer answer, ask(std::move(call)));
  TRY(http_client::expect_good(answer));
  const Json json = Json::parse(answer.body, nullptr, false);
  const auto all = json.is_object() ? json.find("shown") : json.end();
  if (!json.is_object() || all == json.end() || !all->is_array() || all->size() > kMostShown)
    return not_understood("to what is shown");
  std::map<std::uint64_t, ShownEntry> shown;
  for (const Json& item : *all) {
    TRY_ASSIGN(auto one, parse_item(item));
    if (one.first < from || one.first >= to || !shown.insert(std::move(one)).second)
      return not_understood("to what is shown");
  }
  return shown;
}

Status Centre::hand_in_in_force(const std::string& note) {
  TRY_ASSIGN(const http_client::Answer answer, post("/v1/in-force", kText, note));
  return http_client::expect_good(answer);
}

Result<Centre::GivenBack> Centre::give_back(std::uint64_t from, const Bytes& entries) {
  TRY_ASSIGN(const http_client::Answer answer,
             post(fmt::format("/v1/ledger/missing?from={}", from), "application/octet-stream",
                  std::string(text_of(entries))));
  TRY(http_client::expect_good(answer));
  const Json json = Json::parse(answer.body, nullptr, false);
  if (!json.is_object()) return not_understood("to entries that were given back");
  const auto next = json.find("next"), complete = json.find("complete");
  if (next == json.end() || !next->is_number_unsigned() || complete == json.end() || !complete->is_boolean())
    return not_understood("to entries that were given back");
  return GivenBack{next->get<std::uint64_t>(), complete->get<bool>()};
}

Status Centre::tell_recordings(const std::string& lines) {
  TRY_ASSIGN(const http_client::Answer answer, post("/v1/ledger/recordings", kText, lines));
  return http_client::expect_good(answer);
}

}  // namespace insyn::witness
