#include "link/centre/centre.h"

#include <nlohmann/json.hpp>

#include "base/check.h"
#include "receipt/receipt.h"
#include "receipt/tombstone.h"
#include "recording/bundle/head.h"
#include "recording/format/layout.h"

namespace insyn::link {
namespace {

using http_client::Answer;
using http_client::Call;
using Json = nlohmann::json;

constexpr const char* kNoteType = "text/plain; charset=utf-8";
constexpr std::size_t kLargestFeed = std::size_t{8} << 20;
constexpr std::size_t kLongestCursor = 200;
constexpr std::size_t kLargestCheckpoint = std::size_t{64} << 10;
constexpr std::size_t kMostItems = 10'000;
constexpr std::size_t kLargestNote = std::size_t{1} << 20;
constexpr std::chrono::seconds kPoll{40};  // longer than the server waits for news
// An upload that is slower than this is given up and goes on later: bytes a second.
constexpr std::uint64_t kSlowest = 4096;

Failure not_understood(const char* what) {
  return fail(Code::kBadPeer, "what the server says of {} cannot be understood", what);
}

// An object as deep as answers are; nothing where it is anything else.
std::optional<Json> object_of(const Answer& answer) {
  bool deep = false;
  const auto watch = [&](int depth, Json::parse_event_t, Json&) {
    deep = deep || depth > 4;
    return true;
  };
  Json json = Json::parse(answer.body, watch, false);
  if (deep || !json.is_object() || !answer.type().starts_with("application/json")) return std::nullopt;
  return json;
}

std::optional<std::uint64_t> number_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
  const auto value = found->get<std::uint64_t>();
  return value <= (std::uint64_t{1} << 62) ? std::optional(value) : std::nullopt;
}

std::optional<std::string> text_in(const Json& object, const char* name, std::size_t limit) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  std::string text = found->get<std::string>();
  return text.size() <= limit ? std::optional(std::move(text)) : std::nullopt;
}

std::string upload_path(const std::string& id) { return "/v1/recordings/" + id + "/upload"; }

// Of a kind that this version does not know it is passed over. False where it is malformed.
bool take_item(const Json& json, std::vector<NewsItem>& items) {
  using Kind = NewsItem::Kind;
  static const std::pair<const char*, Kind> kinds[] = {
      {"agreement", Kind::kAgreement}, {"roster", Kind::kRoster}, {"withdrawal", Kind::kWithdrawal},
      {"in-force", Kind::kInForce},    {"wanted", Kind::kWanted}, {"shredded", Kind::kShredded}};
  const auto kind = json.is_object() ? text_in(json, "kind", 100) : std::nullopt;
  if (!kind) return false;
  for (const auto& [name, value] : kinds) {
    if (*kind != name) continue;
    const bool named = value == Kind::kWanted || value == Kind::kShredded;
    auto text = text_in(json, named ? "recording" : "note", kLargestNote);
    if (!text || (named && !recording::is_recording_id(*text))) return false;
    items.push_back({value, std::move(*text)});
  }
  return true;
}

// It goes into an address as it is.
bool is_cursor(const std::string& text) {
  return !text.empty() &&
         text.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz-") == std::string::npos;
}

std::optional<News> news_in(const Json& object) {
  const auto cursor = text_in(object, "next", kLongestCursor);
  const auto items = object.find("items");
  if (!cursor || !is_cursor(*cursor) || items == object.end() || !items->is_array() ||
      items->size() > kMostItems)
    return std::nullopt;
  News news{*cursor, {}};
  for (const Json& one : *items)
    if (!take_item(one, news.items)) return std::nullopt;
  return news;
}

}  // namespace

Result<Answer> Centre::ask(const Call& call) {
  refusal_.reset();
  TRY_ASSIGN(Answer answer, client_.ask(call));
  if (answer.is_good()) return answer;
  refusal_ = Refusal{answer.status, answer.code(), answer.retry_after()};
  return Failure(http_client::error_of(answer));
}

Status Centre::post_note(const char* path, const std::string& note) {
  Call call;
  call.method = "POST";
  call.target = path;
  call.body = http_client::body_of(kNoteType, note);
  TRY(ask(call));
  return {};
}

Status Centre::certify(const std::string& certificate_note) {
  return post_note("/v1/certificates", certificate_note);
}

Status Centre::discard(const std::string& discard_note) { return post_note("/v1/discards", discard_note); }

Status Centre::report(const std::string& text) {
  Call call;
  call.method = "POST";
  call.target = "/v1/report";
  call.body = http_client::body_of("application/json", text);
  TRY(ask(call));
  return {};
}

Result<std::string> Centre::tombstone(const std::string& id) {
  CHECK(recording::is_recording_id(id));
  Call call;
  call.target = "/v1/recordings/" + id + "/tombstone";
  call.largest_answer = kLargestTombstone;
  TRY_ASSIGN(Answer answer, ask(call));
  if (answer.type() != kTombstoneType) return not_understood("a shredding");
  return std::move(answer.body);
}

Result<UploadState> Centre::upload_state(const std::string& id) {
  CHECK(recording::is_recording_id(id));
  Call call;
  call.target = upload_path(id);
  return ask_upload(call);
}

Result<UploadState> Centre::ask_upload(const Call& call) {
  TRY_ASSIGN(Answer answer, ask(call));
  if (answer.type() == kReceiptType) return UploadState{0, std::move(answer.body)};
  const auto json = object_of(answer);
  const auto offset = json ? number_in(*json, "offset") : std::nullopt;
  if (!offset) return not_understood("an upload");
  return UploadState{*offset};
}

Result<UploadState> Centre::upload(const std::string& id, Rest rest) {
  CHECK(recording::is_recording_id(id));
  Call call;
  call.method = "POST";
  call.target = fmt::format("{}?from={}", upload_path(id), rest.from);
  // The server verifies and stores after the last byte.
  const std::uint64_t fastest = rest.bytes_per_second == 0 ? kSlowest : rest.bytes_per_second;
  const std::uint64_t slowest = std::max<std::uint64_t>(1, std::min(kSlowest, fastest / 2));
  call.times.whole = std::chrono::minutes(10) + std::chrono::seconds(rest.body.length / slowest);
  call.bytes_per_second = rest.bytes_per_second;
  call.body = std::move(rest.body);
  return ask_upload(call);
}

Result<Digest> Centre::sample(const std::string& id, ByteView nonce, std::uint32_t chunk) {
  CHECK(recording::is_recording_id(id));
  Call call;
  call.target = fmt::format("/v1/recordings/{}/sample?nonce={}&chunk={}", id, to_hex(nonce), chunk);
  TRY_ASSIGN(const Answer answer, ask(call));
  const auto json = object_of(answer);
  const auto hash = json ? text_in(*json, "sha256", 64) : std::nullopt;
  const auto bytes = hash ? from_hex(*hash) : not_understood("a sample");
  if (!bytes || bytes->size() != Digest{}.size()) return not_understood("a sample");
  Digest digest{};
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return digest;
}

Result<std::string> Centre::checkpoint() {
  Call call;
  call.target = "/ledger/checkpoint";
  call.largest_answer = kLargestCheckpoint;
  TRY_ASSIGN(Answer answer, ask(call));
  return std::move(answer.body);
}

Result<std::optional<Bytes>> Centre::tile(const std::string& path, std::size_t limit) {
  Call call;
  call.target = "/ledger/" + path;
  call.largest_answer = limit;
  auto answer = ask(call);
  if (!answer && refusal_ && refusal_->status == 404) return std::optional<Bytes>();
  if (!answer) return Failure(answer.error());
  return std::optional(bytes_of(answer->body));
}

Result<News> Centre::feed(const std::string& cursor) {
  Call call;
  call.target = "/v1/feed?after=" + cursor;
  call.largest_answer = kLargestFeed;
  call.times.stalled = kPoll;
  TRY_ASSIGN(const Answer answer, ask(call));
  const auto json = object_of(answer);
  auto news = json ? news_in(*json) : std::nullopt;
  if (!news) return not_understood("news");
  return *std::move(news);
}

}  // namespace insyn::link
