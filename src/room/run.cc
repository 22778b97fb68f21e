#include "room/run.h"

#include "link/outbox/outbox.h"
#include "os/event_loop.h"
#include "os/sandbox/sandbox.h"
#include "room/own_routes.h"
#include "server/http/recent_nonces.h"
#include "server/http/server.h"
#include "server/pages/page_answer.h"

namespace insyn::room {
namespace {

namespace http = server::http;

constexpr const char* kLoopback = "127.0.0.1";
constexpr std::chrono::seconds kStopPatience{3};
constexpr std::uint16_t kNamePort = 53;
constexpr std::size_t kMostNonces = 16;

// One person's browser.
http::Limits limits_for_one_person() {
  http::Limits limits;
  limits.connections.all = limits.connections.by_address = 64;
  limits.by_address = limits.by_identity = {200, 2000};
  limits.waiting = 64;
  limits.workers = 6;
  return limits;
}

http::Known nobody() {
  http::Known known;
  known.machine = [](std::string_view) { return std::nullopt; };
  known.person = [](const Digest&) { return std::nullopt; };
  return known;
}

}  // namespace

Result<Furnished> furnish(const Settings& settings) {
  TRY_ASSIGN(Keyring keys, read_keys(settings.keys));
  TRY_ASSIGN(server::Bundle pages, server::Bundle::load(settings.pages));
  Furnished with{std::move(keys), std::move(pages)};
  if (!settings.agent_keys.empty()) {
    TRY_ASSIGN(with.agent, read_own_agent(settings.agent_keys, settings.own));
  }
  return with;
}

Result<std::string> enter_room_sandbox(const Settings& settings) {
  TRY_ASSIGN(const http_client::Address address, http_client::parse_address(settings.server));
  SandboxRules rules;
  rules.read = {"/usr/share/zoneinfo",
                "/etc/localtime",
                "/usr/lib",
                "/lib",
                "/lib64",
                "/dev/urandom",
                "/proc/sys/kernel/random",
                "/etc/resolv.conf",
                "/etc/hosts",
                "/etc/nsswitch.conf",
                "/etc/gai.conf",
                "/etc/services",
                "/etc/ssl",
                "/usr/share/ca-certificates",
                "/run/systemd/resolve"};
  // A folder, since a certificate that is renewed is another file.
  if (!settings.authority.empty())
    rules.read.push_back(std::filesystem::absolute(settings.authority).parent_path());
  rules.write = {settings.state};
  if (!settings.agent_keys.empty()) {
    const OwnPlaces& own = settings.own;
    for (const Path& folder : {own.enrolment, own.spool, link::feed_of(own.link), own.journals})
      rules.read.push_back(folder);
    rules.write.push_back(link::outbox_of(own.link));
  }
  rules.connect = {address.port, kNamePort};
  rules.listen = {settings.port};
  return enter_sandbox(rules);
}

Status run_room(const Settings& settings, const Furnished& with, const StopRequest& stop,
                const std::function<void(const std::string& address)>& ready,
                const std::function<void(const std::string&)>& say, const Clock& clock) {
  TRY_ASSIGN(const auto upstream,
             with.agent ? Upstream::create_for(with.agent->signer, settings.server, settings.authority, clock)
                        : Upstream::create(settings.server, settings.authority, settings.state, clock));
  Gate gate;
  Watch watch(*upstream, with.keys, with.pages, settings.state, clock);
  Signing signing(*upstream, with.keys, clock);
  Desk desk{settings.role, gate, *upstream, with.keys, with.pages, watch, signing, clock};
  const http::Limits limits = limits_for_one_person();
  http::Metrics metrics;
  http::RecentNonces nonces(clock, kMostNonces, http::Requests::kRead);
  const http::Callers callers(nobody(), nonces, clock);
  std::vector<http::Route> routes = room_routes(desk);
  std::optional<OwnDesk> own;
  if (with.agent) {
    own.emplace(OwnDesk{*with.agent, settings.own, *upstream, with.keys, clock});
    for (http::Route& route : own_routes(*own)) routes.push_back(std::move(route));
  }
  const http::Router router(std::move(routes), server::page_route(with.pages));
  http::Service service(
      router, callers, limits, metrics,
      [&say](const std::string& line) {
        if (line.find(" 50") != std::string::npos) say(line);
      },
      clock, [&gate](const http::Head& head) { return gate.refuse(head); });
  TRY_ASSIGN(const auto server, http::Server::start({kLoopback, settings.port, false}, nullptr, service));
  gate.open(server->port());
  ready(fmt::format("http://{}:{}/enter#{}", kLoopback, server->port(), gate.token()));
  EventLoop loop;
  while (!stop.asked()) {
    loop.add_source(stop.fd(), "stop request");
    loop.wait(clock);
  }
  server->stop(kStopPatience);
  return {};
}

}  // namespace insyn::room
