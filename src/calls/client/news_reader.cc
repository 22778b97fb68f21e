#include "calls/client/news_reader.h"

namespace insyn::calls {

NewsReader::NewsReader(http_client::Client client, const Clock& clock, Told told, NewsTimes times)
    : client_(std::move(client)),
      clock_(clock),
      told_(std::move(told)),
      times_(times),
      backoff_(times.first, times.longest),
      left_(times.at_once),
      counted_(clock.mono()),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

Result<std::unique_ptr<NewsReader>> NewsReader::begin(http_client::Server server,
                                                      http_client::Identity identity, const Clock& clock,
                                                      Told told, NewsTimes times) {
  TRY_ASSIGN(auto client, http_client::Client::create(std::move(server), std::move(identity), clock));
  return std::unique_ptr<NewsReader>(new NewsReader(std::move(client), clock, std::move(told), times));
}

NewsReader::~NewsReader() {
  thread_.request_stop();
  client_.stop();
}

void NewsReader::want(StatementLog::Numbers numbers) {
  const std::lock_guard lock(mutex_);
  if (numbers == numbers_) return;
  const bool has_new = !numbers || !numbers_ ||
                       !std::includes(numbers_->begin(), numbers_->end(), numbers->begin(), numbers->end());
  if (has_new) cursor_.clear();
  numbers_ = std::move(numbers);
  again_ = true;
  changed_.notify_all();
  client_.wake();
}

void NewsReader::work(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, stop, [this] { return has_somebody(); });
    }
    if (stop.stop_requested()) return;
    round();
    const Mono now = clock_.mono();
    const Mono next = std::max(backoff_.next(), next_question(now));
    std::unique_lock lock(mutex_);
    // An agent who comes is not kept waiting for what failed before.
    if (next > now) changed_.wait_for(lock, stop, next - now, [this] { return again_.load(); });
  }
}

Mono NewsReader::next_question(Mono now) {
  const std::chrono::duration<double> each = times_.between, since = now - counted_;
  left_ = std::min(times_.at_once, left_ + since / each) - 1;
  counted_ = now;
  return left_ >= 0 ? now : now + std::chrono::duration_cast<Mono::duration>(-left_ * each);
}

void NewsReader::round() {
  std::unique_lock lock(mutex_);
  again_ = false;
  http_client::Call call = news_request(cursor_, numbers_);
  call.is_over = [this] { return again_.load(); };
  lock.unlock();
  const auto news = news_in(client_.ask(call));
  lock.lock();
  // It is no answer to the question that is asked now.
  if (again_) return;
  if (news) cursor_ = news->next;
  lock.unlock();
  if (news) {
    backoff_.succeeded();
    told_.news(*news);
  } else {
    backoff_.failed(clock_.mono());
    told_.failed(news.error());
  }
}

}  // namespace insyn::calls
