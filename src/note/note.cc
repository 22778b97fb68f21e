#include "note/note.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "note/signature_line.h"

namespace insyn::note {
namespace {

constexpr std::string_view kLineStart = "— ";  // U+2014 and a space
constexpr std::size_t kIdSize = 4;

std::string signature_line(std::string_view text, const Signer& signer) {
  return line_of({signer.verifier().name(), signer.verifier().id(), signer.sign(text)});
}

Result<Signature> parse_signature(std::string_view line) {
  if (!line.starts_with(kLineStart)) {
    return fail(Code::kCorrupt, "after its last blank line the note has a line that is not a signature");
  }
  line.remove_prefix(kLineStart.size());
  const std::size_t space = std::min(line.find(' '), line.size());
  const std::string_view name = line.substr(0, space);
  if (!is_key_name(name) || space == line.size()) {
    return fail(Code::kCorrupt, "a signature line of the note is not of the form “— name base64”");
  }
  const auto blob = from_base64(line.substr(space + 1), Padding::kRequired);
  if (!blob || blob->size() <= kIdSize) {
    return fail(Code::kCorrupt, "the note's signature by {} is not base64 of a key id and a signature", name);
  }
  Signature result;
  result.name = name;
  for (std::size_t i = 0; i < kIdSize; ++i) result.id = (result.id << 8U) | (*blob)[i];
  result.signature.assign(blob->begin() + kIdSize, blob->end());
  return result;
}

Status parse_signatures(std::string_view lines, std::vector<Signature>& into) {
  while (!lines.empty()) {
    if (into.size() == kMostSignatures) {
      return fail(Code::kCorrupt, "the note has more than {} signatures", kMostSignatures);
    }
    const std::size_t end = lines.find('\n');
    TRY_ASSIGN(Signature signature, parse_signature(lines.substr(0, end)));
    into.push_back(std::move(signature));
    lines.remove_prefix(end + 1);
  }
  return {};
}

}  // namespace

bool has_signature_line(std::string_view text) {
  return text.starts_with(kLineStart) || text.find(fmt::format("\n{}", kLineStart)) != std::string_view::npos;
}

Status check_signable(std::string_view text) {
  TRY(check_text(text, "\n"));
  if (text.empty()) return fail(Code::kCorrupt, "there is no text to sign");
  if (!text.ends_with('\n')) return fail(Code::kCorrupt, "the last line has no line end; add one");
  return {};
}

Result<Note> parse(std::string_view note) {
  if (auto fine = check_text(note, "\n"); !fine) return in_context("the note", std::move(fine).error());
  const std::size_t split = note.rfind("\n\n");
  if (split == std::string_view::npos || split + 2 == note.size()) {
    return fail(Code::kCorrupt, "the note has no signatures: no signature lines after a blank line");
  }
  if (!note.ends_with('\n')) return fail(Code::kCorrupt, "the note is cut off: its last line has no end");
  Note result;
  result.text = note.substr(0, split + 1);
  TRY(parse_signatures(note.substr(split + 2), result.signatures));
  return result;
}

std::string sign(std::string_view text, const Signer& signer) {
  CHECK(check_signable(text).has_value());
  return fmt::format("{}\n{}", text, signature_line(text, signer));
}

Result<std::string> add_signature(std::string_view note, const Signer& signer) {
  TRY_ASSIGN(const Note parsed, parse(note));
  for (const Signature& signature : parsed.signatures) {
    if (is_by(signature, signer.verifier())) {
      return fail(Code::kDenied,
                  "{} has signed this note already; to start over, sign the text without its signatures",
                  signature.name);
    }
  }
  std::string result = std::string(note) + signature_line(parsed.text, signer);
  if (parsed.signatures.size() == kMostSignatures || result.size() > kLongestText) {
    return fail(Code::kFull, "the note is too long for another signature");
  }
  return result;
}

Result<std::string> sign_or_add_signature(std::string_view file, const Signer& signer) {
  if (has_signature_line(file)) return add_signature(file, signer);
  TRY(check_signable(file));
  std::string note = sign(file, signer);
  if (note.size() > kLongestText) return fail(Code::kFull, "the text is too long to add a signature");
  return note;
}

bool is_by(const Signature& signature, const Verifier& verifier) {
  return signature.name == verifier.name() && signature.id == verifier.id();
}

bool signature_fits(std::string_view text, const Signature& signature, const Verifier& verifier) {
  return is_by(signature, verifier) && verifier.fits(text, signature.signature);
}

Result<bool> is_signed_by(const Note& note, const Verifier& verifier) {
  bool found = false;
  for (const Signature& signature : note.signatures) {
    if (!is_by(signature, verifier)) continue;
    if (!signature_fits(note.text, signature, verifier)) {
      return fail(Code::kDenied,
                  "the signature by {} does not match the text: one of them was changed; get the note again "
                  "from its signer",
                  verifier.name());
    }
    found = true;
  }
  return found;
}

Result<std::vector<std::size_t>> verify(const Note& note, std::span<const Verifier> verifiers) {
  std::vector<std::size_t> signed_by;
  for (std::size_t i = 0; i < verifiers.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (verifiers[j].name() == verifiers[i].name() && verifiers[j].id() == verifiers[i].id()) {
        return fail(Code::kDenied, "two of the keys to verify with have the name {} and the same id",
                    verifiers[i].name());
      }
    }
    TRY_ASSIGN(const bool found, is_signed_by(note, verifiers[i]));
    if (found) signed_by.push_back(i);
  }
  if (signed_by.empty()) return fail(Code::kDenied, "none of the given keys has signed the note");
  return signed_by;
}

}  // namespace insyn::note
