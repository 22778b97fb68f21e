#include "extension/release_note.h"

#include <algorithm>

#include "extension/manifest.h"
#include "note/note.h"
#include "toml/document.h"
#include "toml/table_reader.h"

namespace insyn::extension {
namespace {

constexpr std::size_t kLongestVersion = 23;

Result<Digest> read_hash(toml::TableReader& fields, const char* name) {
  TRY_ASSIGN(const std::string hex, fields.string(name, 2 * Digest().size()));
  const auto bytes = from_hex(hex);
  Digest hash{};
  if (!bytes || bytes->size() != hash.size())
    return toml::invalid(fields.find(name)->line, name, "must be a SHA-256: 64 hexadecimal digits");
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

}  // namespace

std::string release_text(const ReleaseNote& release) {
  return fmt::format("insyn_extension = 1\nagreement = \"{}\"\nversion = {}\npackage = \"{}\"\nat = {}\n",
                     to_hex(release.agreement), toml::quoted(release.version), to_hex(release.package),
                     to_text(release.at));
}

Result<ReleaseNote> parse_release_note(std::string_view text) {
  TRY_ASSIGN(const toml::Value top, toml::parse(text));
  toml::TableReader fields(top, "");
  TRY(fields.integer("insyn_extension", {1, 1}));
  ReleaseNote release;
  TRY_ASSIGN(release.agreement, read_hash(fields, "agreement"));
  TRY_ASSIGN(release.version, fields.string("version", kLongestVersion));
  TRY_ASSIGN(release.package, read_hash(fields, "package"));
  const toml::Value* at = fields.find("at");
  if (at == nullptr || at->kind != toml::Value::kOffsetDateTime)
    return toml::invalid(fields.line(), "at", "must be a date and time with an offset");
  release.at = at->instant;
  TRY(fields.finish());
  if (const Status good = check_release({release.version, ""}); !good)
    return fail(Code::kCorrupt, "version: {}", good.error().message);
  if (release_text(release) != text) return fail(Code::kCorrupt, "it is not written as Insyn writes it");
  return release;
}

Result<ReleaseNote> verify_release_note(std::string_view note, const std::vector<note::PublicKeys>& parties) {
  if (note.size() > kLargestReleaseNote)
    return fail(Code::kCorrupt, "the extension's release: it is too long");
  auto parsed = note::parse(note);
  if (!parsed) return in_context("the extension's release", std::move(parsed).error());
  if (parties.empty()) return fail(Code::kDenied, "nobody could sign the extension's release");
  for (const note::PublicKeys& party : parties) {
    if (!party.verifier) return fail(Code::kDenied, "{} has no key that signs", party.name);
    TRY_ASSIGN(const bool has_signed, note::is_signed_by(*parsed, *party.verifier));
    if (!has_signed) return fail(Code::kDenied, "the extension's release is not signed by {}", party.name);
  }
  auto release = parse_release_note(parsed->text);
  if (!release) return in_context("the extension's release", std::move(release).error());
  return release;
}

}  // namespace insyn::extension
