#include "calls/node/run.h"

#include "calls/node/ami_place.h"
#include "calls/node/sip_place.h"
#include "calls/node/webhook_route.h"
#include "calls/serve/routes.h"
#include "os/event_loop.h"
#include "os/open_files.h"
#include "os/sandbox/sandbox.h"
#include "server/http/recent_nonces.h"
#include "server/http/server.h"

namespace insyn::calls {
namespace {

namespace http = server::http;

constexpr std::chrono::seconds kLookAtCertificate{10};
constexpr std::chrono::seconds kStopPatience{3};
constexpr std::size_t kMostNonces = 1'000'000;
constexpr std::uint16_t kNamePort = 53;

// A few readers ask, each of them for many recorders: hundreds of questions a second.
http::Limits limits_for_readers() {
  http::Limits limits;
  limits.connections.all = 4096;
  limits.by_address = limits.by_identity = {2000, 8000};
  return limits;
}

// What was answered as it should be is not in the journal: that is hundreds of lines a second. "link GET
// /v1/calls 200 …".
bool is_of_a_good_answer(const std::string& line) {
  std::size_t at = 0;
  for (int word = 0; word < 3 && at != std::string::npos; ++word) at = line.find(' ', at + 1);
  return at != std::string::npos && line.size() > at + 1 && line[at + 1] == '2';
}

http::Known known_readers(const Furnished& with) {
  http::Known known;
  known.machine = [&with](std::string_view key_id) -> std::optional<http::Machine> {
    const auto found = with.readers.find(key_id);
    if (found == with.readers.end()) return std::nullopt;
    return http::Machine{found->second.key, http::Role::kLink};
  };
  known.person = [](const Digest&) { return std::nullopt; };
  return known;
}

// All that answers HTTP, in the order in which it is made.
class Answering {
 public:
  Answering(const Settings& settings, Furnished& with, Source& source, StatementLog& log,
            const std::function<void(const std::string&)>& say, const Clock& clock)
      : nonces_(clock, kMostNonces, http::Requests::kRead),
        callers_(known_readers(with), nonces_, clock),
        intake_(intake(settings, with, source, say, clock)),
        router_(routes(settings, with, source, log, clock)),
        service_(
            router_, callers_, limits_, metrics_,
            [say](const std::string& line) {
              if (!is_of_a_good_answer(line)) say(line);
            },
            clock) {}

  Status start(const Settings& settings) {
    if (settings.tls) {
      TRY_ASSIGN(http::Tls tls, http::Tls::load(*settings.tls));
      tls_.emplace(std::move(tls));
    }
    TRY_ASSIGN(server_, http::Server::start(settings.listen, tls(), service_));
    return {};
  }
  http::Tls* tls() { return tls_ ? &*tls_ : nullptr; }
  http::Server& server() { return *server_; }

 private:
  static std::unique_ptr<WebhookIntake> intake(const Settings& settings, Furnished& with, Source& source,
                                               const std::function<void(const std::string&)>& say,
                                               const Clock& clock) {
    if (!std::holds_alternative<WebhookSettings>(settings.system)) return nullptr;
    return std::make_unique<WebhookIntake>(WebhookVerifier(std::move(with.webhook_secrets)), *with.mapping,
                                           source, clock, say);
  }
  std::vector<http::Route> routes(const Settings& settings, const Furnished& with, Source& source,
                                  StatementLog& log, const Clock& clock) {
    const auto may_read_all = [&with](const http::Caller& caller) {
      const auto found = with.readers.find(caller.id);
      return found != with.readers.end() && found->second.reads_all;
    };
    std::vector<http::Route> routes = call_routes({log, source, clock, {http::Role::kLink}, may_read_all});
    if (intake_) routes.push_back(intake_->route(std::get<WebhookSettings>(settings.system).name));
    return routes;
  }

  http::Limits limits_ = limits_for_readers();
  http::Metrics metrics_;
  http::RecentNonces nonces_;
  http::Callers callers_;
  std::unique_ptr<WebhookIntake> intake_;
  http::Router router_;
  http::Service service_;
  std::optional<http::Tls> tls_;
  std::unique_ptr<http::Server> server_;
};

void wait_for_stop(const StopRequest& stop, http::Tls* tls,
                   const std::function<void(const std::string&)>& say, const Clock& clock) {
  EventLoop loop;
  while (!stop.asked()) {
    loop.add_source(stop.fd(), "stop request");
    if (tls != nullptr) loop.add_deadline(clock.mono() + kLookAtCertificate, "certificate's files");
    loop.wait(clock);
    if (tls == nullptr) continue;
    const auto replaced = tls->reload();
    if (!replaced)
      say(fmt::format("the certificate's files changed and the old ones stay in use: {}",
                      replaced.error().message));
    else if (*replaced)
      say("the certificate was replaced");
  }
}

void allow_connecting(std::uint16_t port, const Path& authority, SandboxRules& rules) {
  for (const char* path :
       {"/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services", "/etc/ssl",
        "/usr/share/ca-certificates", "/usr/lib/ssl", "/run/systemd/resolve"})
    rules.read.emplace_back(path);
  if (!authority.empty()) rules.read.push_back(authority.parent_path());
  rules.connect = {port, kNamePort};
}

// What reads the telephone system; webhooks come by themselves.
struct Reading {
  std::unique_ptr<AmiConnection> ami;
  std::unique_ptr<SipSubscriber> sip;
};

template <class Listener>
Listener listener_for(Source& source, const std::function<void(const std::string&)>& say) {
  return {[&source](std::span<const Told> told) { source.take(told); }, [&source] { source.heard(); },
          [&source](bool there) { source.set_there(there); }, say};
}

Reading read_system(const Settings& settings, const Furnished& with, Source& source,
                    const std::function<void(const std::string&)>& say, const Clock& clock) {
  Reading reading;
  if (const auto* ami = std::get_if<AmiSettings>(&settings.system))
    reading.ami =
        std::make_unique<AmiConnection>(ami_place(*ami, with), clock, listener_for<AmiListener>(source, say));
  if (const auto* sip = std::get_if<SipSettings>(&settings.system))
    reading.sip =
        std::make_unique<SipSubscriber>(sip_place(*sip, with), clock, listener_for<SipListener>(source, say));
  return reading;
}

}  // namespace

Result<std::string> enter_calls_sandbox(const Settings& settings) {
  SandboxRules rules;
  rules.read = {"/usr/share/zoneinfo",    "/usr/lib", "/lib", "/lib64", "/dev/urandom",
                "/proc/sys/kernel/random"};
  // Folders, since a certificate that is renewed is another file.
  if (settings.tls)
    for (const Path& file : {settings.tls->certificate, settings.tls->key})
      rules.read.push_back(file.parent_path());
  rules.listen = {settings.listen.port};
  if (const auto* ami = std::get_if<AmiSettings>(&settings.system))
    allow_connecting(ami->port, ami->authority, rules);
  if (const auto* sip = std::get_if<SipSettings>(&settings.system)) {
    allow_connecting(sip->port, sip->authority, rules);
    rules.listen.push_back(0);  // of this computer alone, at a port that the kernel chooses
  }
  return enter_sandbox(rules);
}

Status run_calls(const Settings& settings, Furnished with, const StopRequest& stop,
                 const Supervisor& supervisor, const std::function<void(const std::string&)>& say,
                 const Clock& clock) {
  raise_open_files();
  StatementLog log;
  Source source({with.key, log, clock, say, settings.limits},
                std::holds_alternative<WebhookSettings>(settings.system));
  Answering answering(settings, with, source, log, say, clock);
  TRY(answering.start(settings));
  say(fmt::format("the call source {} listens on {} port {}, {}", with.key.verifier().name(),
                  settings.listen.address, answering.server().port(), settings.tls ? "TLS 1.3" : "plain"));
  Reading reading = read_system(settings, with, source, say, clock);
  supervisor.ready();
  wait_for_stop(stop, answering.tls(), say, clock);
  supervisor.stopping();
  say("stopping");
  reading = {};
  answering.server().stop(kStopPatience);
  return {};
}

}  // namespace insyn::calls
