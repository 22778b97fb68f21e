#include "calls/statement/signed_by.h"

#include "calls/statement/fields.h"
#include "note/note.h"

namespace insyn::calls {

Result<SignedText> open_signed(std::string_view note, std::span<const agreement::CallSource> sources) {
  if (note.size() > kLargestCallNote) return fail(Code::kCorrupt, "the call source's note is too long");
  auto parsed = note::parse(note);
  if (!parsed) return in_context("the call source's note", std::move(parsed).error());
  if (parsed->signatures.size() != 1)
    return fail(Code::kDenied, "the call source's note has {} signatures instead of one",
                parsed->signatures.size());
  for (const agreement::CallSource& source : sources) {
    TRY_ASSIGN(const bool has_signed, note::is_signed_by(*parsed, source.key));
    if (has_signed) return SignedText{std::move(parsed->text), &source};
  }
  return fail(Code::kDenied, "no call source of the agreement has signed it");
}

}  // namespace insyn::calls
