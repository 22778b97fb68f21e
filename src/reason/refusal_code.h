// Why the centre's server refuses a request: the codes of its problem details (docs/api/openapi.yaml). Here
// is the one list of them: a server can answer with no other code, and src/words has a sentence for each.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace insyn::reason {

// In the order of the alphabet.
inline constexpr auto kRefusalCodes = std::to_array<std::string_view>({
    "account-name",
    "account-there",
    "agent",
    "agreement",
    "another-account",
    "answered",
    "approval",
    "behind",
    "body-too-large",
    "bundle",
    "busy",
    "call",
    "call-unclear",
    "certificate",
    "chunk",
    "chunks",
    "clock",
    "content-digest",
    "content-length",
    "cross-site",
    "cursor",
    "cut",
    "digest",
    "discard",
    "entries",
    "erasure",
    "expectation",
    "expired",
    "field-name",
    "field-twice",
    "field-value",
    "folded-line",
    "fork",
    "from",
    "full",
    "gone",
    "guesses",
    "head",
    "head-too-large",
    "hold",
    "host",
    "invitation",
    "json",
    "key-file",
    "last-administrator",
    "line-end",
    "list",
    "malformed",
    "method",
    "no-answer",
    "no-checkpoint",
    "no-peel",
    "no-such-account",
    "no-such-agreement",
    "no-such-call",
    "no-such-entry",
    "no-such-file",
    "no-such-finding",
    "no-such-path",
    "no-such-recording",
    "no-such-request",
    "no-such-tile",
    "not-answered",
    "not-covered",
    "not-its-key",
    "not-missing",
    "not-on-the-roster",
    "not-open",
    "not-proven",
    "not-signed",
    "not-the-union",
    "not-vouched",
    "not-yet",
    "not-yours",
    "note",
    "nothing-to-open",
    "opening",
    "opens",
    "other-history",
    "parameter",
    "passphrase",
    "passphrase-too-short",
    "peel",
    "query",
    "range",
    "rate",
    "receipt",
    "recording",
    "recordings",
    "refusal",
    "refused",
    "request",
    "request-line",
    "role",
    "roster",
    "sample",
    "seen-before",
    "target",
    "target-too-long",
    "token",
    "too-many",
    "too-many-fields",
    "too-new",
    "too-old",
    "two-lengths",
    "unavailable",
    "unexpected",
    "unknown-key",
    "unsure",
    "until",
    "version",
    "who-is-it",
    "withdrawal",
    "withdrawn",
    "wrong-offset",
    "wrong-signature",
});

// One of the list: from any other text it does not compile.
class RefusalCode {
 public:
  consteval RefusalCode(const char* code) : code_(code) {  // NOLINT(google-explicit-constructor)
    if (std::find(kRefusalCodes.begin(), kRefusalCodes.end(), code_) == kRefusalCodes.end())
      throw "a code that is not in the list";
  }
  constexpr std::string_view text() const { return code_; }
  bool operator==(const RefusalCode&) const = default;

 private:
  std::string_view code_;
};

}  // namespace insyn::reason
