#include "recording/writer/certifier.h"

#include <gtest/gtest.h>

#include "recording/format/layout.h"
#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

note::Signer device() { return note::Signer::generate("desk-12").value(); }

CertificateRequest request() {
  CertificateRequest one;
  one.id = new_recording_id();
  one.key = note::Signer::generate(one.id).value().verifier().text();
  one.agent = "a17";
  one.call = "4711";
  one.agreement_hash = sha256(view_of("the agreement"));
  return one;
}

Certificate certificate_in(const std::string& note, const note::Verifier& by) {
  return parse_certificate(verified_text(note, by).value()).value();
}

TEST(SigningCertifier, CountsAndNamesTheCertificateBefore) {
  SigningCertifier certifier(device());
  const CertificateRequest first = request(), second = request();
  const std::string one = certifier.certify(first).value();
  const std::string two = certifier.certify(second).value();
  EXPECT_TRUE(check_certificate(one, first, certifier.device()));
  EXPECT_TRUE(check_certificate(two, second, certifier.device()));
  EXPECT_EQ(certificate_in(one, certifier.device()).number, 1U);
  EXPECT_EQ(certificate_in(two, certifier.device()).number, 2U);
  EXPECT_EQ(certificate_in(two, certifier.device()).previous, sha256(view_of(one)));
  EXPECT_EQ(certifier.last().sha256, sha256(view_of(two)));
}

TEST(SigningCertifier, GoesOnWhereAnotherOneEnded) {
  SigningCertifier certifier(device(), {41, sha256(view_of("the last"))});
  const Certificate next = certificate_in(certifier.certify(request()).value(), certifier.device());
  EXPECT_EQ(next.number, 42U);
  EXPECT_EQ(next.previous, sha256(view_of("the last")));
}

TEST(SigningCertifier, RefusesWhatWouldWriteALineOfItsOwn) {
  SigningCertifier certifier(device());
  CertificateRequest forged = request();
  forged.call = "4711\nkind faktura";
  EXPECT_EQ(certifier.certify(forged).error().code, Code::kDenied);
  EXPECT_EQ(certifier.last().number, 0U);
}

TEST(CheckCertificate, WantsThisDeviceAndWhatWasAskedFor) {
  SigningCertifier certifier(device());
  const CertificateRequest asked = request();
  const std::string note = certifier.certify(asked).value();
  CertificateRequest other = asked;
  other.call = "4712";
  EXPECT_EQ(check_certificate(note, other, certifier.device()).error().code, Code::kDenied);
  EXPECT_EQ(check_certificate(note, asked, device().verifier()).error().code, Code::kDenied);
}

}  // namespace
}  // namespace insyn::recording
