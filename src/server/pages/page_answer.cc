#include "server/pages/page_answer.h"

#include <algorithm>
#include <array>

namespace insyn::server {
namespace {

using http::Answer;
using http::Request;

constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types insyn";

// What the player needs: the full screen, and copying the address of a moment.
constexpr auto kAllowed = std::to_array<std::string_view>({"fullscreen", "clipboard-write"});
// All else that Chromium 130 and Firefox 128 know by the standard or beside it.
constexpr auto kForbidden = std::to_array<std::string_view>({
    "accelerometer",
    "ambient-light-sensor",
    "attribution-reporting",
    "autoplay",
    "battery",
    "bluetooth",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "compute-pressure",
    "cross-origin-isolated",
    "display-capture",
    "encrypted-media",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "interest-cohort",
    "keyboard-map",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "speaker-selection",
    "storage-access",
    "sync-xhr",
    "unload",
    "usb",
    "web-share",
    "window-management",
    "xr-spatial-tracking",
});

constexpr auto kNotPages =
    std::to_array<std::string_view>({"/v1", "/ledger", "/healthz", "/readyz", "/metrics", "/assets"});

std::string permissions() {
  std::string text;
  for (const std::string_view one : kAllowed) text += std::string(one) + "=(self), ";
  for (const std::string_view one : kForbidden) text += std::string(one) + "=(), ";
  text.resize(text.size() - 2);
  return text;
}

bool is_below(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Whether a list of RFC 9110's (section 12.5) names `what` and not with the weight 0.
bool names(const std::string& list, std::string_view what) {
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t comma = std::min(list.find(',', at), list.size());
    const std::string_view item = std::string_view(list).substr(at, comma - at);
    at = comma + 1;
    const std::size_t semicolon = std::min(item.find(';'), item.size());
    const std::string_view name = trimmed(item.substr(0, semicolon));
    const bool same = std::ranges::equal(name, what, [](char a, char b) {
      return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
    if (!same) continue;
    const std::string_view weight = trimmed(item.substr(std::min(semicolon + 1, item.size())));
    return !weight.starts_with("q=0") || weight.find_first_not_of("q=0.") != std::string_view::npos;
  }
  return false;
}

bool accepts(const Request& request, std::string_view field, std::string_view what) {
  const auto list = http_signature::value_of(request.head, field);
  return list && names(*list, what);
}

// One of RFC 9110's entity tags, compared weakly as If-None-Match does.
bool has(const Request& request, const std::string& tag) {
  const auto list = http_signature::value_of(request.head, "if-none-match");
  if (!list) return false;
  std::string_view rest = *list;
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    std::string_view one = trimmed(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == tag || one == "*") return true;
  }
  return false;
}

const PageFile* file_for(const Bundle& bundle, const Request& request) {
  const std::string& path = request.head.path;
  if (const PageFile* file = bundle.find(path)) return file;
  if (path == "/") return &bundle.index();
  const auto is_below_it = [&](std::string_view folder) { return is_below(path, folder); };
  if (std::ranges::any_of(kNotPages, is_below_it)) return nullptr;
  return accepts(request, "accept", "text/html") ? &bundle.index() : nullptr;
}

}  // namespace

const std::vector<http::Field>& page_fields() {
  static const std::vector<http::Field> all = {
      {"content-security-policy", std::string(kPolicy)},
      {"cross-origin-embedder-policy", "require-corp"},
      {"cross-origin-opener-policy", "same-origin"},
      {"cross-origin-resource-policy", "same-origin"},
      {"permissions-policy", permissions()},
      {"referrer-policy", "no-referrer"},
      {"x-content-type-options", "nosniff"},
      {"x-frame-options", "DENY"},
  };
  return all;
}

Answer page_answer(const Bundle& bundle, const Request& request) {
  const PageFile* file = file_for(bundle, request);
  if (file == nullptr) return http::problem(404, "no-such-path", page_fields());
  // Each encoding is another representation, with a tag of its own.
  const std::string* body = &file->content;
  std::string tag = file->sha256, encoding;
  if (!file->brotli.empty() && accepts(request, "accept-encoding", "br")) {
    body = &file->brotli;
    encoding = "br";
  } else if (!file->gzip.empty() && accepts(request, "accept-encoding", "gzip")) {
    body = &file->gzip;
    encoding = "gzip";
  }
  tag = fmt::format("\"{}{}{}\"", tag, encoding.empty() ? "" : "-", encoding);

  Answer answer;
  answer.fields = page_fields();
  const bool never_changes = is_below(request.head.path, "/assets") && file != &bundle.index();
  answer.fields.push_back(
      {"cache-control", never_changes ? "public, max-age=31536000, immutable" : "no-cache"});
  answer.fields.push_back({"etag", tag});
  answer.fields.push_back({"vary", "accept, accept-encoding"});
  if (has(request, tag)) {
    answer.status = 304;
    return answer;
  }
  if (!encoding.empty()) answer.fields.push_back({"content-encoding", encoding});
  answer.type = file->type;
  answer.body = *body;
  return answer;
}

http::Route page_route(const Bundle& bundle) {
  return {"GET",
          "/*",
          {std::begin(http::kRoles), std::end(http::kRoles)},
          0,
          http::Handle([&bundle](const Request& request) { return page_answer(bundle, request); })};
}

}  // namespace insyn::server
