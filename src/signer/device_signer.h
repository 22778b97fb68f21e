// The device's key at work: it certifies each recording once, writes that into the usage journal, and tells
// what the journal holds. Nothing else is ever signed with it.
#pragma once

#include "base/clock.h"
#include "note/key.h"
#include "signer/client/protocol.h"

namespace insyn::signer {

class DeviceSigner {
 public:
  // How far a recording's begin may be from this process's clock.
  static constexpr std::chrono::minutes kTolerance{1};
  // So many refused calls of one agent in seven days are written down; more ids than that are not calls.
  static constexpr std::size_t kMostRefused = 2000;

  // The journal lies in `folder`. `clock` outlives the signer.
  DeviceSigner(note::Signer device, Path folder, const Clock& clock)
      : device_(std::move(device)), folder_(std::move(folder)), clock_(clock) {}

  const note::Verifier& device() const { return device_.verifier(); }
  // The content of the answer; see protocol.h. An error is for whoever asked.
  Result<Bytes> answer(const Request& request) const;

 private:
  // kDenied where the recording was certified before, or did not begin now.
  Result<Bytes> certify(const recording::CertificateRequest& request) const;
  Result<Bytes> usage_since(Utc begin) const;
  Result<Bytes> write_down(const usage::NotRecorded& entry) const;

  note::Signer device_;
  Path folder_;
  const Clock& clock_;
};

}  // namespace insyn::signer
