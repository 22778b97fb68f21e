#include "agreement/in_force_note.h"

#include <algorithm>

#include "base/text.h"
#include "toml/document.h"
#include "toml/table_reader.h"

namespace insyn::agreement {
namespace {

constexpr std::size_t kLongestKind = 200;
constexpr std::size_t kMostKinds = 1000;
// Of a note's text: a signature, with the name of its key, is shorter than the rest.
constexpr std::size_t kLongestWord = kLargestInForceNote - (std::size_t{1} << 10);

std::string text_of(const InForce& word) {
  std::string kinds;
  for (const std::string& kind : word.enough) kinds += (kinds.empty() ? "" : ", ") + toml::quoted(kind);
  return fmt::format("insyn_in_force = 1\nagreement = \"{}\"\nat = {}\nenough = [{}]\n",
                     to_hex(word.agreement), to_text(word.at), kinds);
}

Result<std::set<std::string>> read_kinds(toml::TableReader& fields) {
  std::set<std::string> kinds;
  const toml::Value* all = fields.find("enough");
  if (all == nullptr || all->kind != toml::Value::kArray || all->items.size() > kMostKinds)
    return toml::invalid(fields.line(), "enough", "must be a list of at most {} kinds", kMostKinds);
  for (const toml::Value& item : all->items) {
    if (item.kind != toml::Value::kString || !check_readable(item.string, kLongestKind))
      return toml::invalid(item.line, "enough", "must be a list of texts of 1 to {} bytes", kLongestKind);
    kinds.insert(item.string);
  }
  return kinds;
}

Result<InForce> parse_in_force(std::string_view text) {
  TRY_ASSIGN(const toml::Value top, toml::parse(text));
  toml::TableReader fields(top, "");
  InForce word;
  TRY(fields.integer("insyn_in_force", {1, 1}));
  TRY_ASSIGN(const std::string hash, fields.string("agreement", 2 * Digest().size()));
  const auto bytes = from_hex(hash);
  if (!bytes || bytes->size() != word.agreement.size())
    return toml::invalid(fields.line(), "agreement", "must be a SHA-256: 64 hexadecimal digits");
  std::copy(bytes->begin(), bytes->end(), word.agreement.begin());
  const toml::Value* at = fields.find("at");
  if (at == nullptr || at->kind != toml::Value::kOffsetDateTime)
    return toml::invalid(fields.line(), "at", "must be a date and time with an offset");
  word.at = at->instant;
  TRY_ASSIGN(word.enough, read_kinds(fields));
  TRY(fields.finish());
  if (text != text_of(word) || text.size() > kLongestWord)
    return fail(Code::kCorrupt, "it is not in the form that the format demands");
  return word;
}

// One key under two names would speak twice.
Status check_witnesses(const Ledger& ledger) {
  std::vector<ByteView> keys = {ledger.key.key()};
  for (const note::Verifier& witness : ledger.witnesses) {
    for (const ByteView other : keys) {
      if (std::ranges::equal(other, witness.key()))
        return fail(Code::kDenied, "the key of the witness {} is also another one's, or the ledger's",
                    witness.name());
    }
    keys.push_back(witness.key());
  }
  if (ledger.witnesses.empty()) return fail(Code::kDenied, "the ledger has no witness");
  return {};
}

// The newest word of one witness on this agreement that is not ahead of the clock.
std::optional<InForce> newest(std::span<const std::string> notes, const note::Verifier& witness,
                              const Digest& agreement, Utc now) {
  std::optional<InForce> found;
  for (const std::string& note : notes) {
    auto word = verify_in_force(note, witness);
    if (!word || word->agreement != agreement || word->at > now + kWitnessClockTolerance) continue;
    if (!found || word->at > found->at) found = *std::move(word);
  }
  return found;
}

}  // namespace

Result<std::string> in_force_text(const InForce& word) {
  const auto fits = [](const std::string& kind) { return check_readable(kind, kLongestKind).has_value(); };
  if (word.enough.size() > kMostKinds || !std::ranges::all_of(word.enough, fits))
    return fail(Code::kPermanent, "a kind of question cannot stand in a note, or there are more than {}",
                kMostKinds);
  std::string text = text_of(word);
  if (text.size() <= kLongestWord) return text;
  return fail(Code::kPermanent, "the kinds of question do not fit in a note: {} bytes, and {} are possible",
              text.size(), kLongestWord);
}

Result<InForce> verify_in_force(std::string_view note, const note::Verifier& witness) {
  if (note.size() > kLargestInForceNote) return fail(Code::kCorrupt, "the witness's note is too long");
  auto parsed = note::parse(note);
  if (!parsed) return in_context("the witness's note", std::move(parsed).error());
  TRY_ASSIGN(const bool has_signed, note::is_signed_by(*parsed, witness));
  if (!has_signed) return fail(Code::kDenied, "the note is not signed by the witness {}", witness.name());
  auto word = parse_in_force(parsed->text);
  if (!word) return in_context("the witness's note", std::move(word).error());
  return word;
}

Result<InForceUntil> check_in_force(std::span<const std::string> notes, const Ledger& ledger,
                                    const Digest& agreement, Utc now) {
  TRY(check_witnesses(ledger));
  const std::chrono::hours grace(ledger.grace_hours);
  InForceUntil together{Utc::max(), {}};
  for (const note::Verifier& witness : ledger.witnesses) {
    const std::optional<InForce> word = newest(notes, witness, agreement, now);
    if (!word) {
      return fail(Code::kDenied,
                  "the witness {} has not said that the agreement is in force; nothing is recorded "
                  "until its note arrives",
                  witness.name());
    }
    if (now - word->at >= grace) {
      return fail(
          Code::kDenied,
          "the witness {} said last at {} that the agreement is in force, more than {} hours ago; nothing is "
          "recorded until a newer note of it arrives",
          witness.name(), to_text(word->at), grace.count());
    }
    together.until = std::min(together.until, word->at + grace);
    together.enough.insert(word->enough.begin(), word->enough.end());
  }
  return together;
}

}  // namespace insyn::agreement
