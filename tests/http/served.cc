#include "http/served.h"

#include "base/check.h"

namespace insyn::http_test {
namespace {

using namespace server::http;

class Counted final : public Upload {
 public:
  explicit Counted(Served& served) : served_(served) {}
  ~Counted() override {
    if (!finished_) ++served_.abandoned;
  }
  std::optional<Answer> take(ByteView piece) override {
    bytes_ += piece.size();
    return std::nullopt;
  }
  Answer finish() override {
    finished_ = true;
    served_.uploaded += bytes_;
    return {200, "application/json", std::to_string(bytes_)};
  }

 private:
  Served& served_;
  std::uint64_t bytes_ = 0;
  bool finished_ = false;
};

Callers callers_of(Served& served, http_signature::SeenNonces& nonces) {
  const auto machine = [&served](std::string_view id) -> std::optional<server::http::Machine> {
    if (id != http_signature::key_id_of(served.link.verifier())) return std::nullopt;
    return server::http::Machine{served.link.verifier(), Role::kLink};
  };
  return Callers({sha256(view_of(served.token)), machine, {}}, nonces, served.clock);
}

}  // namespace

std::vector<Route> Served::routes(std::vector<Route> more) {
  const std::vector<Role> all(std::begin(kRoles), std::end(kRoles));
  std::vector<Route> routes = std::move(more);
  routes.push_back({"GET", "/hello", all, 0, Handle([](const Request&) {
                      return Answer{200, "text/plain", "hello"};
                    })});
  routes.push_back({"GET", "/things/{id}", all, 0, Handle([](const Request& request) {
                      return Answer{200, "text/plain", request.parameters.at("id")};
                    })});
  routes.push_back({"POST", "/echo", all, std::uint64_t{64} << 10, Handle([this](const Request& request) {
                      ++echoed;
                      return Answer{200, "application/octet-stream", request.body};
                    })});
  routes.push_back({"GET", "/large", all, 0, Handle([](const Request&) {
                      return Answer{200, "application/octet-stream", std::string(std::size_t{16} << 20, 'x')};
                    })});
  routes.push_back({"GET", "/waits", all, 0, Handle([this](const Request&) {
                      std::unique_lock lock(mutex_);
                      ++waiting;
                      gone_.wait(lock, [this] { return let_go_; });
                      return Answer{200, "text/plain", "waited"};
                    })});
  routes.push_back(
      {"GET", "/news", all, 0,
       HandleOrWait([this](const Request& request, bool last) -> std::variant<Answer, Wait> {
         ++asked_for_news;
         if (news || last) return Answer{200, "text/plain", news ? "news" : "none"};
         const bool short_wait = request.head.query == "?briefly";
         return Wait{std::chrono::milliseconds(short_wait ? 1 : 600'000), [this] { return news.load(); }};
       })});
  routes.push_back(
      {"GET", "/bell", all, 0, HandleOrWait([this](const Request&, bool last) -> std::variant<Answer, Wait> {
         if (last) return Answer{200, "text/plain", "not its own"};
         const auto bell = std::make_shared<Bell>();
         const std::lock_guard lock(mutex_);
         bells_.push_back(bell);
         return Wait{std::chrono::minutes(10), {}, bell, [bell] {
                       return Answer{200, "text/plain", bell->is_rung() ? "rung" : "silent"};
                     }};
       })});
  routes.push_back({"GET", "/fails", all, 0, Handle([](const Request&) {
                      return because(problem(507, "full"),
                                     "no room for recordings/01/0123456789abcdef0123456789abcdef, "
                                     "0123456789abcde of 0123456789ABCDEF");
                    })});
  routes.push_back({"GET", "/throws", all, 0, Handle([](const Request&) -> Answer {
                      throw std::runtime_error("the library says secret-4711");
                    })});
  routes.push_back({"GET", "/figures", {Role::kMonitor}, 0, Handle([](const Request&) {
                      return Answer{200, "text/plain", "1"};
                    })});
  routes.push_back({"PUT",
                    "/uploads/{id}",
                    {Role::kLink},
                    std::uint64_t{64} << 20,
                    BeginUpload([this](const Request& request,
                                       std::uint64_t) -> std::variant<std::unique_ptr<Upload>, Answer> {
                      if (request.parameters.at("id") == "taken") return problem(409, "busy");
                      return std::make_unique<Counted>(*this);
                    })});
  return routes;
}

Served::Served(const Options& options)
    : limits(options.limits),
      nonces_(clock, 1000),
      callers_(callers_of(*this, nonces_)),
      router_(routes(options.more)),
      service_(
          router_, callers_, limits, metrics,
          [this](const std::string& line) {
            const std::lock_guard lock(mutex_);
            log_ += line + "\n";
          },
          clock) {
  // Past the time in which nonces of an earlier process could be used.
  clock.move(2 * http_signature::kTolerance + std::chrono::seconds(1));
  auto started = Server::start(options.listen, options.tls, service_);
  CHECK(started);
  server = std::move(*started);
}

Served::~Served() { let_go(); }

void Served::let_go() {
  const std::lock_guard lock(mutex_);
  let_go_ = true;
  gone_.notify_all();
}

std::vector<std::shared_ptr<Bell>> Served::bells() const {
  const std::lock_guard lock(mutex_);
  return bells_;
}

std::string Served::log() const {
  const std::lock_guard lock(mutex_);
  return log_;
}

}  // namespace insyn::http_test
