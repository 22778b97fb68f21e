// A call source of a test: it says what the test tells it to, over HTTP as insyn-calls does.
#pragma once

#include <set>

#include "calls/serve/routes.h"
#include "server/http/server.h"

namespace insyn::calls_test {

// Each nonce is new.
class AnyNonce final : public http_signature::SeenNonces {
 public:
  Result<bool> is_new(std::string_view, std::string_view, Utc) override { return true; }
};

class TestSource final : public calls::Desk {
 public:
  // Answers whoever has one of `readers`. Port 0: any.
  TestSource(const note::Signer& key, std::vector<note::Verifier> readers, std::uint16_t port = 0);
  ~TestSource() override;

  std::string url() const { return fmt::format("http://127.0.0.1:{}", server_->port()); }
  std::uint16_t port() const { return server_->port(); }

  // Signs a statement by its own key and hands it out: the note. Where `signer` is given by that one.
  std::string say(const std::string& leg, const std::string& number,
                  calls::Event event = calls::Event::kBegin, const note::Signer* signer = nullptr);
  // Hands out whatever it is, to those who read about the number.
  void say_raw(const std::string& number, const std::string& note);
  // From now on nothing is answered to questions.
  void be_silent(bool silent) { silent_ = silent; }
  std::size_t waiting() const { return log_.waiting(); }

  void ask(const calls::Asked& asked, std::function<void(calls::Answered)> answered) override;
  std::vector<calls::CarrierReach> reach() const override;

 private:
  const note::Signer& key_;
  const SystemClock clock_;
  calls::StatementLog log_;
  std::mutex mutex_;
  std::uint64_t sequence_ = 0;                    // guarded by it, as what follows
  std::map<std::string, calls::Statement> last_;  // by leg
  std::vector<std::function<void(calls::Answered)>> never_answered_;
  std::atomic<bool> silent_ = false;
  server::http::Limits limits_;
  server::http::Metrics metrics_;
  AnyNonce nonces_;
  server::http::Callers callers_;
  server::http::Router router_;
  server::http::Service service_;
  std::unique_ptr<server::http::Server> server_;
};

}  // namespace insyn::calls_test
