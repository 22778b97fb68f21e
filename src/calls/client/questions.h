// Has somebody answer questions of recorders over HTTP, several at once, each within a second.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "calls/client/requests.h"

namespace insyn::calls {

class Questions {
 public:
  // Beyond these, nobody is asked: there is no answer.
  static constexpr std::size_t kMostWaiting = 1000;

  // Asks `at_once` at a time, each on a connection of its own; of those that are free always the first, so
  // that whoever seldom asks has one. kPermanent where libcurl cannot be used. `clock` and the identity's key
  // outlive it.
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
  struct Worker {
    explicit Worker(http_client::Client one) : client(std::move(one)) {}
    http_client::Client client;
    std::condition_variable_any woken;
    std::optional<Waiting> task;  // guarded by mutex_, as `idle`
    bool idle = false;
    std::jthread thread;
  };

  explicit Questions(const Clock& clock) : clock_(clock) {}
  void work(Worker& worker, const std::stop_token& stop);
  void answer(Worker& worker, const Waiting& one);

  const Clock& clock_;
  std::mutex mutex_;
  std::deque<Waiting> waiting_;  // guarded by it
  std::list<Worker> workers_;
};

}  // namespace insyn::calls
