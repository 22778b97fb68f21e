// The server's certificate and key, and what TLS is spoken: 1.3 alone (RFC 8446), without resumption and
// early data, which could be replayed.
#pragma once

#include <mutex>
#include <optional>

#include "base/clock.h"
#include "os/file_stamp.h"

struct ssl_ctx_st;

namespace insyn::server::http {

struct TlsFiles {
  Path certificate;  // PEM: the server's own first, then those that lead to its authority
  Path key;          // PEM, without a passphrase
};

// May be used by several threads at once.
class Tls {
 public:
  // kDenied where other users than the owner and the group can read the key or it is under a passphrase,
  // kCorrupt where a file is not what it should be or the key is another certificate's.
  static Result<Tls> load(const TlsFiles& files);
  Tls(Tls&&) noexcept;
  ~Tls();

  // Reads the files again where one of them has changed. True where they were replaced; an error where they
  // changed and cannot be used: then the old ones stay in use.
  Result<bool> reload();
  // OpenSSL's context, with a reference that the caller releases (SSL_CTX_free).
  ssl_ctx_st* reference() const;

  // When the certificate is valid.
  struct Validity {
    Utc from, until;
  };
  Validity validity() const;

 private:
  struct Loaded;
  struct State;
  explicit Tls(std::unique_ptr<State> state);
  static Result<std::unique_ptr<Loaded>> read(const TlsFiles& files);
  std::unique_ptr<State> state_;
};

}  // namespace insyn::server::http
