// Thousands of connections to one server on this computer by TLS, each of which has at most one request under
// way, on one thread.
#pragma once

#include <openssl/ssl.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "os/descriptor.h"

namespace insyn::bench {

class ManyConnections {
 public:
  // What came on one of them: the answer's status and body.
  using Answered = std::function<void(std::size_t connection, int status, std::string_view body)>;

  // The server's certificate is one of `authority`, PEM.
  ManyConnections(std::uint16_t port, const std::string& authority, Answered answered);

  // One more, with its handshake done. Its number, counted from 0.
  std::size_t open();
  std::size_t count() const { return connections_.size(); }
  // The whole request. The connection has no other one under way.
  void send(std::size_t connection, std::string_view request);
  // Handles what has come, waiting for something at most so long.
  void work(std::chrono::milliseconds most);

 private:
  struct EndContext {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  struct EndConnection {
    void operator()(SSL* tls) const { SSL_free(tls); }
  };
  struct Connection {
    OwnedFd fd;
    std::unique_ptr<SSL, EndConnection> tls;
    std::string received;
  };

  void receive(std::size_t number);
  void take_answers(std::size_t number);

  const std::uint16_t port_;
  const Answered answered_;
  const OwnedFd epoll_;
  const std::unique_ptr<SSL_CTX, EndContext> context_;
  std::vector<std::unique_ptr<Connection>> connections_;
};

}  // namespace insyn::bench
