// A client of our own on a real socket, plain or with TLS, that can send what no proper client sends. It
// waits for nothing longer than 20 seconds.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/path.h"

namespace insyn::http_test {

struct Reply {
  int status = 0;                             // 0: the connection ended before a whole answer was there
  std::map<std::string, std::string> fields;  // names in lower case
  std::string body;
  std::string head;  // as received
};

// A certificate authority and what it signed, in a folder.
struct Certificates {
  Path authority, certificate, key;
};
// By the openssl program; valid for `days` days from now.
Certificates make_certificates(const Path& folder, const std::string& name, int days = 2);

struct TlsWish {
  Path authority;
  bool only_1_2 = false;
  std::string protocol = {};  // ALPN; empty for none
};

class Client {
 public:
  explicit Client(std::uint16_t port, const TlsWish* tls = nullptr);
  ~Client();
  Client(Client&&) noexcept;
  Client& operator=(Client&&) = delete;

  // Whether there is a connection, with TLS where it was wished for and the certificate is the authority's.
  bool connected() const;
  // False where the other side has ended the connection.
  bool send(std::string_view bytes);
  // The next answer; `without_body` after HEAD.
  Reply receive(bool without_body = false);
  Reply ask(std::string_view request) { return send(request) ? receive() : Reply{}; }
  // Whether the server ends the connection without sending anything more.
  bool is_ended();
  // Sends a connection's end, and goes on reading.
  void end_sending();
  // The certificate that the server showed, as its serial number in hexadecimal.
  std::string serial() const;

 private:
  struct Ends;
  bool more();
  std::unique_ptr<Ends> ends_;
  std::string buffer_;
};

}  // namespace insyn::http_test
