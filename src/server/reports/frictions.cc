#include "server/reports/frictions.h"

#include <algorithm>

#include "server/accounts/transact.h"
#include "server/reports/report_check.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;
using http::Role;
using json::Json;
using json::Members;

constexpr std::size_t kLongestVersion = 200;
constexpr std::size_t kLongestRemark = 2000;
constexpr std::size_t kLongestBody = 64 << 10;

// Of a friction; "none" forgets what was said.
struct Said {
  NamedFriction of;
  std::string status, version, since, remark;
};

bool is_day(const std::string& text) {
  return text.size() == 10 && parse_utc(text + "T00:00:00.000Z").has_value();
}

// A member that may be null is as good as missing there.
void drop_null(Json& body, const char* name) {
  const auto found = body.find(name);
  if (found != body.end() && found->is_null()) body.erase(found);
}

std::optional<Said> read_said(const std::string& text) {
  if (!Members::parse(text)) return std::nullopt;
  Json body = Json::parse(text, nullptr, false);
  for (const char* name : {"version", "note"}) drop_null(body, name);
  auto members = Members::parse(json::line_of(body));
  if (!members) return std::nullopt;
  const auto kind = members->text("kind", kLongestReportName);
  const auto what = members->text("what", kLongestReportName);
  const auto screen = members->text("screen", kLongestReportName);
  const auto other = members->text("other_screen", kLongestReportName);
  const auto status = members->text("status", 20);
  const auto since = members->text("since", 10);
  const auto version = members->text("version", kLongestVersion);
  const auto remark = members->text("note", kLongestRemark);
  if (!members->finish() || !kind || !what || !screen || !other || !status || !since || !is_day(*since))
    return std::nullopt;
  const char* const words[] = {"seen", "being-mended", "mended", "none"};
  if (std::find(std::begin(words), std::end(words), *status) == std::end(words)) return std::nullopt;
  return Said{{*kind, *what, *screen, *other}, *status, version.value_or(""), *since, remark.value_or("")};
}

Answer say_of_friction(const Desk& desk, const Request& request) {
  const auto said = read_said(request.body);
  if (!said) return problem(400, "json");
  const bool none = said->status == "none";
  return answer_writing(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    // Only of what a report has named.
    TRY_ASSIGN(const std::uint64_t changed,
               transaction.execute(
                   "UPDATE frictions SET status = :status, version = :version, since = :since, note = :note, "
                   "set_by = :by WHERE kind = :kind AND what = :what AND screen = :screen AND other_screen = "
                   ":other",
                   {none ? "" : said->status, none ? Value() : or_null(said->version), said->since,
                    none ? Value() : or_null(said->remark), std::string(http::name_of(request.caller.role)),
                    said->of.kind, said->of.what, said->of.screen, said->of.other_screen}));
    if (changed == 0) return problem(404, "no-such-friction");
    return json_answer(Json::object());
  });
}

Json json_or_null(const Value& value) { return is_null(value) ? Json() : Json(text(value)); }

Answer list_frictions(const Desk& desk, const Request& /*request*/) {
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(const auto rows,
               transaction.query("SELECT kind, what, screen, other_screen, status, version, since, note, "
                                 "set_by FROM frictions WHERE status <> '' ORDER BY kind, what, screen, "
                                 "other_screen"));
    Json body;
    body["frictions"] = Json::array();
    for (const Row& row : rows)
      body["frictions"].push_back({{"kind", text(row[0])},
                                   {"what", text(row[1])},
                                   {"screen", text(row[2])},
                                   {"other_screen", text(row[3])},
                                   {"status", text(row[4])},
                                   {"version", json_or_null(row[5])},
                                   {"since", text(row[6])},
                                   {"note", json_or_null(row[7])},
                                   {"by", text(row[8])}});
    return json_answer(body);
  });
}

}  // namespace

std::vector<http::Route> friction_routes(const Desk& desk) {
  const auto handle = [&](Answer (*what)(const Desk&, const Request&)) {
    return http::Handle([desk, what](const Request& request) { return what(desk, request); });
  };
  return {{"GET",
           "/v1/frictions",
           {Role::kAdministrator, Role::kReviewer, Role::kUnion, Role::kAnalyst, Role::kAgent},
           0,
           handle(&list_frictions)},
          {"PUT",
           "/v1/frictions",
           {Role::kAdministrator, Role::kReviewer, Role::kAnalyst},
           kLongestBody,
           handle(&say_of_friction)}};
}

}  // namespace insyn::server
