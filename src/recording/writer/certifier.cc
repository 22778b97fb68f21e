#include "recording/writer/certifier.h"

#include "note/note.h"
#include "recording/format/note_text.h"

namespace insyn::recording {

Status check_certificate(std::string_view note, const CertificateRequest& request,
                         const note::Verifier& device) {
  TRY_ASSIGN(const std::string text, verified_text(note, device));
  TRY_ASSIGN(const Certificate certificate, parse_certificate(text));
  if (static_cast<const CertificateRequest&>(certificate) != request || certificate.device != device.name())
    return fail(Code::kDenied, "the certificate does not say what was asked for");
  return {};
}

Result<std::string> sign_certificate(const CertificateRequest& request, const LastCertificate& last,
                                     const note::Signer& device) {
  Certificate certificate;
  static_cast<CertificateRequest&>(certificate) = request;
  certificate.device = device.verifier().name();
  certificate.number = last.number + 1;
  if (last.number > 0) certificate.previous = last.sha256;
  const std::string text = text_of(certificate);
  // Read back as it was meant: a line end in a value would put a line of its own into the note.
  const Result<Certificate> read_back = parse_certificate(text);
  if (!read_back || *read_back != certificate) {
    return fail(
        Code::kDenied,
        "the call's id, its kind, its queue or a name holds characters that a certificate cannot hold, "
        "or is longer than 500 bytes");
  }
  return note::sign(text, device);
}

Result<std::string> SigningCertifier::certify(const CertificateRequest& request) {
  TRY_ASSIGN(std::string note, sign_certificate(request, last_, signer_));
  last_ = {last_.number + 1, sha256(view_of(note))};
  return note;
}

}  // namespace insyn::recording
