#include "server/node/administration.h"

#include "base/version.h"
#include "server/accounts/transact.h"
#include "server/administration/machines.h"
#include "server/node/json_answer.h"

namespace insyn::server {
namespace {

using http::Answer;
using json::Json;

std::vector<Machine> others(const AdministrationSet& set) {
  Machine server;
  server.name = set.data.configuration.origin;
  server.kind = "server";
  server.version = std::string(version());
  server.last_seen = to_the_hour(set.clock.utc());
  server.faults = set.failed();
  std::vector<Machine> all = {std::move(server)};
  for (const SourceStanding& one : set.calls.standings()) {
    Machine source;
    source.name = one.name;
    source.kind = "calls";
    if (one.answers) source.last_seen = to_the_hour(set.clock.utc());
    if (!one.answers) source.faults = {"no-answer"};
    if (one.refuses) source.faults.emplace_back("not-its-key");
    all.push_back(std::move(source));
  }
  return all;
}

// Those that agreements name, and those that this server is told to read.
Json sources(const AdministrationSet& set) {
  std::map<std::string, Json> all;
  const auto state = set.centre.registry().state();
  const auto tell = [&](const std::string& name, const char* code, const Json& last) {
    all[name] = {{"name", name}, {"state", code}, {"last", last}};
  };
  for (const agreement::CallSource& one : *state->call_sources) tell(one.name, "not-read", {});
  for (const SourceStanding& one : set.calls.standings()) {
    Json last;
    // To the minute: this is no place to watch calls from.
    if (one.last_statement)
      last = to_text(std::chrono::floor<std::chrono::minutes>(
          set.clock.utc() -
          std::chrono::floor<std::chrono::milliseconds>(set.clock.mono() - *one.last_statement)));
    tell(one.name, one.refuses ? "not-its-key" : one.answers ? "hears" : "silent", last);
  }
  Json list = Json::array();
  for (auto& [name, one] : all) list.push_back(std::move(one));
  return {{"sources", std::move(list)}};
}

Answer backup(Database& database) {
  return answer_reading(database, [](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(const auto rows, transaction.query("SELECT at, blobs, bytes, checked FROM backups"));
    Json body;
    for (const char* name : {"last", "checked", "blobs", "bytes"}) body[name] = Json();
    if (!rows.empty()) {
      body["last"] = to_text(Utc(std::chrono::milliseconds(number(rows[0][0]))));
      if (number(rows[0][3]) != 0) body["checked"] = body["last"];
      body["blobs"] = number(rows[0][1]);
      body["bytes"] = number(rows[0][2]);
    }
    return json_answer(body);
  });
}

// A database's address may have a password in it, and an S3 store's has its account: neither is told.
Json settings(const AdministrationSet& set) {
  const Configuration& all = set.data.configuration;
  Json body;
  body["version"] = version();
  body["origin"] = all.origin;
  body["folder"] = set.folder.string();
  body["listen"] = {{"address", all.listen.address},
                    {"port", all.listen.port},
                    {"tls", all.tls.has_value()},
                    {"behind_proxy", all.listen.behind_proxy}};
  body["database"] = all.database.url.starts_with(kSqlite) ? "sqlite" : "postgresql";
  body["blobs"] = std::holds_alternative<Path>(all.blobs.where) ? "folder" : "s3";
  body["pages"] = Json();
  if (set.data.pages)
    body["pages"] = {{"folder", set.data.pages->folder().string()},
                     {"files", set.data.pages->size()},
                     {"hash", to_hex(set.data.pages->hash())}};
  body["witnesses"] = Json::array();
  for (const ListeningWitness& one : all.witnesses)
    body["witnesses"].push_back({{"name", one.key.name()}, {"url", one.at.address.base}});
  body["calls"] = Json::array();
  for (const ReadSource& one : all.calls)
    body["calls"].push_back({{"source", one.name}, {"url", one.at.address.base}});
  body["limits"] = {{"connections", all.limits.connections.all},
                    {"connections_by_address", all.limits.connections.by_address},
                    {"workers", all.limits.workers},
                    {"requests_a_minute", static_cast<std::int64_t>(all.limits.by_address.per_second * 60)},
                    {"burst", static_cast<std::int64_t>(all.limits.by_address.burst)},
                    {"least_free_mib", all.least_free >> 20}};
  return body;
}

}  // namespace

std::vector<http::Route> administration_routes(const AdministrationSet& set) {
  const std::vector<http::Role> who = {http::Role::kAdministrator};
  const auto machines = std::make_shared<MachineList>(set.centre.registry(), *set.centre.stores().database,
                                                      [set] { return others(set); });
  http::Route list = machines->route();
  list.handler = http::Handle([machines, answer = std::get<http::Handle>(list.handler)](
                                  const http::Request& request) { return answer(request); });
  return {std::move(list),
          {"GET", "/v1/sources", who, 0,
           http::Handle([set](const http::Request&) { return json_answer(sources(set)); })},
          {"GET", "/v1/backup", who, 0,
           http::Handle([set](const http::Request&) { return backup(*set.centre.stores().database); })},
          {"GET", "/v1/settings", who, 0,
           http::Handle([set](const http::Request&) { return json_answer(settings(set)); })}};
}

Status note_backup(Database& database, const BackupDone& done) {
  return database.write([&](Transaction& transaction) -> Status {
    TRY(transaction.execute("DELETE FROM backups"));
    TRY(transaction.execute(
        "INSERT INTO backups (one, at, blobs, bytes, checked) VALUES (1, :at, :blobs, :bytes, :checked)",
        {column(done.at), column(done.blobs), column(done.bytes), std::int64_t{done.checked ? 1 : 0}}));
    return {};
  });
}

}  // namespace insyn::server
