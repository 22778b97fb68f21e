#include "witness/watch/settings.h"

#include "toml/table_reader.h"

namespace insyn::witness {
namespace {

using toml::TableReader;
using toml::Value;

constexpr std::size_t kLongestText = 1000;
constexpr std::size_t kLongestPath = 4096;

template <class Unit>
Status read_time(TableReader& table, const char* key, std::int64_t most, Unit& into) {
  TRY_ASSIGN(const std::int64_t value, table.integer(key, {1, most}, into.count()));
  into = Unit(value);
  return {};
}

Result<note::Verifier> read_ledger(TableReader& top) {
  TRY_ASSIGN(const Value* value, top.table("ledger"));
  if (value == nullptr) return fail(Code::kCorrupt, "there is no [ledger]");
  TableReader table(*value, "ledger");
  TRY_ASSIGN(const std::string text, table.string("key", kLongestText));
  auto key = note::Verifier::parse(text);
  if (!key) return toml::invalid(table.line(), "ledger.key", "is no key: {}", key.error().message);
  TRY(table.finish());
  return key;
}

Status read_poll(TableReader& top, Settings& into) {
  TRY_ASSIGN(const Value* value, top.table("poll"));
  if (value == nullptr) return {};
  TableReader table(*value, "poll");
  TRY(read_time(table, "seconds", 3600, into.poll));
  TRY(read_time(table, "cosign_seconds", 3600, into.cosign));
  TRY(read_time(table, "in_force_minutes", 1440, into.in_force));
  TRY(read_time(table, "silent_minutes", 1440, into.silent));
  return table.finish();
}

// What a mail program would take for an option, or another line of the message, is none.
bool is_address(const std::string& text) {
  const std::size_t at = text.find('@');
  return at != 0 && at != std::string::npos && !text.starts_with('-') &&
         text.find_first_of(" \t\r\n,;<>\"") == std::string::npos;
}

Status read_mail(TableReader& top, const Path& folder, Settings& into) {
  TRY_ASSIGN(const Value* value, top.table("mail"));
  if (value == nullptr) return {};
  TableReader table(*value, "mail");
  MailSettings mail;
  if (table.find("program") != nullptr) {
    TRY_ASSIGN(const std::string program, table.path("program", kLongestPath));
    mail.program = folder / program;
  }
  TRY_ASSIGN(mail.from, table.string("from", kLongestText));
  TRY_ASSIGN(mail.to, table.strings("to", kLongestText));
  if (!is_address(mail.from)) return toml::invalid(table.line(), "mail.from", "is no address");
  if (mail.to.empty()) return toml::invalid(table.line(), "mail.to", "names nobody");
  for (const std::string& one : mail.to)
    if (!is_address(one)) return toml::invalid(table.line(), "mail.to", "has “{}”, which is no address", one);
  TRY_ASSIGN(const std::string language, table.string("language", 2, "sv"));
  const auto known = words::language_of(language);
  if (!known) return toml::invalid(table.line(), "mail.language", "must be \"sv\" or \"en\"");
  mail.language = *known;
  into.mail = std::move(mail);
  return table.finish();
}

Status read_page(TableReader& top, const Path& folder, Settings& into) {
  TRY_ASSIGN(const Value* value, top.table("page"));
  into.page = folder / into.page;
  if (value == nullptr) return {};
  TableReader table(*value, "page");
  TRY_ASSIGN(const std::string file, table.path("file", kLongestPath));
  into.page = folder / file;
  return table.finish();
}

Status read_listen(TableReader& top, const Path& folder, Settings& into) {
  TRY_ASSIGN(const Value* value, top.table("listen"));
  if (value == nullptr) return {};
  TableReader table(*value, "listen");
  ListenSettings listen;
  TRY_ASSIGN(listen.address, table.string("address", kLongestText));
  TRY_ASSIGN(const std::int64_t port, table.integer("port", {1, 65535}));
  listen.port = static_cast<std::uint16_t>(port);
  TRY_ASSIGN(const bool plain, table.boolean("plain", false));
  const bool certificate = table.find("certificate") != nullptr, key = table.find("key") != nullptr;
  if (plain == (certificate || key) || certificate != key)
    return toml::invalid(table.line(), "listen",
                         "states either certificate and key, or plain = true (on loopback)");
  if (certificate) {
    TRY_ASSIGN(const std::string certificate_path, table.path("certificate", kLongestPath));
    TRY_ASSIGN(const std::string key_path, table.path("key", kLongestPath));
    listen.certificate = folder / certificate_path;
    listen.key = folder / key_path;
  }
  into.listen = std::move(listen);
  return table.finish();
}

}  // namespace

Result<Settings> parse_settings(std::string_view text, const Path& folder) {
  TRY_ASSIGN(const Value document, toml::parse(text));
  TableReader top(document, "");
  TRY(top.integer("insyn_witness", {1, 1}));
  TRY_ASSIGN(const note::Verifier key, read_ledger(top));
  Settings settings{key};
  TRY_ASSIGN(settings.server, top.string("server", kLongestText));
  if (top.find("authority") != nullptr) {
    TRY_ASSIGN(const std::string authority, top.path("authority", kLongestPath));
    settings.authority = folder / authority;
  }
  TRY(read_poll(top, settings));
  TRY(read_mail(top, folder, settings));
  TRY(read_page(top, folder, settings));
  TRY(read_listen(top, folder, settings));
  TRY(top.finish());
  return settings;
}

std::string settings_text(const Settings& settings) {
  std::string text = fmt::format(
      "# What insyn-witness is told; insyn-witness(1) has every key. insyn-witness check says what is "
      "wrong.\n"
      "insyn_witness = 1\nserver = {}\n",
      toml::quoted(settings.server));
  if (settings.authority) text += fmt::format("authority = {}\n", toml::quoted(settings.authority->string()));
  text += fmt::format("\n[ledger]\nkey = {}\n", toml::quoted(settings.ledger.text()));
  return text +
         "\n# Whom it tells by mail what is wrong.\n# [mail]\n# program = \"/usr/sbin/sendmail\"\n"
         "# from = \"witness@union.example\"\n# to = [\"board@union.example\"]\n# language = \"sv\"\n";
}

}  // namespace insyn::witness
