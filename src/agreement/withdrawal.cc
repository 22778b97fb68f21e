#include "agreement/withdrawal.h"

#include <algorithm>

#include "agreement/longest.h"
#include "base/bytes.h"
#include "toml/document.h"
#include "toml/table_reader.h"

namespace insyn::agreement {
namespace {

Result<Withdrawal> parse_withdrawal(std::string_view text) {
  TRY_ASSIGN(const toml::Value top, toml::parse(text));
  toml::TableReader fields(top, "");
  Withdrawal withdrawal;
  TRY(fields.integer("insyn_withdrawal", {1, 1}));
  TRY_ASSIGN(const std::string hash, fields.string("agreement", 2 * Digest().size()));
  TRY_ASSIGN(withdrawal.id, fields.name("id", kLongestName));
  TRY_ASSIGN(withdrawal.party, fields.name("party", kLongestName));
  const toml::Value* at = fields.find("at");
  if (at == nullptr || at->kind != toml::Value::kOffsetDateTime) {
    return toml::invalid(fields.line(), "at", "must be a date and time with an offset");
  }
  withdrawal.at = at->instant;
  TRY_ASSIGN(withdrawal.reason, fields.string("reason", kLongestReason, ""));
  TRY(fields.finish());
  const auto bytes = from_hex(hash);
  if (!bytes || bytes->size() != withdrawal.agreement.size()) {
    return toml::invalid(fields.find("agreement")->line, "agreement",
                         "must be a SHA-256: 64 hexadecimal digits");
  }
  std::copy(bytes->begin(), bytes->end(), withdrawal.agreement.begin());
  return withdrawal;
}

}  // namespace

std::string withdrawal_text(const Withdrawal& withdrawal) {
  std::string text = fmt::format("insyn_withdrawal = 1\nagreement = \"{}\"\nid = {}\nparty = {}\nat = {}\n",
                                 to_hex(withdrawal.agreement), toml::quoted(withdrawal.id),
                                 toml::quoted(withdrawal.party), to_text(withdrawal.at));
  if (!withdrawal.reason.empty()) text += fmt::format("reason = {}\n", toml::quoted(withdrawal.reason));
  return text;
}

Result<Withdrawal> verify_withdrawal(std::string_view note, const std::vector<note::PublicKeys>& parties) {
  auto parsed = note::parse(note);
  if (!parsed) return fail(Code::kDenied, "the withdrawal: {}", parsed.error().message);
  const note::PublicKeys* signed_by = nullptr;
  for (const note::PublicKeys& party : parties) {
    TRY_ASSIGN(const bool has_signed, note::is_signed_by(*parsed, *party.verifier));
    if (has_signed && signed_by == nullptr) signed_by = &party;
  }
  if (signed_by == nullptr)
    return fail(Code::kDenied, "the withdrawal is signed by no party of the agreement");
  auto withdrawal = parse_withdrawal(parsed->text);
  if (!withdrawal) return in_context("the withdrawal", std::move(withdrawal).error());
  // Whoever signs can write any name into the text.
  withdrawal->signed_by = signed_by->name;
  return withdrawal;
}

}  // namespace insyn::agreement
