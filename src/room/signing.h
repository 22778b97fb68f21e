// What the union signs here beside answers: a version of the roster, an agreement, a withdrawal. What is
// going to be signed is looked at first, and only that very text is signed.
#pragma once

#include "json/members.h"
#include "room/signed_texts.h"

namespace insyn::room {

// What a page shows of an agreement that is valid; with its "differences" from the one before, where there is
// one.
json::Json agreement_json(const agreement::Agreement& agreement, const agreement::Terms* before);

// Each answer is a JSON object. Texts come from a page: they are bounded and believed by nobody.
class Signing {
 public:
  // All of these outlive it.
  Signing(Upstream& server, const Keyring& keys, const Clock& clock)
      : server_(server), keys_(keys), clock_(clock) {}

  // The newest roster that is registered: {"hash", "id", "version", "agents", "devices", "links"}, each a
  // list; and "versions".
  Result<std::string> roster();
  // What a text, signed or not, changes about that: {"hash", "id", "version", "differences", "signed_by",
  // "missing", "problem"}: `problem` where it is none that may follow.
  Result<std::string> look_at_roster(const std::string& text);
  // Signs it; where all have, it is registered: {"note", "registered", "problem"}.
  Result<std::string> sign_roster(const std::string& text, const std::string& hash);

  // What a text says, as `explained` in both languages, and what it changes about `before`.
  Result<std::string> look_at_agreement(const std::string& text,
                                        const std::vector<RegisteredAgreement>& registered);
  Result<std::string> sign_agreement(const std::string& text, const std::string& hash);

  // For ever. `word` has to be the agreement's id. {"note", "registered", "problem"}: the note is of use
  // wherever it lies, also where the server does not take it.
  Result<std::string> withdraw(const agreement::Agreement& agreement, const std::string& word,
                               const std::string& reason);

 private:
  Result<std::optional<roster::SignedRoster>> newest_roster();
  Result<std::string> registered(const std::string& kind, const std::string& note, bool complete);

  Upstream& server_;
  const Keyring& keys_;
  const Clock& clock_;
};

}  // namespace insyn::room
