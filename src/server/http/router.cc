#include "server/http/router.h"

#include <algorithm>

#include "base/check.h"

namespace insyn::server::http {
namespace {

std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }

using Parameters = std::map<std::string, std::string, std::less<>>;

std::optional<Parameters> match(std::string_view pattern, std::string_view path) {
  Parameters parameters;
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = take_segment(pattern), segment = take_segment(path);
    if (is_parameter(wanted) && !segment.empty()) {
      parameters.emplace(wanted.substr(1, wanted.size() - 2), segment);
    } else if (wanted != segment) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return parameters;
}

bool has_parameter(std::string_view path) { return path.find("/{") != std::string_view::npos; }

// Whether some path fits both, and neither is one that has no parameter and so goes first.
bool overlap(std::string_view one, std::string_view other) {
  if (one != other && (!has_parameter(one) || !has_parameter(other))) return false;
  while (!one.empty() && !other.empty()) {
    const std::string_view a = take_segment(one), b = take_segment(other);
    if (a != b && !is_parameter(a) && !is_parameter(b)) return false;
  }
  return one.empty() && other.empty();
}

}  // namespace

Router::Router(std::vector<Route> routes, std::optional<Route> rest)
    : routes_(std::move(routes)), rest_(std::move(rest)) {
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    CHECK(routes_[i].path.starts_with('/'));
    for (std::size_t j = 0; j < i; ++j)
      CHECK(routes_[i].method != routes_[j].method || !overlap(routes_[i].path, routes_[j].path));
  }
}

Router::Found Router::find(std::string_view method, std::string_view path) const {
  const std::string_view answered_by = method == "HEAD" ? "GET" : method;
  Found found;
  for (const Route& route : routes_)
    if (route.path == path && route.method == answered_by) return {&route, {}, {}};
  for (const Route& route : routes_) {
    auto parameters = match(route.path, path);
    if (!parameters) continue;
    if (route.method == answered_by) return {&route, std::move(*parameters), {}};
    found.allowed.push_back(route.method);
    if (route.method == "GET") found.allowed.emplace_back("HEAD");
  }
  if (found.allowed.empty() && rest_ && answered_by == "GET") found.route = &*rest_;
  return found;
}

bool may(const Route& route, Role role) {
  return std::find(route.who.begin(), route.who.end(), role) != route.who.end();
}

}  // namespace insyn::server::http
