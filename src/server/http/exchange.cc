#include "server/http/exchange.h"

#include <exception>

#include "base/check.h"

namespace insyn::server::http {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

// Of a recording, a key or a hash nothing is in the log by which it could be told from others.
std::string without_ids(std::string_view text) {
  constexpr std::size_t kShortest = 16;
  std::string masked;
  while (!text.empty()) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789abcdefABCDEF"), text.size());
    masked += digits < kShortest ? std::string(text.substr(0, digits)) : "…";
    text.remove_prefix(digits);
    if (text.empty()) break;
    masked += text.front();
    text.remove_prefix(1);
  }
  return masked;
}

// Handlers end no connection by an exception of a library, and the client learns nothing of it.
template <class Work>
auto guarded(Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::exception& error) {
    return because(problem(500, "unexpected"), error.what());
  }
}

Answer not_for(Role role, bool is_elsewhere) {
  if (role != Role::kAnybody) return problem(403, "role");
  using reason::RefusalCode;
  const RefusalCode code = is_elsewhere ? RefusalCode("another-address") : RefusalCode("who-is-it");
  return problem(401, code, {{"www-authenticate", "Bearer realm=\"insyn\""}});
}

}  // namespace

Service::Service(const Router& router, const Callers& callers, const Limits& limits, Metrics& metrics,
                 Log log, const Clock& clock, Gate gate)
    : router_(router),
      callers_(callers),
      limits_(limits),
      metrics_(metrics),
      log_(std::move(log)),
      clock_(clock),
      gate_(std::move(gate)),
      by_client_(limits.by_address, limits.clients),
      by_identity_(limits.by_identity, limits.clients) {}

Exchange::Exchange(Service& service, Head head, std::string client)
    : service_(service),
      request_{std::move(head), {}, {}, {}},
      client_(std::move(client)),
      began_(service.clock_.mono()) {
  request_.client = client_;
}

std::optional<Answer> Exchange::limit() {
  if (const auto wait = service_.by_client_.take(client_, service_.clock_.mono()))
    return problem_for(429, "rate", *wait);
  return std::nullopt;
}

bool Exchange::is_elsewhere() {
  Caller& caller = request_.caller;
  if (!caller.begun_from || *caller.begun_from == client_) return false;
  service_.log(
      fmt::format("a session of the role {} was shown from another address than it began at, and refused",
                  name_of(caller.role)));
  caller = {};
  return true;
}

std::optional<Answer> Exchange::route_it() {
  Router::Found found = service_.router_.find(request_.head.method, request_.head.path);
  route_ = found.route;
  if (route_ == nullptr && found.allowed.empty()) return problem(404, "no-such-path");
  if (route_ == nullptr) return problem(405, "method", {{"allow", joined(found.allowed)}});
  request_.parameters = std::move(found.parameters);
  length_ = body_length(request_.head);
  if (length_ > route_->largest_body) return problem(413, "body-too-large");
  return std::nullopt;
}

std::optional<Answer> Exchange::begin_upload() {
  const auto* begin = std::get_if<BeginUpload>(&route_->handler);
  if (begin == nullptr) return std::nullopt;
  auto begun = (*begin)(request_, length_);
  if (Answer* refused = std::get_if<Answer>(&begun)) return std::move(*refused);
  upload_ = std::get<std::unique_ptr<Upload>>(std::move(begun));
  return std::nullopt;
}

std::optional<Answer> Exchange::admit() {
  if (auto refused = limit()) return refused;
  if (service_.gate_)
    if (auto refused = service_.gate_(request_.head)) return refused;
  if (auto refused = route_it()) return refused;
  return guarded([&]() -> std::optional<Answer> {
    Identity identity = service_.callers_.identify(request_.head);
    if (Answer* refused = std::get_if<Answer>(&identity)) return std::move(*refused);
    const Identified& who = std::get<Identified>(identity);
    request_.caller = who.caller;
    signed_body_ = who.body;
    const bool from_elsewhere = is_elsewhere();
    const Caller& caller = request_.caller;
    if (!caller.id.empty()) {
      if (const auto wait = service_.by_identity_.take(caller.id, service_.clock_.mono()))
        return problem_for(429, "rate", *wait);
    }
    if (!may(*route_, caller.role)) return not_for(caller.role, from_elsewhere);
    return begin_upload();
  });
}

std::optional<Answer> Exchange::take(ByteView piece) {
  body_.add(piece);
  if (!upload_) {
    request_.body.append(text_of(piece));
    return std::nullopt;
  }
  return guarded([&] { return upload_->take(piece); });
}

std::variant<Answer, Wait> Exchange::handle(bool last) {
  if (upload_) return upload_->finish();
  if (const Handle* handle = std::get_if<Handle>(&route_->handler)) return (*handle)(request_);
  if (later_) return later_();
  auto outcome = std::get<HandleOrWait>(route_->handler)(request_, last);
  CHECK(!last || std::holds_alternative<Answer>(outcome));
  if (Wait* wait = std::get_if<Wait>(&outcome)) later_ = std::move(wait->answer);
  return outcome;
}

std::variant<Answer, Wait> Exchange::finish(bool last) {
  // Its state is used up by the first call, and so is the reason to look.
  if (signed_body_ && body_.digest() != *std::exchange(signed_body_, std::nullopt)) {
    upload_.reset();
    return problem(400, "digest");
  }
  return guarded([&] { return handle(last); });
}

void Exchange::done(const Answer& answer) {
  // Of what the client sent, only what this server has a word for itself: no path, no query, no address.
  const std::string route = route_ == nullptr ? "-" : route_->path;
  const std::string method = route_ == nullptr ? "-" : request_.head.method;
  const auto took = service_.clock_.mono() - began_;
  service_.metrics_.add("insyn_http_requests_total", "Requests that were answered.",
                        {{"method", method}, {"route", route}, {"status", std::to_string(answer.status)}});
  service_.metrics_.observe("insyn_http_request_seconds", "From a request's head to its answer.",
                            {{"route", route}}, took);
  if (answer.status >= 500 && !answer.cause.empty())
    service_.log(fmt::format("{} {} {}: {}", method, route, answer.status, without_ids(answer.cause)));
  service_.log(fmt::format("{} {} {} {} {:.1f} ms, {} B in, {} B out", name_of(request_.caller.role), method,
                           route, answer.status, std::chrono::duration<double, std::milli>(took).count(),
                           length_, answer.body.size()));
}

}  // namespace insyn::server::http
