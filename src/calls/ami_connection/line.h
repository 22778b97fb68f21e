// Bytes to and from another computer, by TCP or TLS. Blocking, each call bounded in time.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/path.h"
#include "base/result.h"

namespace insyn::calls {

struct LineTo {
  std::string host;  // a name or an address
  std::uint16_t port = 0;
  bool tls = true;
  // PEM: whose certificates alone are believed, for this host; empty: those that the system believes.
  Path authority;
};

// Used by one thread, but for stop().
class Line {
 public:
  static constexpr std::chrono::seconds kConnectWithin{10};
  static constexpr std::chrono::seconds kWriteWithin{5};

  explicit Line(LineTo to);
  ~Line();

  // The first connection, or another one after close(). kDenied where the other side cannot show by its
  // certificate that it is the host; kTransient where nobody is there; kCorrupt where `authority` holds no
  // certificates.
  Status connect();
  // What has come, at most 16 KiB, until the next call of anything here; empty where nothing came within
  // `patience`. kTransient where the other side has ended the connection.
  Result<std::string_view> read(std::chrono::milliseconds patience);
  Status write(std::string_view bytes);
  // Waits for stop().
  void wait(std::chrono::milliseconds time);
  void close();

  // From any thread: what waits ends with kTransient, and so does all that begins later.
  void stop();
  bool stopped() const;

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace insyn::calls
