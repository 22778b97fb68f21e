#include "server/node/readiness.h"

#include "os/file.h"

namespace insyn::server {
namespace {

constexpr const char* kJson = "application/json";

http::Answer answer_ready(const std::vector<ReadinessCheck>& checks) {
  std::string failed, why;
  for (const ReadinessCheck& one : checks) {
    const Status checked = one.check();
    if (checked) continue;
    failed += fmt::format("{}\"{}\"", failed.empty() ? "" : ",", one.name);
    why += fmt::format("{}{}: {}", why.empty() ? "" : "; ", one.name, checked.error().message);
  }
  return http::because({failed.empty() ? 200 : 503, kJson,
                        fmt::format(R"({{"ready":{},"failed":[{}]}})", failed.empty(), failed)},
                       why);
}

}  // namespace

Status is_valid_now(const http::Tls::Validity& validity, Utc now) {
  if (now < validity.from)
    return fail(Code::kTransient, "the certificate is not valid before {}", to_text(validity.from));
  if (now >= validity.until)
    return fail(Code::kTransient, "the certificate has expired, {}; renew it", to_text(validity.until));
  return {};
}

Status has_space(const Path& folder, std::uint64_t least) {
  TRY_ASSIGN(const std::uint64_t free, free_space(folder));
  if (free < least)
    return fail(Code::kFull, "{} has {} MiB free, less than limits.least_free_mib, {}", folder.string(),
                free >> 20, least >> 20);
  return {};
}

std::vector<http::Route> health_routes(std::vector<ReadinessCheck> checks, const http::Metrics& metrics) {
  using http::Role;
  const std::vector<Role> everybody(std::begin(http::kRoles), std::end(http::kRoles));
  std::vector<http::Route> routes;
  routes.push_back({"GET", "/healthz", everybody, 0, http::Handle([](const http::Request&) {
                      return http::Answer{200, kJson, R"({"running":true})"};
                    })});
  routes.push_back(
      {"GET", "/readyz", everybody, 0,
       http::Handle([checks = std::move(checks)](const http::Request&) { return answer_ready(checks); })});
  routes.push_back({"GET", "/metrics", {Role::kMonitor}, 0, http::Handle([&metrics](const http::Request&) {
                      return http::Answer{200, http::kMetricsType, metrics.text()};
                    })});
  return routes;
}

}  // namespace insyn::server
