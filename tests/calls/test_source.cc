#include "calls/test_source.h"

#include "base/check.h"
#include "calls/statement/answer.h"

namespace insyn::calls_test {

using namespace calls;
namespace http = server::http;

namespace {

http::Known known(std::vector<note::Verifier> readers) {
  http::Known known;
  known.machine = [readers = std::move(readers)](std::string_view id) -> std::optional<http::Machine> {
    for (const note::Verifier& one : readers)
      if (http_signature::key_id_of(one) == id) return http::Machine{one, http::Role::kLink};
    return std::nullopt;
  };
  return known;
}

http::Limits wide() {
  http::Limits limits;
  limits.by_address = limits.by_identity = {10'000, 10'000};
  return limits;
}

}  // namespace

TestSource::TestSource(const note::Signer& key, std::vector<note::Verifier> readers, std::uint16_t port)
    : key_(key),
      sequence_(static_cast<std::uint64_t>(clock_.utc().time_since_epoch().count())),
      limits_(wide()),
      callers_(known(std::move(readers)), nonces_, clock_),
      router_(
          call_routes({log_, *this, clock_, {http::Role::kLink}, [](const http::Caller&) { return true; }})),
      service_(
          router_, callers_, limits_, metrics_, [](const std::string&) {}, clock_) {
  auto started = http::Server::start({"127.0.0.1", port, false}, nullptr, service_);
  CHECK(started);
  server_ = *std::move(started);
}

TestSource::~TestSource() { server_->stop(std::chrono::seconds(1)); }

std::string TestSource::say(const std::string& leg, const std::string& number, Event event,
                            const note::Signer* signer) {
  Statement said;
  {
    const std::lock_guard lock(mutex_);
    said.source = key_.verifier().name();
    said.sequence = ++sequence_;
    const auto before = last_.find(leg);
    said.previous = before == last_.end() ? 0 : before->second.sequence;
    said.at = clock_.utc();
    said.event = event;
    said.call = "call of " + leg;
    said.leg = leg;
    said.agent = number;
    said.began = before == last_.end() ? said.at : before->second.began;
    last_.insert_or_assign(leg, said);
  }
  const std::string note = sign_statement(said, signer == nullptr ? key_ : *signer).value();
  log_.add(said, note, clock_.mono());
  return note;
}

void TestSource::say_raw(const std::string& number, const std::string& note) {
  Statement said;
  said.agent = number;
  said.leg = to_hex(random_nonce());
  log_.add(said, note, clock_.mono());
}

void TestSource::ask(const Asked& asked, std::function<void(Answered)> answered) {
  std::unique_lock lock(mutex_);
  if (silent_) {
    never_answered_.push_back(std::move(answered));
    return;
  }
  const auto leg = last_.find(asked.leg);
  if (leg == last_.end()) {
    lock.unlock();
    return answered(NoAnswer::kNoSuchLeg);
  }
  const Answer answer{asked.source,      asked.nonce,           asked.call, asked.leg,
                      leg->second.agent, CallState::kConnected, {},         leg->second.sequence};
  lock.unlock();
  answered(sign_answer(answer, key_).value());
}

std::vector<CarrierReach> TestSource::reach() const { return {{key_.verifier().name(), Reach::kSource}}; }

}  // namespace insyn::calls_test
