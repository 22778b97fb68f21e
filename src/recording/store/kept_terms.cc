#include "recording/store/kept_terms.h"

#include "base/text.h"

namespace insyn::recording {
namespace {

Result<std::string> text_with(const Path& spool, const Digest& hash) {
  const Path file = spool / terms_file_name(hash);
  TRY_ASSIGN(std::string text, read_text(file, kLongestText));
  // Whoever writes it, it is what the notes name or nothing.
  if (sha256(view_of(text)) != hash)
    return fail(Code::kCorrupt, "{} does not hold the terms that it is named after", file.string());
  return text;
}

}  // namespace

std::string terms_file_name(const Digest& agreement_hash) {
  return fmt::format("agreement.{}.toml", to_hex(agreement_hash));
}

Status keep_terms(const Path& spool, std::string_view text) {
  const Digest hash = sha256(view_of(text));
  if (text_with(spool, hash)) return {};
  Status kept =
      write_file(spool / terms_file_name(hash), view_of(text), Access::kOwnerOnly, IfExists::kReplace);
  if (!kept) return in_context("nothing is recorded, the spool cannot be used", kept.error());
  return kept;
}

Result<agreement::Terms> kept_terms(const Path& spool, const Digest& agreement_hash) {
  TRY_ASSIGN(const std::string text, text_with(spool, agreement_hash));
  return agreement::parse_terms(text);
}

}  // namespace insyn::recording
