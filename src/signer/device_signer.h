// The device's key at work: it certifies each recording once, writes that into the usage journal, and tells
// what the journal holds. Nothing else is ever signed with it.
#pragma once

#include "base/clock.h"
#include "note/key.h"
#include "signer/client/protocol.h"
#include "usage/usage_journal.h"

namespace insyn::signer {

class DeviceSigner {
 public:
  // How far a recording's begin, or when a call was refused or discarded, may be from this process's clock.
  static constexpr std::chrono::minutes kTolerance{1};
  // So many refused calls of one agent in seven days are written down; more ids than that are not calls, and
  // nothing more of this agent is certified then.
  static constexpr std::size_t kMostRefused = 2000;

  // The journal lies in `folder`. `clock` outlives the signer.
  DeviceSigner(note::Signer device, Path folder, const Clock& clock)
      : device_(std::move(device)), folder_(std::move(folder)), clock_(clock) {}

  const note::Verifier& device() const { return device_.verifier(); }
  // The content of the answer; see protocol.h. An error is for whoever asked.
  Result<Bytes> answer(const Request& request) const;

 private:
  // The next four are asked once the journal is read.
  // kDenied where the recording was certified before, or did not begin now.
  Result<Bytes> certify(const recording::CertificateRequest& request) const;
  Result<Bytes> usage_since(Utc begin) const;
  // kDenied where it is not of now, kFull where its agent has too many already.
  Result<Bytes> write_down(const usage::NotRecorded& entry) const;
  bool is_now(Utc time) const;
  // kFull where it has so many that not all could be written down.
  Status check_refused(const std::string& agent) const;
  // The journal as it is now; the caller has the folder's lock.
  Status read_journal() const;
  Status append(const usage::Entry& entry) const;

  note::Signer device_;
  Path folder_;
  const Clock& clock_;
  mutable std::optional<usage::UsageJournal> journal_;  // what of it was verified already
};

}  // namespace insyn::signer
