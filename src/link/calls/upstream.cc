#include "link/calls/upstream.h"

namespace insyn::link {
namespace {

using calls::Reach;

// Of one computer's agents; a server that sends more has the oldest forgotten.
constexpr calls::LogLimits kOfThisComputer{500, 200, std::size_t{2} << 20};
constexpr unsigned kQuestionsAtOnce = 4;

}  // namespace

Upstream::Upstream(const Clock& clock, std::function<void()> reach_changed)
    : clock_(clock), reach_changed_(std::move(reach_changed)), log_(kOfThisComputer) {}

Result<std::unique_ptr<Upstream>> Upstream::begin(const http_client::Server& server, const note::Signer& key,
                                                  const Clock& clock, std::function<void()> reach_changed) {
  std::unique_ptr<Upstream> upstream(new Upstream(clock, std::move(reach_changed)));
  TRY_ASSIGN(upstream->questions_, calls::Questions::begin(server, &key, clock, kQuestionsAtOnce));
  const calls::NewsReader::Told told{[one = upstream.get()](const calls::News& news) { one->take(news); },
                                     [one = upstream.get()](const Error&) { one->set_reaches({}); }};
  TRY_ASSIGN(upstream->reader_, calls::NewsReader::begin(server, &key, clock, told));
  return upstream;
}

void Upstream::want(std::size_t recorder, std::set<std::string> numbers) {
  const std::lock_guard lock(mutex_);
  wanted_[recorder] = std::move(numbers);
  std::set<std::string> all;
  for (const auto& [one, its] : wanted_) all.insert(its.begin(), its.end());
  reader_->want(std::move(all));
}

void Upstream::take(const calls::News& news) {
  for (const std::string& note : news.statements) {
    const auto claim = calls::read_claim(note);
    if (claim) log_.add(claim->statement, note, clock_.mono());
  }
  std::map<std::string, Reach> reaches;
  for (const calls::CarrierReach& one : news.sources) reaches.emplace(one.source, one.reach);
  set_reaches(std::move(reaches));
}

void Upstream::set_reaches(std::map<std::string, Reach> reaches) {
  {
    const std::lock_guard lock(mutex_);
    if (reaches == reaches_) return;
    reaches_ = std::move(reaches);
  }
  log_.beside_changed();
  reach_changed_();
}

Reach Upstream::reach_of(const std::string& source) const {
  const std::lock_guard lock(mutex_);
  const auto found = reaches_.find(source);
  return found == reaches_.end() ? Reach::kNothing : found->second;
}

}  // namespace insyn::link
