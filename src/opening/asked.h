// Whether a request, or an answer to it, is signed by somebody who may, under the agreement that the
// recording was made under.
#pragma once

#include "agreement/agreement.h"
#include "opening/answer_note.h"
#include "opening/request_note.h"
#include "opening/rules_note.h"

namespace insyn::opening {

// A request that was verified.
struct Asked {
  Request request;
  Digest hash{};         // SHA-256 of the note, with its signature
  std::string asked_by;  // the name in the .pub file of whoever has signed it
};

// That the note is signed by the one whom it names as its reader: a reviewer, for events the holder of the
// insight key. Where a reader's .pub file has no signing key, the party that vouches for it signs. kDenied
// where it is not, where it was asked under another agreement or for a purpose that is not agreed, or where
// such a reader can open nothing; kCorrupt where it is no request.
Result<Asked> verify_request(std::string_view note, const agreement::Agreement& agreement);

// An answer to the request whose note has the hash `request`, for `recording`. `union_key` is that of one of
// the agreement's unions. kDenied where it is not signed by it, or is about another request.
Result<Approval> verify_approval(std::string_view note, const Digest& request, std::string_view recording,
                                 const note::Verifier& union_key);
Result<Refusal> verify_refusal(std::string_view note, const Digest& request, std::string_view recording,
                               const note::Verifier& union_key);

// kDenied where `union_key` has not signed the rules.
Result<Rules> verify_rules(std::string_view note, const note::Verifier& union_key);

// Why the rules do not approve a request of a recording of this kind at `now`, of which `approved` were
// approved by rules in this week; nothing where they do.
Status check_allowed(const Rules& rules, const Request& request, std::string_view kind,
                     std::uint64_t approved_this_week, Utc now);

// The .pub file of the agreement's union that has signed `note`. kDenied where none has.
Result<note::PublicKeys> union_that_signed(std::string_view note, const agreement::Agreement& agreement);

}  // namespace insyn::opening
