#include "calls/settings/settings.h"

#include <algorithm>

#include "base/name.h"
#include "os/file.h"
#include "server/http/client_address.h"
#include "server/http/listen_settings.h"
#include "toml/table_reader.h"

namespace insyn::calls {
namespace {

namespace http = server::http;
using toml::TableReader;
using toml::Value;

constexpr std::size_t kLargestSettings = std::size_t{64} << 10;
constexpr std::size_t kLongestPath = 4096;
constexpr std::size_t kLongestAddress = 253;
constexpr std::size_t kLongestUser = 200;
constexpr std::size_t kLongestWebhookName = 60;
constexpr std::size_t kMostSecrets = 2;

Result<Path> read_path(TableReader& table, const char* key, const Path& folder) {
  TRY_ASSIGN(const std::string path, table.path(key, kLongestPath));
  return folder / path;
}

Result<std::vector<Path>> read_paths(TableReader& table, const char* key, const Path& folder) {
  TRY_ASSIGN(const std::vector<std::string> paths, table.strings(key, kLongestPath));
  std::vector<Path> all;
  for (const std::string& path : paths) all.push_back(folder / path);
  return all;
}

Result<std::uint16_t> read_port(TableReader& table) {
  TRY_ASSIGN(const std::int64_t port, table.integer("port", {1, 65535}));
  return static_cast<std::uint16_t>(port);
}

Result<WebhookSettings> read_webhook_settings(const Value& value, const Path& folder) {
  TableReader table(value, "webhook");
  WebhookSettings settings;
  TRY_ASSIGN(settings.name, table.string("name", kLongestWebhookName));
  if (!is_code(settings.name, kLongestWebhookName))
    return toml::invalid(table.line_of("name"), "webhook.name",
                         "may have a to z, 0 to 9 and “-”: it is the end of the webhook's address");
  TRY_ASSIGN(settings.secrets, read_paths(table, "secrets", folder));
  if (settings.secrets.empty() || settings.secrets.size() > kMostSecrets)
    return toml::invalid(table.line_of("secrets"), "webhook.secrets",
                         "names {} files; name one, or two while secrets are exchanged",
                         settings.secrets.size());
  TRY_ASSIGN(settings.mapping, read_path(table, "mapping", folder));
  TRY(table.finish());
  return settings;
}

Result<AmiSettings> read_ami_settings(const Value& value, const Path& folder) {
  TableReader table(value, "ami");
  AmiSettings settings;
  TRY_ASSIGN(settings.address, table.string("address", kLongestAddress));
  TRY_ASSIGN(settings.port, read_port(table));
  TRY_ASSIGN(settings.tls, table.boolean("tls", true));
  if (!settings.tls && !http::is_loopback(settings.address))
    return fail(Code::kDenied,
                "line {}: ami.tls = false is allowed to this computer only (127.0.0.1, ::1), and ami.address "
                "is {}; switch on TLS in manager.conf, or run insyn-calls beside Asterisk",
                table.line_of("tls"), settings.address);
  if (table.find("authority") != nullptr) {
    TRY_ASSIGN(settings.authority, read_path(table, "authority", folder));
    if (!settings.tls)
      return toml::invalid(table.line_of("authority"), "ami.authority", "goes with tls = true only");
  }
  TRY_ASSIGN(settings.user, table.string("user", kLongestUser));
  TRY_ASSIGN(settings.secret, read_path(table, "secret", folder));
  TRY_ASSIGN(settings.mapping, read_path(table, "mapping", folder));
  TRY(table.finish());
  return settings;
}

bool is_sip_domain(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') ||
           std::string_view("-.[:]").find(c) != std::string_view::npos;
  });
}

Status read_transport(TableReader& table, SipSettings& into) {
  TRY_ASSIGN(const std::string transport, table.string("transport", 10, "tls"));
  if (transport != "udp" && transport != "tcp" && transport != "tls")
    return toml::invalid(table.line_of("transport"), "sip.transport", "is not tls, tcp or udp");
  into.transport = transport == "udp"   ? SipTransport::kUdp
                   : transport == "tcp" ? SipTransport::kTcp
                                        : SipTransport::kTls;
  if (into.transport == SipTransport::kTls || http::is_loopback(into.address)) return {};
  return fail(Code::kDenied,
              "line {}: sip.transport = \"{}\" is allowed to this computer only (127.0.0.1, ::1), and "
              "sip.address is {}: who is on the way could read and make calls; use tls, or run insyn-calls "
              "beside the SIP server",
              table.line_of("transport"), transport, into.address);
}

Result<SipSettings> read_sip_settings(const Value& value, const Path& folder) {
  TableReader table(value, "sip");
  SipSettings settings;
  TRY_ASSIGN(settings.address, table.string("address", kLongestAddress));
  TRY_ASSIGN(settings.port, read_port(table));
  TRY(read_transport(table, settings));
  if (table.find("authority") != nullptr) {
    TRY_ASSIGN(settings.authority, read_path(table, "authority", folder));
    if (settings.transport != SipTransport::kTls)
      return toml::invalid(table.line_of("authority"), "sip.authority", "goes with transport = \"tls\" only");
  }
  TRY_ASSIGN(settings.domain, table.string("domain", kLongestAddress, settings.address));
  TRY_ASSIGN(settings.user, table.string("user", kLongestUser));
  if (!is_sip_domain(settings.domain))
    return toml::invalid(table.line_of("domain"), "sip.domain", "has a character that no SIP address has");
  if (!is_sip_user(settings.user))
    return toml::invalid(table.line_of("user"), "sip.user", "has a character that no SIP address has");
  TRY_ASSIGN(settings.secret, read_path(table, "secret", folder));
  TRY_ASSIGN(settings.numbers, read_path(table, "numbers", folder));
  TRY_ASSIGN(settings.initiated_is_customer, table.boolean("initiated_is_customer", false));
  TRY(table.finish());
  return settings;
}

template <class Unit>
Status read_duration(TableReader& table, const char* key, std::int64_t most, std::chrono::seconds& into) {
  const std::int64_t usual = std::chrono::duration_cast<Unit>(into).count();
  TRY_ASSIGN(const std::int64_t value, table.integer(key, {1, most}, usual));
  into = Unit(value);
  return {};
}

Status read_count(TableReader& table, const char* key, std::int64_t most, std::size_t& into) {
  TRY_ASSIGN(const std::int64_t value, table.integer(key, {1, most}, static_cast<std::int64_t>(into)));
  into = static_cast<std::size_t>(value);
  return {};
}

Status read_limits(const Value& value, Settings& into) {
  TableReader table(value, "limits");
  BookLimits& limits = into.limits;
  TRY(read_duration<std::chrono::minutes>(table, "longest_offer_minutes", 600, limits.phases.longest_offer));
  TRY(read_duration<std::chrono::minutes>(table, "longest_call_minutes", 600, limits.phases.longest_call));
  TRY(read_duration<std::chrono::minutes>(table, "wrap_up_minutes", 60, limits.phases.wrap_up));
  TRY(read_duration<std::chrono::seconds>(table, "latest_seconds", 60, limits.latest));
  if (table.find("lease_seconds") != nullptr && std::holds_alternative<WebhookSettings>(into.system))
    return toml::invalid(table.line_of("lease_seconds"), "limits.lease_seconds",
                         "goes with [ami] and [sip] only: webhooks give no sign of life");
  // Asterisk is asked after two seconds of silence, at the next second; a SIP server every two seconds.
  TRY_ASSIGN(const std::int64_t lease,
             table.integer("lease_seconds", {4, 60}, std::max<std::int64_t>(limits.lease.count(), 4)));
  if (limits.lease.count() > 0) limits.lease = std::chrono::seconds(lease);
  TRY(read_count(table, "calls", 200'000, limits.legs));
  TRY(read_count(table, "calls_of_a_number", 1000, limits.legs_of_a_number));
  return table.finish();
}

Status read_system(TableReader& top, const Path& folder, Settings& into) {
  TRY_ASSIGN(const Value* webhook, top.table("webhook"));
  TRY_ASSIGN(const Value* ami, top.table("ami"));
  TRY_ASSIGN(const Value* sip, top.table("sip"));
  const int count = (webhook != nullptr ? 1 : 0) + (ami != nullptr ? 1 : 0) + (sip != nullptr ? 1 : 0);
  if (count != 1)
    return fail(
        Code::kCorrupt,
        "there {} of [webhook], [ami] and [sip]; have exactly one: another telephone system is another "
        "insyn-calls",
        count == 0 ? "is none" : "is more than one");
  if (webhook != nullptr) {
    TRY_ASSIGN(into.system, read_webhook_settings(*webhook, folder));
    into.limits.lease = std::chrono::seconds(0);
  } else if (ami != nullptr) {
    TRY_ASSIGN(into.system, read_ami_settings(*ami, folder));
  } else {
    TRY_ASSIGN(into.system, read_sip_settings(*sip, folder));
  }
  return {};
}

}  // namespace

Result<Settings> parse_settings(std::string_view text, const Path& folder) {
  TRY_ASSIGN(const Value document, toml::parse(text));
  TableReader top(document, "");
  TRY(top.integer("insyn_calls", {1, 1}));
  Settings settings;
  TRY_ASSIGN(settings.key, read_path(top, "key", folder));
  TRY_ASSIGN(settings.readers, read_paths(top, "readers", folder));
  TRY_ASSIGN(settings.links, read_paths(top, "links", folder));
  if (settings.readers.empty() && settings.links.empty())
    return toml::invalid(top.line(), "readers",
                         "and links are missing: the .pub files of those who may read; without one of them "
                         "nobody could");
  TRY_ASSIGN(const Value* listen, top.table("listen"));
  if (listen == nullptr) return fail(Code::kCorrupt, "there is no [listen]");
  TRY_ASSIGN(http::ListenSettings listening, http::read_listen_settings(*listen, folder));
  settings.listen = std::move(listening.listen);
  settings.tls = std::move(listening.tls);
  TRY(read_system(top, folder, settings));
  TRY_ASSIGN(const Value* limits, top.table("limits"));
  if (limits != nullptr) TRY(read_limits(*limits, settings));
  TRY(top.finish());
  return settings;
}

Result<Settings> read_settings(const Path& file) {
  TRY_ASSIGN(const std::string text, read_text(file, kLargestSettings));
  auto settings = parse_settings(text, std::filesystem::absolute(file).parent_path());
  if (!settings) return in_context(file.string(), std::move(settings).error());
  return settings;
}

}  // namespace insyn::calls
