#include "recorder/service/who_is_here.h"

#include <algorithm>

#include "base/bytes.h"
#include "roster/presence.h"

namespace insyn::recorder {
namespace {

constexpr std::size_t kNonceBytes = 16;

}  // namespace

std::optional<reason::Reason> WhoIsHere::unknown() const {
  if (!shared_ || answered_by_) return std::nullopt;
  return reason::AgentUnknown{};
}

control::AgentsAsked WhoIsHere::ask(control::ClientId client, int from) {
  question_ = Question{client, to_hex(random_bytes(kNonceBytes))};
  std::vector<std::string> names;
  names.reserve(agents_.size());
  for (const roster::Agent& agent : agents_) names.push_back(agent.name);
  control::AgentsAsked asked = control::agents_from(names, static_cast<std::size_t>(std::max(from, 0)));
  asked.nonce = question_->nonce;
  return asked;
}

reason::OrReason<void> WhoIsHere::answer(control::ClientId client, const std::string& agent,
                                         const std::string& signature) {
  const std::optional<Question> asked = std::exchange(question_, std::nullopt);
  const auto one = std::find_if(agents_.begin(), agents_.end(),
                                [&](const roster::Agent& other) { return other.name == agent; });
  if (one == agents_.end()) return reason::because(reason::AgentNotHere{agent});
  const bool proven =
      asked && asked->client == client && roster::check_presence(*one, asked->nonce, signature);
  if (!proven) return reason::because(reason::AgentNotProven{agent});
  agent_ = one->name;
  recipients_.clear();
  for (const roster::AgentKey& key : one->keys) recipients_.push_back(key.age);
  numbers_ = one->numbers;
  answered_by_ = client;
  return {};
}

void WhoIsHere::leave() {
  if (!shared_) return;
  agent_.clear();
  recipients_.clear();
  numbers_.clear();
  answered_by_.reset();
}

}  // namespace insyn::recorder
