#include "recording/format/certificate.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace insyn::recording {
namespace {

const std::string kId = "0123456789abcdef0123456789abcdef";

std::string key_named(std::string_view name) {
  return note::Signer::generate(name).value().verifier().text();
}

Certificate certificate() {
  Certificate one;
  one.id = kId;
  one.key = key_named(kId);
  one.device = "desk-12";
  one.agent = "a17";
  one.call = "4711";
  one.kind = "faktura";
  one.queue = "stöd";
  one.begin = parse_utc("2026-12-01T08:15:03.250Z").value();
  one.begin_mono = std::chrono::microseconds(512);
  one.agreement_hash = sha256(view_of("the agreement"));
  one.roster_hash = sha256(view_of("the roster"));
  one.number = 17;
  one.previous = sha256(view_of("the one before"));
  return one;
}

std::string certificate_refusal(const std::string& text) {
  const Result<Certificate> parsed = parse_certificate(text);
  if (parsed) return "";
  EXPECT_EQ(parsed.error().code, Code::kCorrupt);
  return parsed.error().message;
}

TEST(CertificateNote, ComesBackAsItWas) {
  const Certificate full = certificate();
  EXPECT_EQ(parse_certificate(text_of(full)).value(), full);
  Certificate shortest = certificate();
  shortest.agent = shortest.kind = shortest.queue = "";
  shortest.roster_hash.reset();
  shortest.previous.reset();
  shortest.number = 1;
  EXPECT_EQ(parse_certificate(text_of(shortest)).value(), shortest);
}

TEST(CertificateNote, IsRefusedWhereAByteIsWrittenDifferently) {
  const std::string text = text_of(certificate());
  EXPECT_NE(certificate_refusal(with(text, "certificate 1", "certificate 0")), "");
  EXPECT_NE(certificate_refusal(with(text, "id " + kId, "id " + kId.substr(1))), "");
  EXPECT_NE(certificate_refusal(with(text, "us 512", "us 0512")), "");
  EXPECT_NE(certificate_refusal(with(text, "call 4711\n", "")), "");
  EXPECT_NE(certificate_refusal(with(text, "call 4711\n", "call 4711\ncall 4711\n")), "");
  EXPECT_NE(certificate_refusal(with(text, "call 4711\nkind faktura\n", "kind faktura\ncall 4711\n")), "");
  EXPECT_NE(certificate_refusal(with(text, "device desk-12\n", "")), "");
  EXPECT_NE(certificate_refusal(with(text, "queue ", "Queue ")), "");
  EXPECT_NE(certificate_refusal(with(text, "kind faktura", "kind fak\ttura")), "");
  EXPECT_NE(certificate_refusal(text + "more\n"), "");
  EXPECT_NE(certificate_refusal(text.substr(0, text.size() - 1)), "");
  EXPECT_NE(certificate_refusal(""), "");
}

TEST(CertificateNote, ItsKeyHasTheRecordingsIdForAName) {
  Certificate one = certificate();
  one.key = key_named("ffffffffffffffffffffffffffffffff");
  EXPECT_NE(certificate_refusal(text_of(one)).find("another recording"), std::string::npos);
  one.key = "none";
  EXPECT_NE(certificate_refusal(text_of(one)), "");
}

TEST(CertificateNote, EachButTheFirstNamesTheOneBefore) {
  Certificate one = certificate();
  one.previous.reset();
  EXPECT_NE(certificate_refusal(text_of(one)), "");
  one = certificate();
  one.number = 1;
  EXPECT_NE(certificate_refusal(text_of(one)), "");
  one.number = 0;
  EXPECT_NE(certificate_refusal(text_of(one)), "");
}

}  // namespace
}  // namespace insyn::recording
