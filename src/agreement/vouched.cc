#include "agreement/vouched.h"

#include <algorithm>

#include "toml/document.h"
#include "toml/table_reader.h"

namespace insyn::agreement {
namespace {

constexpr std::size_t kLongestSignature = 400;

bool same_signing_key(const note::PublicKeys& a, const note::PublicKeys& b) {
  return a.verifier && b.verifier &&
         std::equal(a.verifier->key().begin(), a.verifier->key().end(), b.verifier->key().begin(),
                    b.verifier->key().end());
}

}  // namespace

bool may_be_vouched(note::Role role) {
  return role == note::Role::kReviewer || role == note::Role::kUnion || role == note::Role::kInsight ||
         role == note::Role::kImporter;
}

// The .pub file that a party has signed is put together again from what the table says.
Result<Vouched> read_vouched_table(const toml::Value& table, std::string_view name) {
  if (table.kind != toml::Value::kTable) return toml::invalid(table.line, name, "must be [[{}]]", name);
  Vouched one;
  one.line = table.line;
  toml::TableReader fields(table, std::string(name));
  TRY_ASSIGN(const std::string signature, fields.string("vouched", kLongestSignature));
  auto keys = note::read_public_keys(fields);
  if (!keys) return Failure(std::move(keys).error());
  one.keys = std::move(*keys);
  auto note = note::parse(fmt::format("{}\n— {}\n", note::public_keys_text(one.keys), signature));
  if (!note || note->signatures.size() != 1) {
    return toml::invalid(
        fields.find("vouched")->line, fields.full_name("vouched"),
        "is not of the form “name base64”; copy the table that insyn keys vouch has printed");
  }
  one.signed_by = note->signatures.front().name;
  one.note = std::move(*note);
  return one;
}

bool stand_for_one(const note::PublicKeys& a, const note::PublicKeys& b) {
  return (!a.recipient.empty() && a.recipient == b.recipient) || a.name == b.name || same_signing_key(a, b);
}

Result<std::string> vouched_table_of(std::string_view vouched) {
  TRY_ASSIGN(const note::Note note, note::parse(vouched));
  TRY_ASSIGN(const note::PublicKeys keys, note::parse_public_keys(vouched));
  if (note.signatures.size() != 1) {
    return fail(Code::kCorrupt, "the .pub file has {} signatures; it needs one", note.signatures.size());
  }
  const std::size_t first_line = note.text.find('\n') + 1;
  const std::size_t mark = std::string_view("— ").size();
  std::string line(vouched.substr(note.text.size() + 1 + mark));
  line.pop_back();
  return fmt::format("[[{}]]\n{}vouched = {}\n",
                     keys.role == note::Role::kImporter ? "importer" : "recipient",
                     note.text.substr(first_line), toml::quoted(line));
}

}  // namespace insyn::agreement
