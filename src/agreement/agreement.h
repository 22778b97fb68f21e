// An agreement: terms that employer and union have both signed.
#pragma once

#include "agreement/terms.h"
#include "note/note.h"
#include "note/public_keys.h"

namespace insyn::agreement {

class Agreement {
 public:
  // From a signed note and the pinned keys of the two parties, in either order. kDenied where the pins are
  // not one employer's and one union's with different keys, where a party has not signed (the message names
  // it), and where one key could open recordings by itself. kCorrupt where the note or the terms are
  // malformed. Does not check whether the agreement is in force now: see allowed_at().
  static Result<Agreement> verify(std::string_view note, const note::PublicKeys& a,
                                  const note::PublicKeys& b);

  const Terms& terms() const { return terms_; }
  // The text that both signed, and its SHA-256.
  const std::string& text() const { return text_; }
  const Digest& hash() const { return hash_; }
  const note::PublicKeys& employer() const { return employer_; }
  const note::PublicKeys& union_party() const { return union_; }

  // The recipients ("age1…") that recordings are sealed to: from the terms, or else from the pins. Never
  // empty.
  const std::vector<std::string>& reviewer_recipients() const { return reviewer_recipients_; }
  const std::vector<std::string>& union_recipients() const { return union_recipients_; }

 private:
  Agreement(note::Note note, Terms terms, const note::PublicKeys& employer,
            const note::PublicKeys& union_party);
  Status check_openers() const;

  Terms terms_;
  std::string text_;
  Digest hash_;
  note::PublicKeys employer_;
  note::PublicKeys union_;
  std::vector<std::string> reviewer_recipients_;
  std::vector<std::string> union_recipients_;
};

}  // namespace insyn::agreement
