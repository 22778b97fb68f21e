// The note that the device signs when a recording begins: the key that signs the recording from then on, and
// whose it is. For the union, the agent and the server; a reviewer never gets it. Lines of "key value" in a
// fixed order; docs/recording.md describes them byte for byte.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/sha256.h"
#include "note/key.h"

namespace insyn::recording {

// What a recorder asks the device to certify.
struct CertificateRequest {
  std::string id;                           // of the recording
  std::string key;                          // note::Verifier::text() of its signing key, whose name is the id
  std::string agent;                        // the agent's pseudonym; empty where agents are not told apart
  std::string call;                         // the call's id
  std::string kind;                         // question kind; may be empty
  std::string queue;                        // may be empty
  Utc begin{};                              // and the same moment
  std::chrono::microseconds begin_mono{0};  // by the workstation's monotonic clock
  Digest agreement_hash{};
  std::optional<Digest> roster_hash;  // nothing where there is no roster
  bool operator==(const CertificateRequest&) const = default;
};

struct Certificate : CertificateRequest {
  std::string device;              // the name of the key that signs it
  std::uint64_t number = 1;        // the device's running number: 1, 2, 3 …
  std::optional<Digest> previous;  // SHA-256 of the note before; nothing at number 1 alone
  bool operator==(const Certificate&) const = default;
};

std::string text_of(const Certificate& certificate);
// kCorrupt with the line number and the reason where the text is not exactly what text_of() would write.
Result<Certificate> parse_certificate(std::string_view text);

// The key that signs the recording `id`, from its text in a certificate or an opening note. kCorrupt where it
// is none, or another recording's: a recording's key has its id for a name.
Result<note::Verifier> recording_key(std::string_view id, std::string_view key);

}  // namespace insyn::recording
