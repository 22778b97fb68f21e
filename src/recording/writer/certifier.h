// Who has the device's key, and certifies each recording's own with it. The recorder has no other way to the
// device's key than this.
#pragma once

#include "note/key.h"
#include "recording/format/certificate.h"

namespace insyn::recording {

class Certifier {
 public:
  virtual ~Certifier() = default;
  // The device's key, by which certificates are verified.
  virtual const note::Verifier& device() const = 0;
  // The signed certificate.note of a recording that begins now. The running number and the certificate before
  // are the certifier's. kDenied where it does not certify this one: nothing may be recorded then.
  virtual Result<std::string> certify(const CertificateRequest& request) = 0;
};

// That `note` is `device`'s certificate of what was asked for.
Status check_certificate(std::string_view note, const CertificateRequest& request,
                         const note::Verifier& device);

// The last certificate that a device's key has signed.
struct LastCertificate {
  std::uint64_t number = 0;  // 0: none
  Digest sha256{};
};

// The signed note that certifies it as the one after `last`. kDenied where a value cannot stand in a
// certificate.
Result<std::string> sign_certificate(const CertificateRequest& request, const LastCertificate& last,
                                     const note::Signer& device);

// Signs within this process: for trials and tests.
class SigningCertifier final : public Certifier {
 public:
  using Last = LastCertificate;

  explicit SigningCertifier(note::Signer device) : SigningCertifier(std::move(device), Last()) {}
  SigningCertifier(note::Signer device, const Last& last) : signer_(std::move(device)), last_(last) {}

  const note::Verifier& device() const override { return signer_.verifier(); }
  Result<std::string> certify(const CertificateRequest& request) override;
  const Last& last() const { return last_; }

 private:
  note::Signer signer_;
  Last last_;
};

}  // namespace insyn::recording
