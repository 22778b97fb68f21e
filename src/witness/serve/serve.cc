#include "witness/serve/serve.h"

namespace insyn::witness {
namespace {

using server::http::Request;
using server::http::Role;
// The witness's own is another one.
using HttpAnswer = server::http::Answer;

constexpr std::chrono::seconds kPatience{10};

// Nobody signs requests to a witness: what it cosigns is signed itself.
class NoNonces final : public http_signature::SeenNonces {
 public:
  Result<bool> is_new(std::string_view, std::string_view, Utc) override { return false; }
};

// What keeps a witness from cosigning is its own matter: it is logged, and the other side may try again.
HttpAnswer http_answer(const Result<Answer>& answer, const server::http::Log& log) {
  if (answer) return {answer->status, answer->content_type, answer->body};
  log(fmt::format("nothing was cosigned: {}", answer.error().message));
  return server::http::problem_for(503, "unavailable", std::chrono::seconds(10));
}

}  // namespace

std::vector<server::http::Route> cosigner_routes(Cosigner& witness, const server::http::Log& log,
                                                 const Clock& clock) {
  const std::vector<Role> everybody(std::begin(server::http::kRoles), std::end(server::http::kRoles));
  std::vector<server::http::Route> routes;
  routes.push_back({"POST", "/add-checkpoint", everybody, kLargestRequest,
                    server::http::Handle([&witness, log, &clock](const Request& request) {
                      return http_answer(witness.add_checkpoint(request.body, clock.utc()), log);
                    })});
  routes.push_back({"GET", "/{origin}/checkpoint", everybody, 0,
                    server::http::Handle([&witness, log](const Request& request) {
                      return http_answer(witness.checkpoint(request.parameters.at("origin")), log);
                    })});
  return routes;
}

struct Serve::Parts {
  Parts(const ServeSettings& settings, Cosigner& witness, const server::http::Log& log, const Clock& clock)
      : callers({}, nonces, clock),
        router(cosigner_routes(witness, log, clock)),
        service(router, callers, limits, metrics, log, clock),
        listen(settings.listen) {}

  server::http::Limits limits;
  server::http::Metrics metrics;
  NoNonces nonces;
  server::http::Callers callers;
  server::http::Router router;
  server::http::Service service;
  server::http::Listen listen;
  std::optional<server::http::Tls> tls;
  std::unique_ptr<server::http::Server> server;
};

Serve::Serve(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Serve::~Serve() {
  if (parts_->server) parts_->server->stop(kPatience);
}

std::uint16_t Serve::port() const { return parts_->server->port(); }

Result<std::unique_ptr<Serve>> Serve::start(const ServeSettings& settings, Cosigner& witness,
                                            server::http::Log log, const Clock& clock) {
  auto parts = std::make_unique<Parts>(settings, witness, log, clock);
  if (settings.tls) {
    TRY_ASSIGN(server::http::Tls tls, server::http::Tls::load(*settings.tls));
    parts->tls.emplace(std::move(tls));
  }
  TRY_ASSIGN(parts->server,
             server::http::Server::start(parts->listen, parts->tls ? &*parts->tls : nullptr, parts->service));
  return std::unique_ptr<Serve>(new Serve(std::move(parts)));
}

}  // namespace insyn::witness
