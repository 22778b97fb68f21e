#include "calls/client/questions.h"

namespace insyn::calls {

Result<std::unique_ptr<Questions>> Questions::begin(const http_client::Server& server,
                                                    const http_client::Identity& identity, const Clock& clock,
                                                    unsigned at_once) {
  std::unique_ptr<Questions> questions(new Questions(clock));
  for (unsigned i = 0; i < at_once; ++i) {
    TRY_ASSIGN(auto client, http_client::Client::create(server, identity, clock));
    questions->clients_.push_back(std::move(client));
  }
  for (http_client::Client& client : questions->clients_)
    questions->threads_.emplace_back(
        [all = questions.get(), &client](const std::stop_token& stop) { all->work(client, stop); });
  return questions;
}

Questions::~Questions() {
  for (std::jthread& thread : threads_) thread.request_stop();
  for (http_client::Client& client : clients_) client.stop();
  threads_.clear();
  for (const Waiting& one : waiting_) one.answered(NoAnswer::kSilent);
}

void Questions::ask(const Asked& asked, std::function<void(Answered)> answered) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() < kMostWaiting) {
      waiting_.push_back({asked, clock_.mono() + kSilentAfter, std::move(answered)});
      more_.notify_one();
      return;
    }
  }
  answered(NoAnswer::kSilent);
}

void Questions::work(http_client::Client& client, const std::stop_token& stop) {
  while (true) {
    std::unique_lock lock(mutex_);
    if (!more_.wait(lock, stop, [this] { return !waiting_.empty(); }) || stop.stop_requested()) return;
    const Waiting one = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    const auto left = std::chrono::floor<std::chrono::milliseconds>(one.until - clock_.mono());
    one.answered(left.count() > 0 ? answered_by(client.ask(question_request(one.asked, left)))
                                  : Answered(NoAnswer::kSilent));
  }
}

}  // namespace insyn::calls
