#include "server/node/run.h"

#include "calls/serve/routes.h"
#include "os/event_loop.h"
#include "os/folder_lock.h"
#include "os/open_files.h"
#include "server/node/administration.h"
#include "server/node/agreement_draft.h"
#include "server/node/documents.h"
#include "server/node/readiness.h"
#include "server/node/stores.h"
#include "server/pages/page_answer.h"
#include "server/push/pushes.h"

namespace insyn::server {
namespace {

constexpr std::chrono::seconds kLookAtFiles{2};
// Beside connections: the log, the folder, its files.
constexpr std::size_t kOtherFiles = 128;

double seconds_of(Utc time) { return std::chrono::duration<double>(time.time_since_epoch()).count(); }

std::vector<ReadinessCheck> readiness_checks(const Path& folder, const DataFolder& data, Centre& centre,
                                             const Clock& clock) {
  std::vector<ReadinessCheck> checks;
  const std::uint64_t least = data.configuration.least_free;
  checks.push_back({"storage", [folder, least] { return has_space(folder, least); }});
  checks.push_back({"database", [&centre] { return database_answers(*centre.stores().database); }});
  checks.push_back({"blobs", [&centre] { return vault_answers(*centre.stores().vault); }});
  checks.push_back(
      {"ledger", [&centre] { return check_ledger(*centre.stores().database, centre.witnesses()); }});
  if (data.tls) {
    const http::Tls& tls = *data.tls;
    checks.push_back({"certificate", [&tls, &clock] { return is_valid_now(tls.validity(), clock.utc()); }});
  }
  return checks;
}

void add_storage_gauges(http::Metrics& metrics, Centre& centre) {
  metrics.ask("insyn_storage_recordings_bytes", "What the recordings that are stored take.", [&centre] {
    const auto facts = centre.storage().facts();
    return facts ? static_cast<double>(facts->bytes) : 0;
  });
  metrics.ask(
      "insyn_storage_days_left",
      "Days until there is less free space than limits.least_free_mib, as recordings come and go now; "
      "366 where that is not within a year.",
      [&centre] {
        const auto facts = centre.storage().facts();
        const auto full_on = facts ? forecast_of(*facts).full_on : std::nullopt;
        return full_on ? static_cast<double>(*full_on - facts->today) : 366.0;
      });
}

void add_gauges(http::Metrics& metrics, const Path& folder, const DataFolder& data, const Clock& clock) {
  const double started = seconds_of(clock.utc());
  metrics.ask("process_start_time_seconds", "When this process started, since 1970.",
              [started] { return started; });
  metrics.ask("insyn_storage_free_bytes", "Free space where the server keeps its data.", [folder] {
    const auto free = free_space(folder);
    return free ? static_cast<double>(*free) : 0;
  });
  if (data.tls) {
    const http::Tls& tls = *data.tls;
    metrics.ask("insyn_certificate_until_seconds", "When the certificate expires, since 1970.",
                [&tls] { return seconds_of(tls.validity().until); });
  }
}

void look_at_certificate(http::Tls& tls, http::Metrics& metrics, const http::Log& log) {
  const auto replaced = tls.reload();
  if (replaced && !*replaced) return;
  metrics.add("insyn_certificate_reloads_total", "Times that the certificate's files were found changed.",
              {{"result", replaced ? "used" : "refused"}});
  log(replaced ? "the certificate was replaced"
               : fmt::format("the certificate's files changed and the old ones stay in use: {}",
                             replaced.error().message));
}

}  // namespace

std::vector<http::Route> node_routes(const Path& folder, const DataFolder& data, Centre& centre,
                                     CallRelay& calls, const http::Metrics& metrics, const Clock& clock) {
  const std::vector<ReadinessCheck> checks = readiness_checks(folder, data, centre, clock);
  std::vector<http::Route> routes = health_routes(checks, metrics);
  const auto failed = [checks] {
    std::vector<std::string> names;
    for (const ReadinessCheck& one : checks)
      if (!one.check()) names.push_back(one.name);
    return names;
  };
  const AdministrationSet administration{folder, data, centre, calls, clock, failed};
  for (http::Route& route : administration_routes(administration)) routes.push_back(std::move(route));
  routes.push_back(document_route(administration));
  for (http::Route& route : agreement_draft_routes(administration)) routes.push_back(std::move(route));
  for (http::Route& route : centre.routes()) routes.push_back(std::move(route));
  const auto nobody = [](const http::Caller&) { return false; };
  for (http::Route& route : calls::call_routes({calls.log(), calls, clock, {http::Role::kLink}, nobody}))
    routes.push_back(std::move(route));
  return routes;
}

Result<std::unique_ptr<CallRelay>> begin_call_relay(const DataFolder& data, Centre& centre,
                                                    http::Metrics& metrics, const http::Log& log,
                                                    const Clock& clock) {
  return CallRelay::begin(
      data.configuration.calls, data.call_keys,
      {[&centre] { return centre.registry().state()->call_sources; }, metrics, log, clock});
}

Status run_node(const Path& folder, DataFolder data, const StopRequest& stop, const Supervisor& supervisor,
                const http::Log& log, const Clock& clock) {
  TRY_ASSIGN(const auto lock, FolderLock::try_to_take(folder));
  if (!lock) return fail(Code::kTransient, "another insyn-server runs with {}", folder.string());
  const http::Limits& limits = data.configuration.limits;
  const std::size_t files = raise_open_files();
  if (files < limits.connections.all + kOtherFiles)
    log(fmt::format("this process may open {} files, too few for limits.connections = {}; raise LimitNOFILE",
                    files, limits.connections.all));

  http::Metrics metrics;
  add_gauges(metrics, folder, data, clock);
  TRY_ASSIGN(const auto centre, Centre::open(folder, data, log, clock));
  add_storage_gauges(metrics, *centre);
  const http::Callers callers(centre->known(), centre->nonces(), clock);
  TRY_ASSIGN(const auto calls, begin_call_relay(data, *centre, metrics, log, clock));
  std::optional<http::Route> pages;
  if (data.pages) pages = page_route(*data.pages);
  const http::Router router(node_routes(folder, data, *centre, *calls, metrics, clock), std::move(pages));
  http::Service service(router, callers, limits, metrics, log, clock);
  http::Tls* tls = data.tls ? &*data.tls : nullptr;
  TRY_ASSIGN(const auto server, http::Server::start(data.configuration.listen, tls, service));
  metrics.ask("insyn_http_connections", "Connections that are open.",
              [&server] { return static_cast<double>(server->connections()); });
  log(fmt::format("listening on {} port {}, {}", data.configuration.listen.address, server->port(),
                  tls == nullptr ? "plain" : "TLS 1.3"));
  if (data.pages)
    log(fmt::format("serving the {} pages of {}, SHA-256 {}", data.pages->size(),
                    data.pages->folder().string(), to_hex(data.pages->hash())));
  if (data.pins.empty())
    log(fmt::format(
        "{} has no party's .pub file: no agreement can be registered; put the employer's and each "
        "union's there",
        (folder / kPinsFolder).string()));
  centre->begin_background_work();
  TRY_ASSIGN(const auto pushes,
             Pushes::begin(data.configuration.witnesses, {*centre->stores().database, centre->log(),
                                                          centre->witnesses(), metrics, log, clock}));
  supervisor.ready();

  EventLoop loop;
  while (!stop.asked()) {
    loop.add_source(stop.fd(), "stop request");
    if (tls != nullptr) loop.add_deadline(clock.mono() + kLookAtFiles, "certificate's files");
    loop.wait(clock);
    if (tls != nullptr) look_at_certificate(*tls, metrics, log);
  }
  supervisor.stopping();
  log("stopping");
  if (!server->stop(data.configuration.stop_patience))
    return fail(Code::kPermanent, "answers that took longer than limits.stop_seconds were cut off");
  log("stopped");
  return {};
}

}  // namespace insyn::server
