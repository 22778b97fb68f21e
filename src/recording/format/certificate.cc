#include "recording/format/certificate.h"

#include "recording/format/layout.h"
#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kCertificateHead = "insyn recording certificate 1";

std::string* text_named(std::string_view key, Certificate& certificate) {
  if (key == "id") return &certificate.id;
  if (key == "key") return &certificate.key;
  if (key == "device") return &certificate.device;
  if (key == "agent") return &certificate.agent;
  if (key == "call") return &certificate.call;
  if (key == "kind") return &certificate.kind;
  if (key == "queue") return &certificate.queue;
  return nullptr;
}

Status take(std::string_view key, std::string_view value, Certificate& certificate) {
  if (std::string* text = text_named(key, certificate)) return take_text(value, *text);
  if (key == "begin") return take_time(value, certificate.begin);
  if (key == "begin-monotonic-us") {
    TRY_ASSIGN(const std::uint64_t microseconds, parse_number(value, kMostNumber));
    certificate.begin_mono = std::chrono::microseconds(static_cast<std::int64_t>(microseconds));
    return {};
  }
  if (key == "agreement-sha256") return take_digest(value, certificate.agreement_hash);
  if (key == "roster-sha256") return take_digest(value, certificate.roster_hash);
  if (key == "number") return take_number(value, kMostNumber, certificate.number);
  if (key == "previous-sha256") return take_digest(value, certificate.previous);
  return fail(Code::kCorrupt, "unknown line in a certificate");
}

Status check_complete(const Certificate& certificate) {
  if (!is_recording_id(certificate.id)) return fail(Code::kCorrupt, "not a recording id");
  TRY(recording_key(certificate.id, certificate.key));
  if (certificate.device.empty() || certificate.call.empty())
    return fail(Code::kCorrupt, "a line of the certificate is missing");
  if (certificate.number == 0) return fail(Code::kCorrupt, "the running numbers begin with 1");
  if ((certificate.number == 1) == certificate.previous.has_value()) {
    return fail(Code::kCorrupt, "each certificate but the first names the one before it, and only those do");
  }
  return {};
}

}  // namespace

std::string text_of(const Certificate& certificate) {
  std::string text = fmt::format("{}\n", kCertificateHead);
  const auto line = [&text](std::string_view key, std::string_view value) {
    if (!value.empty()) text += fmt::format("{} {}\n", key, value);
  };
  line("id", certificate.id);
  line("key", certificate.key);
  line("device", certificate.device);
  line("agent", certificate.agent);
  line("call", certificate.call);
  line("kind", certificate.kind);
  line("queue", certificate.queue);
  line("begin", to_text(certificate.begin));
  line("begin-monotonic-us", std::to_string(certificate.begin_mono.count()));
  line("agreement-sha256", to_hex(certificate.agreement_hash));
  if (certificate.roster_hash) line("roster-sha256", to_hex(*certificate.roster_hash));
  line("number", std::to_string(certificate.number));
  if (certificate.previous) line("previous-sha256", to_hex(*certificate.previous));
  return text;
}

Result<Certificate> parse_certificate(std::string_view text) {
  Certificate certificate;
  TRY(read_lines(text, kCertificateHead, [&](std::string_view key, std::string_view value) {
    return take(key, value, certificate);
  }));
  TRY(check_complete(certificate));
  TRY(expect_same(text, text_of(certificate)));
  return certificate;
}

Result<note::Verifier> recording_key(std::string_view id, std::string_view key) {
  TRY_ASSIGN(note::Verifier verifier, note::Verifier::parse(key));
  if (verifier.name() != id) return fail(Code::kCorrupt, "the signing key is that of another recording");
  return verifier;
}

}  // namespace insyn::recording
