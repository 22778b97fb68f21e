// Has somebody answer questions of recorders over HTTP, several at once, each within a second.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

#include "calls/client/requests.h"

namespace insyn::calls {

class Questions {
 public:
  // Beyond these, nobody is asked: there is no answer.
  static constexpr std::size_t kMostWaiting = 1000;

  // Asks `at_once` at a time. kPermanent where libcurl cannot be used. `clock` and the identity's key outlive
  // it.
  static Result<std::unique_ptr<Questions>> begin(const http_client::Server& server,
                                                  const http_client::Identity& identity, const Clock& clock,
                                                  unsigned at_once);
  // Ends what is under way: it is not answered.
  ~Questions();

  // Does not block. Calls `answered` once, on a thread of its own or before it returns.
  void ask(const Asked& asked, std::function<void(Answered)> answered);

 private:
  struct Waiting {
    Asked asked;
    Mono until;
    std::function<void(Answered)> answered;
  };

  explicit Questions(const Clock& clock) : clock_(clock) {}
  void work(http_client::Client& client, const std::stop_token& stop);

  const Clock& clock_;
  std::mutex mutex_;  // of what follows
  std::condition_variable_any more_;
  std::deque<Waiting> waiting_;

  std::list<http_client::Client> clients_;
  std::vector<std::jthread> threads_;
};

}  // namespace insyn::calls
