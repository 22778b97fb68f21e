// A centre made for the link's tests, on the server's own HTTP: what it takes is in memory, its ledger is a
// real one, and it lies where a test says so. insyn-server is not in it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>

#include "fleet/company.h"
#include "http/served.h"
#include "ledger/entries/entry.h"
#include "ledger/tiles/testing.h"
#include "receipt/receipt.h"
#include "receipt/tombstone.h"

namespace insyn::link_test {

class CentreDouble {
 public:
  // Knows the links of this company, which outlives it.
  CentreDouble(const fleet::Company& company, const note::Signer& ledger);
  ~CentreDouble();

  std::string url() const;
  std::uint16_t port() const { return server_->port(); }

  // What has arrived, by the recordings' ids: the bundles, byte for byte.
  std::map<std::string, std::string> stored() const;
  std::vector<std::string> certificates() const;
  std::vector<std::string> discards() const;
  std::vector<std::string> reports() const;
  std::size_t staged(const std::string& id) const;
  // How often a receipt was given.
  int receipts() const { return receipts_; }
  // Signed requests so far.
  int requests() const { return requests_; }
  // How often the feed was asked.
  int asked() const { return asked_; }

  // News, at once.
  void publish_agreement(const std::string& note) { publish("agreement", note); }
  void publish_roster(const std::string& note) { publish("roster", note); }
  void publish_withdrawal(const std::string& note) { publish("withdrawal", note); }
  void publish(const std::string& kind, const std::string& note);
  void publish_word(const std::string& note);
  void want(const std::string& id);
  // It loses a recording that it has given a receipt for.
  void lose(const std::string& id);
  // A recording that it has shredded; it stands in its ledger, and links are told.
  void bury(const std::string& id);

  // Its lies. To be set before anybody asks.
  std::function<void(Receipt&)> falsify;                        // a receipt, before it is written
  std::function<std::string(const std::string&)> falsify_text;  // and after
  std::function<void(Tombstone&)> falsify_tombstone;            // the same of the proof of a shredding
  std::function<void()> when_taking;        // called with each piece of an upload, beside its lock
  std::atomic<bool> keeps_nothing = false;  // gives a receipt and keeps no byte
  std::atomic<bool> false_samples = false;
  std::atomic<bool> two_ledgers = false;        // signs receipts by one that it shows to nobody else
  std::atomic<bool> has_no_witness = false;     // shows a checkpoint that nobody has cosigned
  std::atomic<bool> forgets_witnessed = false;  // shows the checkpoint of no entries
  std::atomic<bool> always_has_news = false;    // answers the feed at once
  std::atomic<std::uint64_t> takes_at_once = std::uint64_t{1}
                                             << 40;  // bytes of one upload; then it wants a next one
  // Refuses requests with this answer as long as it is there.
  void refuse_with(std::optional<server::http::Answer> answer);

 private:
  struct Stored {
    std::string bundle;
    std::string receipt;
  };
  class Taking;
  using Answer = server::http::Answer;
  using Request = server::http::Request;

  std::vector<server::http::Route> routes();
  std::optional<Answer> refused();
  Answer certificate(const Request& request);
  Answer state_of(const std::string& id);
  Answer sample(const Request& request);
  Answer feed(const Request& request);
  Answer finish(const std::string& id);
  ProvenEntry enter(const ledger::Entry& entry);
  Answer checkpoint();
  Answer tile(const Request& request);
  std::string make_receipt(const std::string& id, const std::string& bundle);
  std::string cursor() const;

  const fleet::Company& company_;
  const note::Signer& ledger_;
  SystemClock clock_;
  std::atomic<int> receipts_ = 0, requests_ = 0, asked_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool over_ = false;
  std::vector<std::string> entries_;
  ledger::MemoryStore tiles_;
  ledger::Appender seen_ = ledger::Appender::open(tiles_, 0, ledger::empty_root()).value();
  std::map<std::string, std::string> staged_;
  std::map<std::string, std::uint64_t> uploads_;  // begun so far
  std::map<std::string, Stored> stored_;
  std::map<std::string, std::string> buried_;  // the tombstones, by recording
  std::vector<std::string> certificates_, discards_, reports_, words_, wanted_;
  std::map<std::string, std::vector<std::string>> notes_;  // by kind
  std::uint64_t version_ = 0;
  std::optional<Answer> refusal_;

  class Nonces final : public http_signature::SeenNonces {
   public:
    Result<bool> is_new(std::string_view key_id, std::string_view nonce, Utc) override {
      const std::lock_guard lock(mutex_);
      return seen_.insert(std::string(key_id) + std::string(nonce)).second;
    }

   private:
    std::mutex mutex_;
    std::set<std::string> seen_;
  };
  // A test asks more often than any link.
  server::http::Limits limits_ = [] {
    server::http::Limits limits;
    limits.by_identity = limits.by_address = {10'000, 10'000};
    return limits;
  }();
  server::http::Metrics metrics_;
  Nonces nonces_;
  server::http::Callers callers_;
  server::http::Router router_;
  server::http::Service service_;
  std::unique_ptr<server::http::Server> server_;
};

}  // namespace insyn::link_test
