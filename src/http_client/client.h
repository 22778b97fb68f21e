// A client of Insyn's server: one request at a time, blocking, over TLS 1.3, or plain to this computer
// itself. What a server sends is bounded in size and in time, and nothing that it says leads anywhere else.
// This room and server/vault are the only ones that know libcurl.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <variant>

#include "base/clock.h"
#include "base/sha256.h"
#include "http_client/address.h"
#include "http_client/answer.h"
#include "note/key.h"

namespace insyn::http_client {

using Field = http_signature::Field;

struct Server {
  Address address;
  Path authority = {};  // PEM: whose certificates alone are believed; empty: those that the system believes
};

// By whom a request is: nobody, whoever has a key, or a person's session, whose cookie has this value. The
// key outlives the client.
using Identity = std::variant<std::monostate, const note::Signer*, std::string>;

// What is sent: `length` bytes. A signed request names their SHA-256 before the first one is sent.
struct Body {
  std::string type;  // Content-Type
  std::uint64_t length = 0;
  Digest sha256{};
  // At most `into.size()` bytes from `offset` on, which is below `length`; at least one. It may be asked
  // again for what it has given.
  std::function<Result<std::size_t>(std::uint64_t offset, std::span<std::uint8_t> into)> read;
};
Body body_of(std::string type, std::string bytes);

struct Times {
  std::chrono::milliseconds connect{10'000};
  // How long nearly nothing (64 bytes a second) may come or go; 0: no bound.
  std::chrono::seconds stalled{60};
  std::chrono::milliseconds whole{120'000};  // for all of it; 0: no bound
};

struct Range {
  std::uint64_t from = 0;
  std::uint64_t length = 1;  // bytes, at least one
};

struct Call {
  std::string method = "GET";
  std::string target;  // path and query, in normal form: "/v1/feed?after=7"
  std::optional<Body> body = {};
  std::vector<Field> fields = {};                     // further ones; names in lower case
  std::size_t largest_answer = std::size_t{1} << 20;  // bytes, of the body
  // Where it is given: the body of a good answer goes there piece by piece instead of into the answer.
  std::function<Status(ByteView)> sink = {};
  std::optional<Range> range = {};  // an answer that gives another one is kBadPeer
  Times times = {};
  std::uint64_t bytes_per_second = 0;  // sent at most; 0: no bound
  // Bytes of the bodies that have gone and come so far.
  std::function<void(std::uint64_t sent, std::uint64_t received)> progress = {};
  // Where it says true the request ends, as by stop(). Asked now and then, and when wake() is called.
  std::function<bool()> is_over = {};
};

class Client {
 public:
  // Does not connect yet. `clock` outlives it. kPermanent where libcurl cannot be used.
  static Result<Client> create(Server server, Identity identity, const Clock& clock);
  Client(Client&&) noexcept;
  Client& operator=(Client&&) = delete;
  ~Client();

  // The server's answer, whatever its status: error_of() makes an error of one. Errors of this are
  //  kTransient  no answer came: there is no network, no server, it took too long, the connection was cut, or
  //              stop() was called; also where the server says that it has seen this very request before;
  //  kDenied     the server is not the one whose certificate was to be believed;
  //  kBadPeer    what came is not HTTP, is longer than `largest_answer`, or leads to another address;
  //  and whatever `body` and `sink` return.
  Result<Answer> ask(const Call& call);

  // From any thread: ends the request that is running, and every later one.
  void stop();
  // From any thread: has the running request's `is_over` asked at once.
  void wake();

  const Server& server() const;

 private:
  struct Core;
  explicit Client(std::unique_ptr<Core> core);
  std::unique_ptr<Core> core_;
};

}  // namespace insyn::http_client
