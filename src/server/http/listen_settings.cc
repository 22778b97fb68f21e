#include "server/http/listen_settings.h"

#include "server/http/client_address.h"
#include "toml/table_reader.h"

namespace insyn::server::http {
namespace {

constexpr std::size_t kLongestAddress = 45;
constexpr std::size_t kLongestPath = 4096;

Result<std::optional<TlsFiles>> read_tls_files(toml::TableReader& table, const Path& folder) {
  const bool has_files = table.find("certificate") != nullptr || table.find("key") != nullptr;
  TRY_ASSIGN(const bool plain, table.boolean("plain", false));
  if (plain && has_files)
    return toml::invalid(table.line_of("plain"), "listen.plain",
                         "is true although there is a certificate or a key; remove one or the other");
  if (plain) return std::nullopt;
  if (!has_files)
    return toml::invalid(table.line(), "listen",
                         "states neither certificate and key nor plain = true (on loopback, behind a proxy)");
  TRY_ASSIGN(const std::string certificate, table.path("certificate", kLongestPath));
  TRY_ASSIGN(const std::string key, table.path("key", kLongestPath));
  return TlsFiles{folder / certificate, folder / key};
}

}  // namespace

Result<ListenSettings> read_listen_settings(const toml::Value& listen, const Path& folder) {
  toml::TableReader table(listen, "listen");
  ListenSettings settings;
  std::string& address = settings.listen.address;
  TRY_ASSIGN(address, table.string("address", kLongestAddress));
  if (client_of(address).empty())
    return toml::invalid(table.line_of("address"), "listen.address", "is no IPv4 or IPv6 address");
  TRY_ASSIGN(const std::int64_t port, table.integer("port", {1, 65535}));
  settings.listen.port = static_cast<std::uint16_t>(port);
  TRY_ASSIGN(settings.tls, read_tls_files(table, folder));
  if (!settings.tls && !is_loopback(address))
    return fail(
        Code::kDenied,
        "line {}: listen.plain is allowed on loopback only (127.0.0.1, ::1), and listen.address is {}",
        table.line_of("plain"), address);
  TRY_ASSIGN(settings.listen.behind_proxy, table.boolean("behind_proxy", false));
  if (settings.listen.behind_proxy && settings.tls)
    return toml::invalid(table.line_of("behind_proxy"), "listen.behind_proxy", "goes with plain = true only");
  TRY(table.finish());
  return settings;
}

}  // namespace insyn::server::http
