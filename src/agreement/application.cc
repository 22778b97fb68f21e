#include "agreement/application.h"

#include <algorithm>
#include <charconv>

#include "agreement/longest.h"
#include "base/bytes.h"
#include "toml/table_reader.h"

namespace insyn::agreement {
namespace {

constexpr std::size_t kMostApplications = 50;
constexpr std::size_t kLongestPath = 4000;
constexpr std::size_t kLongestOrigin = 300;
constexpr std::size_t kLongestSelector = 500;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_absolute(std::string_view path) {
  const bool drive = path.size() > 3 && is_letter(path[0]) && path[1] == ':' && path[2] == '\\';
  return drive || (path.size() > 1 && path.front() == '/');
}

// Each file has only one plain path: without "..", "." and empty parts.
bool is_plain(std::string_view path) {
  const char separator = path.front() == '/' ? '/' : '\\';
  path.remove_prefix(path.find(separator) + 1);
  for (;;) {
    const std::size_t end = path.find(separator);
    const std::string_view part = path.substr(0, end);
    if (part.empty() || part == "." || part == "..") return false;
    if (end == std::string_view::npos) return true;
    path.remove_prefix(end + 1);
  }
}

// Empty, or ":" and 1 to 65535 without leading zeros.
bool is_port(std::string_view text) {
  if (text.empty()) return true;
  int port = 0;
  const char* end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data() + 1, end, port);
  return text.size() > 1 && text[1] >= '1' && text[1] <= '9' && error == std::errc() && read == end &&
         port <= 65535;
}

bool is_host(std::string_view host) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-.";
  return !host.empty() && host.find_first_not_of(kAllowed) == std::string_view::npos && host.front() != '.' &&
         host.back() != '.' && host.find("..") == std::string_view::npos;
}

// The origin as a browser writes it. Without TLS anyone on the network path can pose as the origin, so "http"
// is only for this computer.
bool is_origin(std::string_view text) {
  constexpr std::string_view kTls = "https://", kPlain = "http://";
  const bool tls = text.starts_with(kTls);
  if (!tls && !text.starts_with(kPlain)) return false;
  text.remove_prefix(tls ? kTls.size() : kPlain.size());
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string_view host = text.substr(0, colon);
  const bool local = host == "localhost" || host == "127.0.0.1";
  const std::string_view port = text.substr(colon);
  return (tls || local) && is_host(host) && is_port(port) && port != (tls ? ":443" : ":80");
}

Status read_native(toml::TableReader& fields, Application& into) {
  TRY_ASSIGN(into.exe, fields.path("exe", kLongestPath));
  if (!is_absolute(into.exe) || !is_plain(into.exe)) {
    return toml::invalid(fields.find("exe")->line, fields.full_name("exe"),
                         "must be the full path of the program file, without . or ..");
  }
  TRY_ASSIGN(into.wm_class, fields.name("wm_class", kLongestName, ""));
  const toml::Value* digest = fields.find("sha256");
  if (digest == nullptr) return {};
  TRY_ASSIGN(const std::string hex, fields.string("sha256", 64));
  const auto bytes = from_hex(hex);
  if (!bytes || bytes->size() != Digest().size()) {
    return toml::invalid(digest->line, fields.full_name("sha256"), "must be 64 hexadecimal digits");
  }
  into.sha256.emplace();
  std::copy(bytes->begin(), bytes->end(), into.sha256->begin());
  return {};
}

Status read_web(toml::TableReader& fields, Application& into) {
  TRY_ASSIGN(into.origins, fields.strings("origins", kLongestOrigin));
  if (into.origins.empty())
    return toml::invalid(fields.line(), fields.full_name("origins"), "is missing; add it");
  for (const std::string& origin : into.origins) {
    if (is_origin(origin)) continue;
    return toml::invalid(fields.find("origins")->line, fields.full_name("origins"),
                         "has “{}”; an origin is like https://wiki.example, lower case, without a path",
                         origin);
  }
  TRY_ASSIGN(into.except, fields.strings("except", kLongestPath));
  for (const std::string& pattern : into.except) {
    if (pattern.front() == '/') continue;
    return toml::invalid(fields.find("except")->line, fields.full_name("except"),
                         "has “{}”; a pattern begins with /, like /personal/*", pattern);
  }
  TRY_ASSIGN(into.masks, fields.strings("masks", kLongestSelector));
  TRY_ASSIGN(into.shown, fields.strings("shown", kLongestSelector));
  TRY_ASSIGN(into.stills, fields.boolean("stills", false));
  TRY_ASSIGN(into.search_words, fields.boolean("search_words", false));
  return {};
}

Result<Application> read_application(const toml::Value& table) {
  if (table.kind != toml::Value::kTable) {
    return toml::invalid(table.line, "application", "must be [[application]]");
  }
  Application result;
  toml::TableReader fields(table, "application");
  TRY_ASSIGN(result.name, fields.name("name", kLongestName));
  TRY_ASSIGN(const std::string kind, fields.string("kind", kLongestName));
  if (kind == "native") {
    TRY(read_native(fields, result));
  } else if (kind == "web") {
    result.kind = Application::kWeb;
    TRY(read_web(fields, result));
  } else {
    return toml::invalid(fields.find("kind")->line, "application.kind", "must be \"native\" or \"web\"");
  }
  TRY(fields.finish());
  return result;
}

}  // namespace

Result<std::vector<Application>> read_applications(toml::TableReader& top) {
  const toml::Value* all = top.find("application");
  if (all == nullptr) {
    return toml::invalid(top.line(), "[[application]]", "is missing; name what may be recorded");
  }
  if (all->kind != toml::Value::kArray || all->items.empty() || all->items.size() > kMostApplications) {
    return toml::invalid(all->line, "application", "must be 1 to {} [[application]] tables",
                         kMostApplications);
  }
  std::vector<Application> applications;
  for (const toml::Value& item : all->items) {
    TRY_ASSIGN(Application application, read_application(item));
    for (const Application& other : applications) {
      if (other.name != application.name) continue;
      return toml::invalid(item.line, "application.name", "“{}” is given twice", other.name);
    }
    applications.push_back(std::move(application));
  }
  return applications;
}

}  // namespace insyn::agreement
