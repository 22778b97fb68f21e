#include "agreement/application_terms.h"

#include <algorithm>
#include <charconv>

#include "base/bytes.h"

namespace insyn::agreement {
namespace {

constexpr std::size_t kMostApplications = 50;
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestPath = 4000;
constexpr std::size_t kLongestOrigin = 300;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_absolute(std::string_view path) {
  const bool drive = path.size() > 3 && is_letter(path[0]) && path[1] == ':' && path[2] == '\\';
  return drive || (path.size() > 1 && path.front() == '/');
}

// One file has one path: nothing that goes up, stays or is left out between two separators.
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

// The origin as a browser writes it. Without TLS anyone on the way can be the origin, so "http" is for the
// computer itself only.
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

Status read_native(Fields& fields, Application& into) {
  TRY_ASSIGN(into.exe, fields.text("exe", kLongestPath));
  if (!is_absolute(into.exe) || !is_plain(into.exe)) {
    return wrong(fields.find("exe")->line, fields.full("exe"),
                 "must be the full path of the program file, without . or ..");
  }
  TRY_ASSIGN(into.wm_class, fields.text("wm_class", kLongestName, ""));
  const TomlValue* digest = fields.find("sha256");
  if (digest == nullptr) return {};
  TRY_ASSIGN(const std::string hex, fields.text("sha256", 64));
  const auto bytes = from_hex(hex);
  if (!bytes || bytes->size() != Digest().size()) {
    return wrong(digest->line, fields.full("sha256"), "must be 64 hexadecimal digits");
  }
  into.sha256.emplace();
  std::copy(bytes->begin(), bytes->end(), into.sha256->begin());
  return {};
}

Status read_web(Fields& fields, Application& into) {
  TRY_ASSIGN(into.origins, fields.texts("origins", kLongestOrigin));
  if (into.origins.empty()) return wrong(fields.line(), fields.full("origins"), "is missing; add it");
  for (const std::string& origin : into.origins) {
    if (is_origin(origin)) continue;
    return wrong(fields.find("origins")->line, fields.full("origins"),
                 "has “{}”; an origin is like https://wiki.example, lower case, without a path", origin);
  }
  TRY_ASSIGN(into.except, fields.texts("except", kLongestPath));
  for (const std::string& pattern : into.except) {
    if (pattern.front() == '/') continue;
    return wrong(fields.find("except")->line, fields.full("except"),
                 "has “{}”; a pattern begins with /, like /personal/*", pattern);
  }
  return {};
}

Result<Application> read_application(const TomlValue& table) {
  if (table.kind != TomlValue::kTable) return wrong(table.line, "application", "must be [[application]]");
  Application result;
  Fields fields(table, "application");
  TRY_ASSIGN(result.name, fields.text("name", kLongestName));
  TRY_ASSIGN(const std::string kind, fields.text("kind", kLongestName));
  if (kind == "native") {
    TRY(read_native(fields, result));
  } else if (kind == "web") {
    result.kind = Application::kWeb;
    TRY(read_web(fields, result));
  } else {
    return wrong(fields.find("kind")->line, "application.kind", "must be \"native\" or \"web\"");
  }
  TRY(fields.finish());
  return result;
}

}  // namespace

Status read_applications(Fields& top, Terms& terms) {
  const TomlValue* all = top.find("application");
  if (all == nullptr) {
    return wrong(top.line(), "[[application]]", "is missing; name what may be recorded");
  }
  if (all->kind != TomlValue::kArray || all->items.empty() || all->items.size() > kMostApplications) {
    return wrong(all->line, "application", "must be 1 to {} [[application]] tables", kMostApplications);
  }
  for (const TomlValue& item : all->items) {
    TRY_ASSIGN(Application application, read_application(item));
    for (const Application& other : terms.applications) {
      if (other.name != application.name) continue;
      return wrong(item.line, "application.name", "“{}” is there twice", other.name);
    }
    terms.applications.push_back(std::move(application));
  }
  return {};
}

}  // namespace insyn::agreement
