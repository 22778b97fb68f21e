#include "link/store/configuration.h"

#include <algorithm>

#include "enrolment/enrolled.h"
#include "os/file_owner.h"
#include "toml/table_reader.h"

namespace insyn::link {
namespace {

using toml::TableReader;
using toml::Value;

constexpr std::size_t kLargestConfiguration = std::size_t{64} << 10;
constexpr std::size_t kLongestPath = 4096;
constexpr std::size_t kLongestUrl = 300;
constexpr std::int64_t kMostKilobytes = 10'000'000;

Status read_upload(const Value& value, Configuration& into) {
  TableReader table(value, "upload");
  TRY_ASSIGN(const std::int64_t kilobytes, table.integer("kilobytes_per_second", {0, kMostKilobytes}, 0));
  into.bytes_per_second = static_cast<std::uint64_t>(kilobytes) * 1000;
  TRY_ASSIGN(into.beside_calls, table.boolean("beside_calls", false));
  TRY_ASSIGN(const std::int64_t days, table.integer("keep_days", {7, 365}, 7));
  into.keep = std::chrono::days(days);
  return table.finish();
}

Result<std::string> path_or(TableReader& table, const char* key, const char* otherwise) {
  if (table.find(key) == nullptr) return std::string(otherwise);
  return table.path(key, kLongestPath);
}

// "url", and "authority" where there is one.
Result<http_client::Server> read_call_source(const Value& value, const Path& folder) {
  TableReader table(value, "calls.direct");
  TRY_ASSIGN(const std::string url, table.string("url", kLongestUrl));
  http_client::Server server;
  TRY_ASSIGN(server.address, http_client::parse_address(url));
  if (table.find("authority") != nullptr) {
    TRY_ASSIGN(const std::string authority, table.path("authority", kLongestPath));
    server.authority = folder / authority;
  }
  TRY(table.finish());
  return server;
}

Status read_calls(const Value& value, const Path& folder, Configuration& into) {
  TableReader table(value, "calls");
  if (table.find("recorders") != nullptr) {
    TRY_ASSIGN(const std::vector<std::string> sockets, table.strings("recorders", kLongestPath));
    into.recorders.emplace();
    for (const std::string& socket : sockets) into.recorders->push_back(folder / socket);
  }
  TRY_ASSIGN(const Value* direct, table.table("direct"));
  if (direct != nullptr) {
    TRY_ASSIGN(into.call_source, read_call_source(*direct, folder));
  }
  return table.finish();
}

}  // namespace

std::vector<Path> recorder_sockets(const Configuration& configuration) {
  if (configuration.recorders) return *configuration.recorders;
  std::vector<Path> sockets;
  for (const Path& spool : configuration.spools) {
    const auto user = user_of(spool);
    if (!user) continue;
    const Path socket = Path("/run/user") / std::to_string(*user) / "insyn" / "calls";
    if (std::find(sockets.begin(), sockets.end(), socket) == sockets.end()) sockets.push_back(socket);
  }
  return sockets;
}

Result<Configuration> parse_configuration(std::string_view text, const Path& folder) {
  TRY_ASSIGN(const Value document, toml::parse(text));
  TableReader top(document, "");
  TRY(top.integer("insyn_link", {1, 1}));
  Configuration configuration;
  TRY_ASSIGN(const std::string url, top.string("server", kLongestUrl));
  TRY_ASSIGN(configuration.server.address, http_client::parse_address(url));
  if (top.find("authority") != nullptr) {
    TRY_ASSIGN(const std::string authority, top.path("authority", kLongestPath));
    configuration.server.authority = folder / authority;
  }
  TRY_ASSIGN(const std::string key, path_or(top, "key", "link.sign"));
  configuration.key = folder / key;
  TRY_ASSIGN(const std::string enrolment, path_or(top, "enrolment", enrolment::kEnrolmentFolder));
  configuration.enrolment = folder / enrolment;
  TRY_ASSIGN(const std::vector<std::string> spools, top.strings("spools", kLongestPath));
  if (spools.empty()) return toml::invalid(top.line(), "spools", "is missing: the folders of recordings");
  for (const std::string& spool : spools) configuration.spools.push_back(folder / spool);
  TRY_ASSIGN(const Value* upload, top.table("upload"));
  if (upload != nullptr) TRY(read_upload(*upload, configuration));
  TRY_ASSIGN(const Value* calls, top.table("calls"));
  if (calls != nullptr) TRY(read_calls(*calls, folder, configuration));
  TRY(top.finish());
  return configuration;
}

Result<Configuration> read_configuration(const Path& folder) {
  const Path path = folder / kConfigurationFile;
  TRY_ASSIGN(const std::string text, read_text(path, kLargestConfiguration));
  auto configuration = parse_configuration(text, folder);
  if (!configuration) return in_context(path.string(), std::move(configuration).error());
  return configuration;
}

}  // namespace insyn::link
