// A server of this room alone, with routes made for tests, on a free port.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "http/client.h"
#include "server/http/recent_nonces.h"
#include "server/http/server.h"

namespace insyn::http_test {

// The text of a request. `line`: method and target; `fields`: further ones, each with its line end.
inline std::string request(const std::string& line, const std::string& fields = "",
                           const std::string& body = "") {
  return line + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

// The system's, moved by what a test says.
class MovedClock final : public Clock {
 public:
  Utc utc() const override { return system_.utc() + moved_.load(); }
  Mono mono() const override { return system_.mono() + moved_.load(); }
  std::chrono::microseconds slept() const override { return system_.slept(); }
  void move(std::chrono::milliseconds by) { moved_ = moved_.load() + by; }

 private:
  SystemClock system_;
  std::atomic<std::chrono::milliseconds> moved_{std::chrono::milliseconds(0)};
};

struct ServedOptions {
  server::http::Limits limits;
  server::http::Listen listen{"127.0.0.1", 0, false};
  const server::http::Tls* tls = nullptr;
  std::vector<server::http::Route> more = {};  // routes
};

class Served {
 public:
  using Options = ServedOptions;
  explicit Served(const Options& options = {});
  ~Served();

  std::uint16_t port() const { return server->port(); }
  // Lines so far, joined.
  std::string log() const;
  // Whoever waits in GET /waits goes on.
  void let_go();

  MovedClock clock;
  note::Signer link = note::Signer::generate("link-1").value();
  std::string token = "0123456789abcdef0123456789abcdef";
  server::http::Limits limits;
  server::http::Metrics metrics;
  std::atomic<int> waiting = 0;             // in GET /waits
  std::atomic<std::uint64_t> uploaded = 0;  // bytes of finished uploads
  std::atomic<int> abandoned = 0;           // uploads that were not finished
  std::atomic<int> echoed = 0;              // answers of POST /echo
  std::atomic<bool> news = false;           // what GET /news waits for
  std::atomic<int> asked_for_news = 0;      // times that its handler was called
  // Of those who wait in GET /bell, for ten minutes at most.
  std::vector<std::shared_ptr<Bell>> bells() const;

 private:
  std::vector<server::http::Route> routes(std::vector<server::http::Route> more);

  server::http::RecentNonces nonces_;
  server::http::Callers callers_;
  server::http::Router router_;
  mutable std::mutex mutex_;
  std::condition_variable gone_;
  bool let_go_ = false;
  std::vector<std::shared_ptr<Bell>> bells_;
  std::string log_;
  server::http::Service service_;

 public:
  std::unique_ptr<server::http::Server> server;
};

}  // namespace insyn::http_test
