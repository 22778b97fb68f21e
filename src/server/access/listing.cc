#include "server/access/listing.h"

#include "agreement/terms.h"
#include "recording/format/layout.h"
#include "server/accounts/transact.h"
#include "server/http/query.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;
using json::Json;

constexpr std::size_t kLongestKind = 500;

bool is_day(std::string_view text) {
  return text.size() == 10 && parse_utc(fmt::format("{}T00:00:00.000Z", text)).has_value();
}

bool is_level(std::string_view text) {
  using agreement::Level;
  for (const Level level : {Level::kMetrics, Level::kStructure, Level::kMasked, Level::kFull})
    if (text == agreement::level_name(level)) return true;
  return false;
}

bool take_cursor(const std::string& text, Filter& filter) {
  const std::size_t dot = text.find('.');
  if (dot == std::string::npos) return false;
  filter.after_day = text.substr(0, dot);
  filter.after_id = text.substr(dot + 1);
  return is_day(filter.after_day) && recording::is_recording_id(filter.after_id);
}

bool take(const std::string& name, const std::string& value, Filter& filter) {
  if (name == "from" || name == "to") {
    (name == "from" ? filter.from : filter.to) = value;
    return is_day(value);
  }
  if (name == "kind") {
    filter.kind = value;
    return !value.empty() && value.size() <= kLongestKind;
  }
  if (name == "level") {
    filter.level = value;
    return is_level(value);
  }
  if (name == "after") return take_cursor(value, filter);
  if (name != "most") return false;
  const auto most = http::parse_count(value, kMostInList);
  filter.most = most.value_or(0);
  return filter.most > 0;
}

// About how long: a chunk is two seconds of a screen that changes.
const char* length_of(const Stored& stored) {
  constexpr std::int64_t kChunksAMinute = 30;
  const std::int64_t minutes = stored.chunks / kChunksAMinute;
  return minutes < 2 ? "under-2-minutes" : minutes < 5 ? "2-to-5" : minutes < 15 ? "5-to-15" : "over-15";
}

// A range of a column in the order of the list.
class Where {
 public:
  void add(const std::string& condition, const std::vector<Value>& with) {
    text_ += (text_.empty() ? " WHERE " : " AND ") + condition;
    values_.insert(values_.end(), with.begin(), with.end());
  }
  const std::string& text() const { return text_; }
  const std::vector<Value>& values() const { return values_; }

 private:
  std::string text_;
  std::vector<Value> values_;
};

Where where(const Filter& filter) {
  Where all;
  if (!filter.agent.empty()) all.add("agent = :agent", {filter.agent});
  if (!filter.kind.empty()) all.add("kind = :kind", {filter.kind});
  if (!filter.level.empty()) all.add("level = :level", {filter.level});
  if (!filter.from.empty()) all.add("day >= :first", {filter.from});
  if (!filter.to.empty()) all.add("day <= :last", {filter.to});
  if (!filter.after_id.empty())
    all.add("day <= :day AND (day < :same OR id < :id)",
            {filter.after_day, filter.after_day, filter.after_id});
  return all;
}

Answer listed(const Desk& desk, const Request& request) {
  const auto filter = parse_filter(request.head.query);
  if (!filter) return problem(400, "query");
  const bool whole = request.caller.role == http::Role::kUnion;
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(const Page page, list_stored(transaction, *filter));
    Json recordings = Json::array();
    for (const Stored& one : page.recordings) recordings.push_back(whole ? unfolded(one) : folded(one));
    Json body;
    body["recordings"] = std::move(recordings);
    if (!page.next.empty()) body["next"] = page.next;
    return json_answer(body);
  });
}

}  // namespace

std::optional<Filter> parse_filter(const std::string& query) {
  const auto all = http::parse_query(query);
  if (!all) return std::nullopt;
  Filter filter;
  for (const auto& [name, value] : *all)
    if (!take(name, value, filter)) return std::nullopt;
  return filter;
}

Result<Page> list_stored(Transaction& transaction, const Filter& filter) {
  const Where which = where(filter);
  // One more than is shown: whether there is a page after.
  TRY_ASSIGN(const auto rows,
             transaction.query(fmt::format("SELECT {} FROM recordings{} ORDER BY day DESC, id DESC LIMIT {}",
                                           kStoredColumns, which.text(), filter.most + 1),
                               which.values()));
  Page page;
  for (const Row& row : rows) {
    if (page.recordings.size() == filter.most) {
      page.next = fmt::format("{}.{}", page.recordings.back().day, page.recordings.back().id);
      break;
    }
    page.recordings.push_back(stored_of(row));
  }
  return page;
}

Json folded(const Stored& stored) {
  Json one;
  one["id"] = stored.id;
  one["agreement"] = stored.agreement;
  one["day"] = stored.day;
  one["kind"] = stored.kind;
  one["level"] = stored.level;
  one["length"] = length_of(stored);
  return one;
}

Json unfolded(const Stored& stored) {
  Json one = folded(stored);
  one["device"] = stored.device;
  one["agent"] = stored.agent;
  one["call"] = stored.call;
  one["queue"] = stored.queue;
  one["began"] = time_text(stored.began);
  one["kept_until"] = time_text(stored.kept_until);
  one["received"] = time_text(stored.received);
  one["chunks"] = stored.chunks;
  one["bytes"] = stored.bytes;
  one["entry"] = stored.entry;
  return one;
}

std::vector<http::Route> listing_routes(const Desk& desk) {
  return {{"GET",
           "/v1/recordings",
           {http::Role::kReviewer, http::Role::kAnalyst, http::Role::kUnion},
           0,
           http::Handle([desk](const Request& request) { return listed(desk, request); })}};
}

}  // namespace insyn::server
