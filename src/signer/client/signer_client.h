// The recorder's side of the signer: recordings are certified and counted there, and the device's key is in
// no memory of this process.
#pragma once

#include <functional>
#include <memory>

#include "agreement/usage.h"
#include "recording/writer/certifier.h"
#include "signer/client/protocol.h"

namespace insyn::signer {

// Whether there is a recording in the spool whose running number, given by the device, is higher than `last`:
// then the device's usage journal is an old one, or was taken away.
bool is_behind(std::uint64_t last, const Path& spool, const note::Verifier& device);

class SignerClient final : public recording::Certifier, public agreement::UsageLog {
 public:
  // Makes the connection; asked again where it was lost.
  using Connect = std::function<Result<LocalSocket>()>;

  // kTransient where no signer answers, kDenied where it has no key. The recordings in `spool` tell whether
  // the signer's journal is behind them.
  static Result<std::unique_ptr<SignerClient>> connect(Connect connect, Path spool);
  // The installed signer's, at `socket`.
  static Result<std::unique_ptr<SignerClient>> installed(const Path& socket, Path spool);

  const note::Verifier& device() const override { return *device_; }
  Result<std::string> certify(const recording::CertificateRequest& request) override;
  Result<agreement::Usage> since(Utc begin) const override;
  Status write_down(const agreement::NotRecorded& call) const override;

 private:
  SignerClient(Connect connect, Path spool) : connect_(std::move(connect)), spool_(std::move(spool)) {}
  Status make_connection() const;
  // The next frame's payload.
  Result<Bytes> receive(std::size_t limit) const;
  Result<Bytes> ask(const Request& request) const;
  Result<Bytes> ask_once(const Request& request) const;

  Connect connect_;
  Path spool_;
  mutable std::optional<LocalSocket> socket_;
  std::optional<note::Verifier> device_;
};

}  // namespace insyn::signer
