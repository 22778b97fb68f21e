// Reads on and on what somebody hands out of call statements, on a thread of its own.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "base/backoff.h"
#include "calls/client/requests.h"

namespace insyn::calls {

struct NewsTimes {
  std::chrono::milliseconds first{500}, longest{10'000};  // of a Backoff
  // Whoever always has something to say is asked so many times at once, and then this seldom: it gets no more
  // of this computer.
  double at_once = 20;
  std::chrono::milliseconds between{100};
};

class NewsReader {
 public:
  // Each is called on the reader's thread.
  struct Told {
    std::function<void(const News&)> news;
    // Nothing was answered, or nothing proper; it is tried again.
    std::function<void(const Error&)> failed;
  };

  // Begins at once; about nobody's calls as long as want() was not called. kPermanent where libcurl cannot be
  // used. `clock` and the identity's key outlive it.
  static Result<std::unique_ptr<NewsReader>> begin(http_client::Server server, http_client::Identity identity,
                                                   const Clock& clock, Told told, NewsTimes times = {});
  // Ends what is under way.
  ~NewsReader();

  // Whose calls are asked for from now on; of no number nothing is. Of a number that is new what is going on
  // comes first, and then other statements may come once more.
  void want(StatementLog::Numbers numbers);

 private:
  NewsReader(http_client::Client client, const Clock& clock, Told told, NewsTimes times);
  void work(const std::stop_token& stop);
  void round();
  // When it may be asked again.
  Mono next_question(Mono now);
  bool has_somebody() const { return !numbers_ || !numbers_->empty(); }

  http_client::Client client_;
  const Clock& clock_;
  const Told told_;
  const NewsTimes times_;
  Backoff backoff_;
  double left_;     // questions that may be asked at once
  Mono counted_{};  // when they were counted

  std::mutex mutex_;  // of what follows
  std::condition_variable_any changed_;
  StatementLog::Numbers numbers_ = std::set<std::string>();
  std::string cursor_;
  std::atomic<bool> again_ = false;  // the wish has changed since the question that is under way

  std::jthread thread_;
};

}  // namespace insyn::calls
