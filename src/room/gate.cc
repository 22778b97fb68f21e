#include "room/gate.h"

#include "base/sha256.h"
#include "json/members.h"
#include "server/http/identity.h"

namespace insyn::room {
namespace {

using http_signature::value_of;
using server::http::Answer;
using server::http::Head;
using server::http::problem;
using server::http::Request;

constexpr std::size_t kSecret = 32;
constexpr const char* kEnter = "/room/enter";

std::string secret() { return to_hex(random_bytes(kSecret)); }

// How long it takes says nothing about either.
bool is_same(std::string_view one, std::string_view other) {
  return sha256(view_of(one)) == sha256(view_of(other));
}

bool is_interface(std::string_view path) {
  for (const std::string_view folder : {"/room", "/v1", "/ledger"})
    if (path == folder || (path.starts_with(folder) && path[folder.size()] == '/')) return true;
  return false;
}

bool only_reads(const Head& head) { return head.method == "GET" || head.method == "HEAD"; }

// Whether a page of this very address sends it, as the browser says. One that says nothing of sites says the
// origin of what changes something.
bool is_of_own_site(const Head& head, const std::string& origin) {
  const auto site = value_of(head, "sec-fetch-site");
  const auto from = value_of(head, "origin");
  if (from && *from != origin) return false;
  if (!is_interface(head.path)) return !site || *site == "same-origin" || *site == "none";
  if (!only_reads(head) && !from) return false;
  return site ? *site == "same-origin" : from.has_value();
}

}  // namespace

Gate::Gate()
    : token_(secret()), cookie_name_("insyn-" + to_hex(random_bytes(8))), cookie_(secret()), key_(secret()) {}

bool Gate::was_let_in(const Head& head) const {
  const auto cookie = server::http::cookie_of(head, cookie_name_);
  const auto key = value_of(head, kKeyField);
  return cookie && key && is_same(*cookie, cookie_) && is_same(*key, key_);
}

std::optional<Answer> Gate::refuse(const Head& head) const {
  const std::string host = fmt::format("127.0.0.1:{}", port_.load());
  if (port_ == 0 || value_of(head, "host") != host) return problem(403, "host");
  if (!is_of_own_site(head, "http://" + host)) return problem(403, "cross-site");
  if (is_interface(head.path) && head.path != kEnter && !was_let_in(head)) return problem(403, "token");
  return std::nullopt;
}

Answer Gate::enter(const Request& request) {
  auto members = json::Members::parse(request.body);
  if (!members) return problem(400, "json");
  const auto token = members->text("token", 2 * kSecret);
  if (!token || !members->finish()) return problem(400, "json");
  if (!is_same(*token, token_) || entered_.exchange(true)) return problem(403, "token");
  Answer answer{200, "application/json", json::line_of({{"key", key_}})};
  answer.fields.push_back(
      {"set-cookie", fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict", cookie_name_, cookie_)});
  return answer;
}

}  // namespace insyn::room
