#include "server/access/listing.h"

#include "note/note.h"
#include "opening/answer_note.h"
#include "recording/format/layout.h"
#include "server/accounts/transact.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;
using json::Json;

Json number_or_null(int number) { return number < 0 ? Json() : Json(number); }
Json text_or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

bool is_folded(const Request& request) { return request.caller.role != http::Role::kUnion; }

ListedState state_by(const std::string& state, bool is_over) {
  if (state == "refused") return ListedState::kRefused;
  if (is_over) return ListedState::kExpired;
  return state == "approved" ? ListedState::kOpen : ListedState::kWaiting;
}

// Whose list it is, of what the caller has asked and what is an example.
Result<ListView> view_for(const Desk& desk, Transaction& transaction, const Request& request) {
  ListView view;
  view.folded = is_folded(request);
  const Utc now = desk.clock.utc();
  view.today =
      static_cast<std::int32_t>(std::chrono::floor<std::chrono::days>(now).time_since_epoch().count());
  if (view.folded) {
    TRY_ASSIGN(const auto rows,
               transaction.query("SELECT recording, id, state, until FROM requests WHERE account = :account "
                                 "ORDER BY asked, id",
                                 {request.caller.id}));
    for (const Row& row : rows) {
      const std::int64_t until = number(row[3]);
      view.requests[text(row[0])] = {text(row[1]), state_by(text(row[2]), desk.now() >= until), until};
    }
  }
  TRY_ASSIGN(const auto rows, transaction.query("SELECT recording, name FROM examples"));
  for (const Row& row : rows) view.examples[text(row[0])] = text(row[1]);
  return view;
}

// Why the union has refused a request, in its words.
Result<Json> refusal_of(Transaction& transaction, const std::string& request) {
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT answer_note FROM requests WHERE id = :id", {request}));
  if (rows.empty() || is_null(rows[0][0])) return Json();
  const auto note = note::parse(text(rows[0][0]));
  if (!note) return Json();
  const auto refusal = opening::parse_refusal(note->text);
  return refusal ? Json(refusal->because) : Json();
}

// What everybody sees who may list it.
Json told_row(const ListedRow& row, const ListView& view) {
  Json one;
  one["id"] = row.id;
  one["agreement"] = row.agreement;
  one["day"] = day_text(row.day);
  one["kind"] = text_or_null(row.kind);
  one["queue"] = text_or_null(row.queue);
  one["applications"] = row.applications;
  one["minutes"] = number_or_null(row.minutes);
  one["withheld"] = number_or_null(row.withheld);
  one["level"] = row.level.empty() ? Json() : Json(row.level);
  one["state"] = name_of(row.state);
  const auto example = view.examples.find(row.id);
  one["example"] = example == view.examples.end() ? Json() : Json({{"name", example->second}});
  return one;
}

Result<Json> with_request(Transaction& transaction, Json one, const ListView& view) {
  for (const char* name : {"request", "until", "because"}) one[name] = Json();
  const auto found = view.requests.find(one["id"].get<std::string>());
  if (found == view.requests.end()) return one;
  one["request"] = found->second.id;
  one["until"] = time_text(found->second.until);
  if (found->second.state != ListedState::kRefused) return one;
  TRY_ASSIGN(one["because"], refusal_of(transaction, found->second.id));
  return one;
}

// With what the certificates of those say that are stored.
Status add_whole(Transaction& transaction, Json& recordings, Json (*whole)(const Stored&)) {
  for (Json& one : recordings) {
    TRY_ASSIGN(const auto rows,
               transaction.query(fmt::format("SELECT {} FROM recordings WHERE id = :id", kStoredColumns),
                                 {one["id"].get<std::string>()}));
    if (!rows.empty()) one.update(whole(stored_of(rows[0])));
  }
  return {};
}

Json page_of(Json recordings, const ListedPage& page) {
  Json body;
  body["recordings"] = std::move(recordings);
  body["total"] = page.total;
  if (!page.next.empty()) body["next"] = page.next;
  return body;
}

Answer list_recordings(const Desk& desk, Catalogue& catalogue, const Request& request) {
  const auto filter = parse_list_filter(request.head.query);
  if (!filter) return problem(400, "query");
  if (const Status read = catalogue.refresh(); !read) return answer_to(read.error());
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(const ListView view, view_for(desk, transaction, request));
    const ListedPage page = catalogue.list(*filter, view);
    Json recordings = Json::array();
    for (const ListedRow& row : page.rows) {
      Json one = told_row(row, view);
      if (view.folded) {
        TRY_ASSIGN(one, with_request(transaction, std::move(one), view));
      }
      TRY_ASSIGN(one["audio"], has_audio(transaction, row.id));
      recordings.push_back(std::move(one));
    }
    if (!view.folded) TRY(add_whole(transaction, recordings, &unfolded));
    return json_answer(page_of(std::move(recordings), page));
  });
}

Json counts_of(const std::vector<ValueCount>& counts) {
  Json all = Json::array();
  for (const ValueCount& one : counts)
    all.push_back({{"value", text_or_null(one.value)}, {"count", one.count ? Json(*one.count) : Json()}});
  return all;
}

Answer count_recordings(const Desk& desk, Catalogue& catalogue, const Request& request) {
  const auto filter = parse_list_filter(request.head.query);
  if (!filter) return problem(400, "query");
  if (const Status read = catalogue.refresh(); !read) return answer_to(read.error());
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(const ListView view, view_for(desk, transaction, request));
    const ListCounts counts = catalogue.count(*filter, view);
    Json body;
    body["total"] = counts.total;
    body["kind"] = counts_of(counts.kinds);
    body["queue"] = counts_of(counts.queues);
    body["application"] = counts_of(counts.applications);
    body["level"] = counts_of(counts.levels);
    body["state"] = counts_of(counts.states);
    return json_answer(body);
  });
}

}  // namespace

Json own(const Stored& stored) {
  Json one;
  one["id"] = stored.id;
  one["agreement"] = stored.agreement;
  one["day"] = stored.day;
  one["kind"] = stored.kind.empty() ? Json() : Json(stored.kind);
  one["queue"] = stored.queue.empty() ? Json() : Json(stored.queue);
  one["level"] = stored.level;
  one["minutes"] = number_or_null(static_cast<int>(stored.minutes));
  one["withheld"] = number_or_null(static_cast<int>(stored.withheld));
  one["device"] = stored.device;
  one["call"] = stored.call;
  one["began"] = time_text(stored.began);
  one["kept_until"] = time_text(stored.kept_until);
  one["chunks"] = stored.chunks;
  return one;
}

Json unfolded(const Stored& stored) {
  Json one = own(stored);
  one["agent"] = stored.agent;
  one["received"] = time_text(stored.received);
  one["bytes"] = stored.bytes;
  one["entry"] = stored.entry;
  return one;
}

Answer list_own(const Desk& desk, Catalogue& catalogue, const std::string& query, const std::string& agent) {
  const auto filter = parse_list_filter(query);
  if (!filter) return problem(400, "query");
  if (const Status read = catalogue.refresh(); !read) return answer_to(read.error());
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    ListView view;
    view.folded = false;
    view.agent = agent;
    const ListedPage page = catalogue.list(*filter, view);
    Json recordings = Json::array();
    for (const ListedRow& row : page.rows) {
      Json one = told_row(row, view);
      one.erase("example");
      TRY_ASSIGN(one["audio"], has_audio(transaction, row.id));
      recordings.push_back(std::move(one));
    }
    TRY(add_whole(transaction, recordings, &own));
    return json_answer(page_of(std::move(recordings), page));
  });
}

std::vector<http::Route> listing_routes(const Desk& desk, Catalogue& catalogue) {
  const std::vector<http::Role> who = {http::Role::kReviewer, http::Role::kAnalyst, http::Role::kUnion};
  const auto handle = [&](Answer (*what)(const Desk&, Catalogue&, const Request&)) {
    return http::Handle(
        [desk, &catalogue, what](const Request& request) { return what(desk, catalogue, request); });
  };
  return {{"GET", "/v1/recordings", who, 0, handle(&list_recordings)},
          {"GET", "/v1/recordings/counts", who, 0, handle(&count_recordings)}};
}

}  // namespace insyn::server
