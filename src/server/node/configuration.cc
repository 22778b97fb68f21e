#include "server/node/configuration.h"

#include <charconv>

#include "calls/carrier/message.h"
#include "note/key.h"
#include "server/http/client_address.h"
#include "server/http/listen_settings.h"
#include "toml/table_reader.h"

namespace insyn::server {
namespace {

using toml::TableReader;

constexpr std::size_t kLongestPath = 4096;
constexpr std::size_t kLongestKey = 1000;

Status read_ledger(const toml::Value& value, Configuration& into) {
  TableReader table(value, "ledger");
  TRY_ASSIGN(into.origin, table.name("origin", 255));
  if (!note::is_key_name(into.origin))
    return toml::invalid(table.line_of("origin"), "ledger.origin", "has a space or “+”");
  return table.finish();
}

Status read_pages(const toml::Value& value, const Path& folder, Configuration& into) {
  TableReader table(value, "pages");
  TRY_ASSIGN(const std::string path, table.path("folder", kLongestPath));
  into.pages = folder / path;
  return table.finish();
}

// "url", and "authority" where there is one.
Result<http_client::Server> read_server(TableReader& table, const Path& folder) {
  TRY_ASSIGN(const std::string url, table.string("url", kLongestPath));
  auto address = http_client::parse_address(url);
  if (!address)
    return toml::invalid(table.line_of("url"), table.full_name("url"), "cannot be used: {}",
                         address.error().message);
  http_client::Server at{*std::move(address), {}};
  if (table.find("authority") != nullptr) {
    TRY_ASSIGN(const std::string authority, table.path("authority", kLongestPath));
    at.authority = folder / authority;
  }
  return at;
}

Status read_call_source(const toml::Value& value, const Path& folder, Configuration& into) {
  TableReader table(value, "calls");
  ReadSource source;
  TRY_ASSIGN(source.name, table.name("source", calls::kLongestSource));
  for (const ReadSource& other : into.calls)
    if (other.name == source.name)
      return toml::invalid(table.line_of("source"), "calls.source", "is in two [[calls]] tables; remove one");
  if (into.calls.size() == calls::kMostSources)
    return toml::invalid(value.line, "calls", "is there more than {} times", calls::kMostSources);
  TRY_ASSIGN(source.at, read_server(table, folder));
  TRY_ASSIGN(const std::string key, table.path("key", kLongestPath));
  source.key = folder / key;
  source.line = value.line;
  TRY(table.finish());
  into.calls.push_back(std::move(source));
  return {};
}

Status read_witness(const toml::Value& value, const Path& folder, Configuration& into) {
  TableReader table(value, "witness");
  TRY_ASSIGN(const std::string key_text, table.string("key", kLongestKey));
  auto key = note::Verifier::parse(key_text);
  if (!key) return toml::invalid(table.line_of("key"), "witness.key", "is no key: {}", key.error().message);
  for (const ListeningWitness& other : into.witnesses)
    if (other.key == *key)
      return toml::invalid(table.line_of("key"), "witness.key", "is in two [[witness]] tables; remove one");
  TRY_ASSIGN(http_client::Server at, read_server(table, folder));
  TRY(table.finish());
  into.witnesses.push_back({*std::move(key), std::move(at), value.line});
  return {};
}

template <class Number>
Status read_number(TableReader& table, const char* key, toml::IntegerRange range, Number& into) {
  TRY_ASSIGN(const std::int64_t value, table.integer(key, range, static_cast<std::int64_t>(into)));
  into = static_cast<Number>(value);
  return {};
}

Status read_limits(const toml::Value& value, Configuration& into) {
  TableReader table(value, "limits");
  http::Limits& limits = into.limits;
  TRY(read_number(table, "connections", {1, 1'000'000}, limits.connections.all));
  TRY(read_number(table, "connections_by_address", {1, 1'000'000}, limits.connections.by_address));
  TRY(read_number(table, "workers", {1, 256}, limits.workers));
  double per_minute = limits.by_address.per_second * 60;
  TRY(read_number(table, "requests_a_minute", {1, 1'000'000}, per_minute));
  limits.by_address.per_second = limits.by_identity.per_second = per_minute / 60;
  double burst = limits.by_address.burst;
  TRY(read_number(table, "burst", {1, 1'000'000}, burst));
  limits.by_address.burst = limits.by_identity.burst = burst;
  std::int64_t idle = std::chrono::floor<std::chrono::seconds>(limits.times.idle).count();
  TRY(read_number(table, "idle_seconds", {1, 3600}, idle));
  limits.times.idle = std::chrono::seconds(idle);
  std::int64_t stop = into.stop_patience.count();
  TRY(read_number(table, "stop_seconds", {0, 3600}, stop));
  into.stop_patience = std::chrono::seconds(stop);
  std::int64_t least_mib = static_cast<std::int64_t>(into.least_free >> 20);
  TRY(read_number(table, "least_free_mib", {0, std::int64_t{1} << 30}, least_mib));
  into.least_free = static_cast<std::uint64_t>(least_mib) << 20;
  return table.finish();
}

Status required_table(TableReader& top, const char* key, const toml::Value*& into) {
  TRY_ASSIGN(into, top.table(key));
  if (into == nullptr) return fail(Code::kCorrupt, "there is no [{}]", key);
  return {};
}

}  // namespace

Result<Configuration> parse_configuration(std::string_view text, const Path& folder) {
  TRY_ASSIGN(const toml::Value document, toml::parse(text));
  TableReader top(document, "");
  TRY(top.integer("insyn_server", {1, 1}));
  Configuration configuration;
  const toml::Value* listen = nullptr;
  TRY(required_table(top, "listen", listen));
  TRY_ASSIGN(http::ListenSettings listening, http::read_listen_settings(*listen, folder));
  configuration.listen = std::move(listening.listen);
  configuration.tls = std::move(listening.tls);
  const toml::Value* ledger = nullptr;
  TRY(required_table(top, "ledger", ledger));
  TRY(read_ledger(*ledger, configuration));
  TRY_ASSIGN(const toml::Value* database, top.table("database"));
  TRY_ASSIGN(configuration.database, read_database(database, folder));
  TRY_ASSIGN(const toml::Value* blobs, top.table("blobs"));
  TRY_ASSIGN(configuration.blobs, read_blobs(blobs, folder));
  TRY_ASSIGN(const toml::Value* pages, top.table("pages"));
  if (pages != nullptr) TRY(read_pages(*pages, folder, configuration));
  TRY(top.each_table("witness",
                     [&](const toml::Value& one) { return read_witness(one, folder, configuration); }));
  TRY(top.each_table("calls",
                     [&](const toml::Value& one) { return read_call_source(one, folder, configuration); }));
  TRY_ASSIGN(const toml::Value* limits, top.table("limits"));
  if (limits != nullptr) TRY(read_limits(*limits, configuration));
  TRY(top.finish());
  return configuration;
}

std::string configuration_text(const Configuration& configuration) {
  const http::Listen& listen = configuration.listen;
  std::string text = fmt::format(
      "# What insyn-server is told; insyn-server(1) has every key. insyn-server check says what is wrong.\n"
      "insyn_server = 1\n\n[listen]\naddress = {}\nport = {}\n",
      toml::quoted(listen.address), listen.port);
  if (configuration.tls) {
    text += fmt::format("certificate = {}\nkey = {}\n", toml::quoted(configuration.tls->certificate.string()),
                        toml::quoted(configuration.tls->key.string()));
  } else {
    text += fmt::format("plain = true\nbehind_proxy = {}\n", listen.behind_proxy);
  }
  return text +
         fmt::format("\n[ledger]\norigin = {}\n\n[database]\nurl = {}\n\n[blobs]\nfolder = {}\n",
                     toml::quoted(configuration.origin), toml::quoted(kUsualDatabase),
                     toml::quoted(kUsualBlobs)) +
         "\n# A witness that has a [listen] gets each checkpoint at once, and not at its next look.\n"
         "# [[witness]]\n# key = \"its key, as ledger.witnesses in the agreement has it\"\n"
         "# url = \"https://witness.union.example:8444\"\n"
         "\n# Where a call source is read, so that recordings begin and end with calls.\n"
         "# [[calls]]\n# source = \"its name in the agreement\"\n"
         "# url = \"https://calls.insyn.example:8445\"\n# key = \"calls.sign\"\n";
}

Result<http::Listen> parse_listen(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  std::string address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) {
    address = address.substr(1, address.size() - 2);
  } else if (address.find(':') != std::string::npos) {
    address.clear();
  }
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const bool number = colon != std::string::npos &&
                      std::from_chars(text.data() + colon + 1, end, port) == std::from_chars_result{end, {}};
  if (!number || port == 0 || http::client_of(address).empty())
    return fail(Code::kPermanent, "“{}” is not ADDRESS:PORT, as 127.0.0.1:8443 or [::1]:8443", text);
  return http::Listen{address, port, false};
}

}  // namespace insyn::server
