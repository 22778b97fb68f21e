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

Result<std::string> SigningCertifier::certify(const CertificateRequest& request) {
  Certificate certificate;
  static_cast<CertificateRequest&>(certificate) = request;
  certificate.device = device().name();
  certificate.number = last_.number + 1;
  if (last_.number > 0) certificate.previous = last_.sha256;
  const std::string text = text_of(certificate);
  // Read back as it was meant: a line end in a value would put a line of its own into the note.
  const Result<Certificate> read_back = parse_certificate(text);
  if (!read_back || *read_back != certificate) {
    return fail(
        Code::kDenied,
        "the call's id, its kind, its queue or a name holds characters that a certificate cannot hold, "
        "or is longer than 500 bytes");
  }
  std::string note = note::sign(text, signer_);
  last_ = {certificate.number, sha256(view_of(note))};
  return note;
}

}  // namespace insyn::recording
