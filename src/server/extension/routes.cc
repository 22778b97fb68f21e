#include "server/extension/routes.h"

#include <nlohmann/json.hpp>

#include "extension/release_note.h"
#include "extension/zip.h"
#include "server/registry/answers.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::Handle;
using http::Request;
using http::Role;
using Json = nlohmann::ordered_json;

constexpr reason::RefusalCode kCode = "extension";
// What a CRX file has around its archive.
constexpr std::uint64_t kLargestCrx = extension::kLargestPackage + 8192;

// Browsers fetch it without saying who they are.
const std::vector<Role> kEverybody(std::begin(http::kRoles), std::end(http::kRoles));
const std::vector<Role> kReaders = {Role::kLink,  Role::kWitness, Role::kAdministrator, Role::kReviewer,
                                    Role::kUnion, Role::kAnalyst, Role::kAgent,         Role::kImporter};
// What counts are the parties' signatures.
const std::vector<Role> kWriters = {Role::kLink, Role::kWitness, Role::kAdministrator, Role::kUnion};

Answer registered(const Result<Registered>& result) {
  if (!result) return answer_for(result.error(), kCode);
  return {200, "application/json", Json({{"hash", to_hex(result->hash)}, {"entry", result->entry}}).dump()};
}

Answer list(Database& database) {
  Json all = Json::array();
  const Status read = database.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(
        const auto rows,
        transaction.query("SELECT hash, agreement, version, package, crx, entry FROM extension_releases "
                          "ORDER BY entry"));
    all = Json::array();
    for (const Row& row : rows)
      all.push_back({{"hash", text(row[0])},
                     {"agreement", text(row[1])},
                     {"version", text(row[2])},
                     {"package", text(row[3])},
                     {"crx", is_null(row[4]) ? Json(nullptr) : Json(text(row[4]))},
                     {"entry", number(row[5])}});
    return {};
  });
  if (!read) return answer_for(read.error(), kCode);
  return {200, "application/json", all.dump()};
}

Answer one(Database& database, const std::string& hash) {
  std::vector<Row> rows;
  const Status read = database.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(rows, transaction.query("SELECT note FROM extension_releases WHERE hash = :hash", {hash}));
    return {};
  });
  if (!read) return answer_for(read.error(), kCode);
  if (rows.empty()) return http::problem(404, kCode);
  return {200, "text/plain; charset=utf-8", text(rows[0][0])};
}

// The update manifest that Chromium reads ("Omaha", protocol 2). All that stands in it was checked when it
// was registered: ids, versions and hashes need no escaping; an authority has neither quotation marks nor
// brackets.
Answer updates(ExtensionReleases& releases, const Request& request) {
  const auto offered = releases.offered();
  if (!offered) return answer_for(offered.error(), kCode);
  const std::string& authority = request.head.authority;
  if (authority.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.:[]") != std::string::npos)
    return http::problem(400, "host");
  std::string xml =
      "<?xml version='1.0' encoding='UTF-8'?>\n<gupdate xmlns='http://www.google.com/update2/response' "
      "protocol='2.0'>\n";
  for (const OfferedExtension& one : *offered)
    xml += fmt::format(
        "  <app appid='{}'><updatecheck codebase='https://{}/v1/extension/packages/{}' "
        "version='{}'/></app>\n",
        one.id, authority, one.crx, one.version);
  return {200, "application/xml", xml + "</gupdate>\n"};
}

Answer package(ExtensionReleases& releases, const std::string& crx) {
  auto bytes = releases.package(crx);
  if (!bytes) return answer_for(bytes.error(), kCode);
  if (!*bytes) return http::problem(404, kCode);
  return {200, "application/x-chrome-extension", std::string(insyn::text_of(**bytes))};
}

}  // namespace

std::vector<http::Route> extension_routes(ExtensionReleases& releases, Database& database) {
  return {
      {"POST", "/v1/extension/releases", kWriters, extension::kLargestReleaseNote,
       Handle([&releases](const Request& request) { return registered(releases.add(request.body)); })},
      {"GET", "/v1/extension/releases", kReaders, 0,
       Handle([&database](const Request&) { return list(database); })},
      {"GET", "/v1/extension/releases/{hash}", kReaders, 0, Handle([&database](const Request& request) {
         return one(database, request.parameters.find("hash")->second);
       })},
      {"POST", "/v1/extension/packages", kWriters, kLargestCrx, Handle([&releases](const Request& request) {
         const Status put = releases.put_package(view_of(request.body));
         return put ? Answer{204, "", ""} : answer_for(put.error(), kCode);
       })},
      {"GET", "/v1/extension/packages/{crx}", kEverybody, 0, Handle([&releases](const Request& request) {
         return package(releases, request.parameters.find("crx")->second);
       })},
      {"GET", "/v1/extension/updates.xml", kEverybody, 0,
       Handle([&releases](const Request& request) { return updates(releases, request); })},
  };
}

}  // namespace insyn::server
