// An agreement: terms that the employer and every union named in them have signed.
#pragma once

#include "agreement/terms.h"
#include "note/note.h"
#include "note/public_keys.h"

namespace insyn::agreement {

class Agreement {
 public:
  // From a signed note and the pinned keys of the parties, in any order: the employer's, and one of each
  // union that the terms name. kDenied where the pins are not these, where two have the same key, where a
  // party has not signed (the message names it), where somebody could open recordings whom nobody vouches
  // for, or who stands on both sides (find_openers), or where the employer does not vouch for an importer.
  // kCorrupt where the note or the terms are malformed. Does not check whether the agreement is in force now:
  // see allowed_at().
  static Result<Agreement> verify(std::string_view note, const std::vector<note::PublicKeys>& pins);

  // The same before it is signed: of the terms, as text or as a note, whoever has signed them.
  static Result<Agreement> preview(std::string_view text, const std::vector<note::PublicKeys>& pins);

  const Terms& terms() const { return terms_; }
  // The text that all have signed, and its SHA-256.
  const std::string& text() const { return text_; }
  const Digest& hash() const { return hash_; }
  const note::PublicKeys& employer() const { return employer_; }
  // In the order of the terms' names. Never empty.
  const std::vector<note::PublicKeys>& unions() const { return unions_; }
  // The employer and the unions: any one of them may withdraw.
  std::vector<note::PublicKeys> parties() const;

  // Everybody whom recordings are sealed to.
  const std::vector<Opener>& openers() const { return openers_; }
  // The recipients ("age1…") of one layer, never empty: from the terms, or else from the pins. One key of
  // each layer opens.
  const std::vector<std::string>& reviewer_recipients() const { return reviewer_recipients_; }
  const std::vector<std::string>& union_recipients() const { return union_recipients_; }

 private:
  static Result<Agreement> check(note::Note note, std::vector<note::PublicKeys> employer_and_unions);
  Agreement(note::Note note, Terms terms, note::PublicKeys employer, std::vector<note::PublicKeys> unions);

  Terms terms_;
  std::string text_;
  Digest hash_;
  note::PublicKeys employer_;
  std::vector<note::PublicKeys> unions_;
  std::vector<std::string> reviewer_recipients_;
  std::vector<std::string> union_recipients_;
  std::vector<Opener> openers_;
};

}  // namespace insyn::agreement
