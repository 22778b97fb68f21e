#include "calls/client/questions.h"

#include <algorithm>

namespace insyn::calls {

Result<std::unique_ptr<Questions>> Questions::begin(const http_client::Server& server,
                                                    const http_client::Identity& identity, const Clock& clock,
                                                    unsigned at_once) {
  std::unique_ptr<Questions> questions(new Questions(clock));
  for (unsigned i = 0; i < at_once; ++i) {
    TRY_ASSIGN(auto client, http_client::Client::create(server, identity, clock));
    questions->workers_.emplace_back(std::move(client));
  }
  for (Worker& one : questions->workers_)
    one.thread =
        std::jthread([all = questions.get(), &one](const std::stop_token& stop) { all->work(one, stop); });
  return questions;
}

Questions::~Questions() {
  for (Worker& one : workers_) {
    one.thread.request_stop();
    one.client.stop();
  }
  for (Worker& one : workers_)
    if (one.thread.joinable()) one.thread.join();
  for (const Waiting& one : waiting_) one.answered(NoAnswer::kSilent);
}

void Questions::ask(const Asked& asked, std::function<void(Answered)> answered) {
  {
    const std::lock_guard lock(mutex_);
    Waiting one{asked, clock_.mono() + kSilentAfter, answered};
    const auto free =
        std::find_if(workers_.begin(), workers_.end(), [](const Worker& worker) { return worker.idle; });
    if (free != workers_.end()) {
      free->idle = false;
      free->task = std::move(one);
      free->woken.notify_one();
      return;
    }
    if (waiting_.size() < kMostWaiting) return waiting_.push_back(std::move(one));
  }
  answered(NoAnswer::kSilent);
}

void Questions::answer(Worker& worker, const Waiting& one) {
  const auto left = std::chrono::floor<std::chrono::milliseconds>(one.until - clock_.mono());
  one.answered(left.count() > 0 ? answered_by(worker.client.ask(question_request(one.asked, left)))
                                : Answered(NoAnswer::kSilent));
}

void Questions::work(Worker& worker, const std::stop_token& stop) {
  while (true) {
    std::optional<Waiting> one;
    {
      std::unique_lock lock(mutex_);
      if (!waiting_.empty() && !stop.stop_requested()) {
        one = std::move(waiting_.front());
        waiting_.pop_front();
      } else {
        worker.idle = true;
        worker.woken.wait(lock, stop, [&] { return worker.task.has_value(); });
        worker.idle = false;
        one = std::exchange(worker.task, std::nullopt);
      }
    }
    if (!one) return;
    answer(worker, *one);
  }
}

}  // namespace insyn::calls
