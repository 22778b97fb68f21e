// Which handler answers a request, and who may ask it: one table.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <variant>

#include "base/bell.h"
#include "base/bytes.h"
#include "server/http/message.h"

namespace insyn::server::http {

// A body that is taken piece by piece while it arrives. What is destroyed before finish() was called has to
// leave nothing behind: the connection was cut, or the body was not what its digest says.
class Upload {
 public:
  virtual ~Upload() = default;
  // An answer ends the upload.
  virtual std::optional<Answer> take(ByteView piece) = 0;
  // All of the body was taken, and its digest, where one was signed, fits.
  virtual Answer finish() = 0;
};

// Handlers run on threads that may block, many at once.
using Handle = std::function<Answer(const Request&)>;
// `length` bytes will follow. An answer refuses them before they are sent.
using BeginUpload =
    std::function<std::variant<std::unique_ptr<Upload>, Answer>(const Request&, std::uint64_t length)>;

// There is nothing to answer yet. The handler is called again when `is_over` says true, which is asked twice
// a second and must not block, or for the last time after `at_most` or when the server stops. No thread waits
// meanwhile.
struct Wait {
  std::chrono::milliseconds at_most{0};
  std::function<bool()> is_over;
  // Where it is given it ends the wait, at once when it is rung, and `is_over` is not asked.
  std::shared_ptr<Bell> bell = nullptr;
  // Where it is given it answers instead of the handler, which is not called again: what a request has begun
  // it holds on to.
  std::function<Answer()> answer = {};
};
// The last time it has to answer.
using HandleOrWait = std::function<std::variant<Answer, Wait>(const Request&, bool last)>;

struct Route {
  std::string method;            // "GET"; HEAD is answered by it too
  std::string path;              // "/v1/recordings/{id}": a parameter is one whole segment
  std::vector<Role> who;         // a role that is not named here is refused
  std::uint64_t largest_body{};  // bytes
  std::variant<Handle, BeginUpload, HandleOrWait> handler;
};

class Router {
 public:
  // CHECKs that no two routes answer the same request, but that a path without a parameter goes before those
  // that have one. `rest` answers each GET for whose path there is none.
  explicit Router(std::vector<Route> routes, std::optional<Route> rest = std::nullopt);

  struct Found {
    const Route* route = nullptr;
    std::map<std::string, std::string, std::less<>> parameters;
    std::vector<std::string> allowed;  // the methods of this path, where there is no route
  };
  Found find(std::string_view method, std::string_view path) const;
  const std::vector<Route>& routes() const { return routes_; }
  const std::optional<Route>& rest() const { return rest_; }

 private:
  std::vector<Route> routes_;
  std::optional<Route> rest_;
};

bool may(const Route& route, Role role);

}  // namespace insyn::server::http
