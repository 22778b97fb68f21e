// The centre's side of call statements: asks insyn-server, or insyn-calls itself, for those about all numbers
// of this computer's recorders, and has questions answered. Nothing is opened or judged here: a note goes to
// the number that it claims to be about, and the recorder believes what is signed.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "calls/client/news_reader.h"
#include "calls/client/questions.h"

namespace insyn::link {

class Upstream {
 public:
  // `reach_changed` is called from a thread of its own. `key`, by which requests are signed, and `clock`
  // outlive it. kPermanent where libcurl cannot be used.
  static Result<std::unique_ptr<Upstream>> begin(const http_client::Server& server, const note::Signer& key,
                                                 const Clock& clock, std::function<void()> reach_changed);

  // Whose calls one of the recorders wants to hear of, from now on. By its place among them.
  void want(std::size_t recorder, std::set<std::string> numbers);
  // What has come. Whoever waits by it is woken too when how far it reaches has changed.
  calls::StatementLog& log() { return log_; }
  void ask(const calls::Asked& asked, std::function<void(calls::Answered)> answered) {
    questions_->ask(asked, std::move(answered));
  }
  calls::Reach reach_of(const std::string& source) const;

 private:
  Upstream(const Clock& clock, std::function<void()> reach_changed);
  void take(const calls::News& news);
  void set_reaches(std::map<std::string, calls::Reach> reaches);

  const Clock& clock_;
  const std::function<void()> reach_changed_;
  calls::StatementLog log_;
  mutable std::mutex mutex_;  // of what follows
  std::map<std::size_t, std::set<std::string>> wanted_;
  std::map<std::string, calls::Reach> reaches_;
  std::unique_ptr<calls::Questions> questions_;
  std::unique_ptr<calls::NewsReader> reader_;
};

}  // namespace insyn::link
