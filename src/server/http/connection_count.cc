#include "server/http/connection_count.h"

#include <mutex>
#include <unordered_map>

namespace insyn::server::http {

struct ConnectionCount::State {
  ConnectionLimits limits;
  std::mutex mutex;
  std::size_t all = 0;
  std::unordered_map<std::string, std::size_t> by_client;

  void leave(const std::string& client) {
    const std::lock_guard lock(mutex);
    --all;
    const auto found = by_client.find(client);
    if (found != by_client.end() && --found->second == 0) by_client.erase(found);
  }
};

ConnectionCount::ConnectionCount(ConnectionLimits limits) : state_(std::make_shared<State>()) {
  state_->limits = limits;
}

ConnectionCount::Entered ConnectionCount::enter(const std::string& client) {
  const std::lock_guard lock(state_->mutex);
  if (state_->all >= state_->limits.all) return {nullptr, Full::kAll};
  if (!client.empty()) {
    std::size_t& of_client = state_->by_client[client];
    if (of_client >= state_->limits.by_address) return {nullptr, Full::kAddress};
    ++of_client;
  }
  ++state_->all;
  return {Place(state_.get(), [state = state_, client](void*) { state->leave(client); }), Full::kNo};
}

std::size_t ConnectionCount::count() const {
  const std::lock_guard lock(state_->mutex);
  return state_->all;
}

}  // namespace insyn::server::http
