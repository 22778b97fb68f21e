#include "server/administration/machines.h"

#include <algorithm>
#include <array>

#include "http_signature/request.h"
#include "http_signature/signature.h"
#include "json/members.h"
#include "server/http/query.h"
#include "server/registry/answers.h"

namespace insyn::server {
namespace {

using json::Json;

constexpr std::uint64_t kMostInPage = 500;
constexpr std::array kKinds = {"workstation", "link", "server", "calls"};

std::size_t place_of(std::string_view kind) {
  return static_cast<std::size_t>(std::find(kKinds.begin(), kKinds.end(), kind) - kKinds.begin());
}

bool comes_before(std::string_view kind, std::string_view name, std::string_view other_kind,
                  std::string_view other_name) {
  const std::size_t place = place_of(kind), other = place_of(other_kind);
  return place != other ? place < other : name < other_name;
}

struct Reported {
  std::string version;
  std::uint64_t waiting = 0;
  std::vector<std::string> faults;
  Utc at{};
};

Result<std::map<std::string, Reported>> reports(Transaction& transaction) {
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT key_id, version, waiting, faults, at FROM link_reports"));
  std::map<std::string, Reported> all;
  for (const Row& row : rows) {
    Reported one{text(row[1]),
                 static_cast<std::uint64_t>(number(row[2])),
                 {},
                 Utc(std::chrono::milliseconds(number(row[4])))};
    std::string_view rest = text(row[3]);
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      one.faults.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    all.emplace(text(row[0]), std::move(one));
  }
  return all;
}

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}
Json time_or_null(const std::optional<Utc>& time) { return time ? Json(to_text(*time)) : Json(); }

Json told(const Machine& one) {
  return {{"name", one.name},
          {"kind", one.kind},
          {"enrolled", time_or_null(one.enrolled)},
          {"version", or_null(one.version)},
          {"last_seen", time_or_null(one.last_seen)},
          {"waiting", or_null(one.waiting)},
          {"faults", one.faults}};
}

struct PageWanted {
  std::string kind, name;  // of the last one before; empty: the first page
  std::uint64_t most = 100;
};

std::optional<PageWanted> parse_page(const std::string& query) {
  const auto all = http::parse_query(query);
  if (!all) return std::nullopt;
  PageWanted page;
  for (const auto& [name, value] : *all) {
    if (name == "most") {
      page.most = http::parse_count(value, kMostInPage).value_or(0);
      if (page.most == 0) return std::nullopt;
    } else if (name == "after") {
      const std::size_t dot = std::min(value.find('.'), value.size());
      page.kind = value.substr(0, dot);
      page.name = value.substr(std::min(dot + 1, value.size()));
      if (place_of(page.kind) == kKinds.size()) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  return page;
}

}  // namespace

Utc to_the_hour(Utc time) { return std::chrono::floor<std::chrono::hours>(time); }

Status MachineList::read_enrolled(Transaction& transaction) {
  TRY_ASSIGN(const auto rows, transaction.query("SELECT hash, registered, entry FROM rosters WHERE entry > "
                                                ":after ORDER BY entry",
                                                {enrolled_up_to_}));
  for (const Row& row : rows) {
    TRY_ASSIGN(const Digest hash, digest_of(text(row[0])));
    TRY_ASSIGN(const auto roster, registry_.roster(transaction, hash));
    if (!roster) continue;
    const Utc at(std::chrono::milliseconds(number(row[1])));
    for (const auto* machines : {&(*roster)->devices, &(*roster)->links})
      for (const roster::Machine& one : *machines) enrolled_.emplace(http_signature::key_id_of(one.sign), at);
    enrolled_up_to_ = number(row[2]);
  }
  return {};
}

Result<std::vector<Machine>> MachineList::all() {
  std::vector<Machine> machines;
  const std::lock_guard lock(mutex_);
  const Status read = database_.read([&](Transaction& transaction) -> Status {
    machines.clear();
    TRY(read_enrolled(transaction));
    TRY_ASSIGN(const auto reported, reports(transaction));
    const auto add = [&](const roster::Machine& one, const char* kind) {
      const std::string key_id = http_signature::key_id_of(one.sign);
      Machine machine;
      machine.name = one.name;
      machine.kind = kind;
      if (const auto at = enrolled_.find(key_id); at != enrolled_.end()) machine.enrolled = at->second;
      if (const auto said = reported.find(key_id); said != reported.end()) {
        machine.version = said->second.version;
        machine.waiting = said->second.waiting;
        machine.faults = said->second.faults;
        machine.last_seen = to_the_hour(said->second.at);
      }
      machines.push_back(std::move(machine));
    };
    for (const std::string& hex : registry_.state()->rosters) {
      TRY_ASSIGN(const Digest hash, digest_of(hex));
      TRY_ASSIGN(const auto roster, registry_.roster(transaction, hash));
      if (!roster) continue;
      for (const roster::Machine& one : (*roster)->devices) add(one, "workstation");
      for (const roster::Machine& one : (*roster)->links) add(one, "link");
    }
    return {};
  });
  TRY(read);
  for (Machine& one : others_()) machines.push_back(std::move(one));
  std::stable_sort(machines.begin(), machines.end(), [](const Machine& a, const Machine& b) {
    return comes_before(a.kind, a.name, b.kind, b.name);
  });
  return machines;
}

http::Route MachineList::route() {
  const auto list = [this](const http::Request& request) -> http::Answer {
    const auto page = parse_page(request.head.query);
    if (!page) return http::problem(400, "query");
    const auto machines = all();
    if (!machines) return answer_for(machines.error(), "unexpected");
    Json body;
    body["machines"] = Json::array();
    for (const Machine& one : *machines) {
      if (!page->kind.empty() && !comes_before(page->kind, page->name, one.kind, one.name)) continue;
      if (body["machines"].size() == page->most) {
        const Json& last = body["machines"].back();
        body["next"] = last["kind"].get<std::string>() + "." + last["name"].get<std::string>();
        break;
      }
      body["machines"].push_back(told(one));
    }
    return {200, "application/json", json::line_of(body), {{"cache-control", "no-store"}}};
  };
  return {"GET", "/v1/machines", {http::Role::kAdministrator}, 0, http::Handle(list)};
}

}  // namespace insyn::server
