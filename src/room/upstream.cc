#include "room/upstream.h"

#include <charconv>

#include "json/members.h"

namespace insyn::room {
namespace {

using server::http::problem;
using server::http::Request;

constexpr std::size_t kLargestPassed = std::size_t{64} << 20;
constexpr std::size_t kMostIdle = 8;
constexpr std::size_t kLongestField = 4096;
// Of what the server says beside its answer, what a page needs.
constexpr std::string_view kPassedOn[] = {"content-range", "retry-after", "content-disposition"};

// "bytes=3-7". Nothing where it is written in another way.
std::optional<http_client::Range> range_of(std::string_view text) {
  if (!text.starts_with("bytes=")) return std::nullopt;
  text.remove_prefix(6);
  std::uint64_t from = 0, to = 0;
  const char* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, from);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, to);
  if (second.ec != std::errc() || second.ptr != end || to < from || to - from >= kLargestPassed)
    return std::nullopt;
  return http_client::Range{from, to - from + 1};
}

bool signs_in(const Request& request) {
  const std::string& path = request.head.path;
  return request.head.method == "POST" && (path == "/v1/sessions" || path == "/v1/invitations");
}
bool signs_out(const Request& request) {
  return request.head.method == "DELETE" && request.head.path == "/v1/session";
}

std::string token_of(const http_client::Answer& answer) {
  const std::string cookie = answer.value_of("set-cookie").value_or("");
  const std::size_t equals = cookie.find('=');
  if (equals == std::string::npos) return "";
  return cookie.substr(equals + 1, cookie.find(';') - equals - 1);
}

server::http::Answer answer_of(http_client::Answer&& from) {
  server::http::Answer answer;
  answer.status = from.status;
  answer.type = from.body.empty() ? "" : from.type();
  for (const std::string_view name : kPassedOn)
    if (auto value = from.value_of(name)) answer.fields.push_back({std::string(name), *std::move(value)});
  answer.body = std::move(from.body);
  return answer;
}

}  // namespace

Result<std::unique_ptr<Upstream>> Upstream::create(const std::string& server, const Path& authority,
                                                   const Path& state, const Clock& clock) {
  TRY_ASSIGN(const http_client::Address address, http_client::parse_address(server));
  std::unique_ptr<Upstream> upstream(new Upstream(address.base, {address, authority}, clock));
  if (auto session = centre::read_session(state); session && session->server == address.base)
    upstream->session_ = *std::move(session);
  return upstream;
}

Result<std::unique_ptr<Upstream>> Upstream::create_for(const note::Signer& agent, const std::string& server,
                                                       const Path& authority, const Clock& clock) {
  TRY_ASSIGN(const http_client::Address address, http_client::parse_address(server));
  std::unique_ptr<Upstream> upstream(new Upstream(address.base, {address, authority}, clock));
  upstream->agent_ = &agent;
  return upstream;
}

Result<Upstream::Taken> Upstream::take() {
  std::optional<std::string> token;
  std::uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    number = number_;
    if (!idle_.empty()) {
      Taken taken{std::move(idle_.back()), number};
      idle_.pop_back();
      return taken;
    }
    if (session_) token = session_->token;
  }
  http_client::Identity identity;
  if (token) identity = *std::move(token);
  if (agent_ != nullptr) identity = agent_;
  TRY_ASSIGN(http_client::Client made, http_client::Client::create(place_, std::move(identity), clock_));
  return Taken{std::make_unique<http_client::Client>(std::move(made)), number};
}

void Upstream::give_back(Taken taken) {
  const std::lock_guard lock(mutex_);
  if (taken.of == number_ && idle_.size() < kMostIdle) idle_.push_back(std::move(taken.connection));
}

Result<http_client::Answer> Upstream::ask(const http_client::Call& call) {
  TRY_ASSIGN(Taken taken, take());
  auto answer = taken.connection->ask(call);
  if (answer) give_back(std::move(taken));
  return answer;
}

void Upstream::begin(const http_client::Answer& answer) {
  auto members = json::Members::parse(answer.body);
  if (!members) return;
  centre::Session session{server_, place_.authority, members->text("account", kLongestField).value_or(""),
                          members->text("role", kLongestField).value_or(""), token_of(answer)};
  if (session.account.empty() || session.token.empty()) return;
  const std::lock_guard lock(mutex_);
  session_ = std::move(session);
  idle_.clear();
  ++number_;
}

void Upstream::end() {
  const std::lock_guard lock(mutex_);
  session_.reset();
  idle_.clear();
  ++number_;
}

server::http::Answer Upstream::pass_on(const Request& request) {
  http_client::Call call;
  call.method = request.head.method == "HEAD" ? "GET" : request.head.method;
  call.target = request.head.path + request.head.query;
  call.largest_answer = kLargestPassed;
  if (request.head.has_body)
    call.body = http_client::body_of(
        http_signature::value_of(request.head, "content-type").value_or("text/plain"), request.body);
  if (const auto range = http_signature::value_of(request.head, "range")) {
    call.range = range_of(*range);
    if (!call.range) return problem(416, "range");
  }
  if (signs_in(request)) end();
  auto answer = ask(call);
  if (!answer)
    return server::http::because(server::http::problem_for(503, "unavailable", std::chrono::seconds(5)),
                                 answer.error().message);
  if (signs_in(request) && answer->is_good()) begin(*answer);
  if (signs_out(request) || answer->status == 401) end();
  // There is nobody to sign in anew: the roster at the centre does not have this key.
  if (agent_ != nullptr && answer->status == 401 && answer->code() == "unknown-key")
    return problem(403, "not-on-the-roster");
  return answer_of(*std::move(answer));
}

std::optional<centre::Session> Upstream::session() const {
  const std::lock_guard lock(mutex_);
  return session_;
}

}  // namespace insyn::room
