#include "receipt/receipt.h"

#include "ledger/entries/entry.h"
#include "note/note.h"

namespace insyn {
namespace {

constexpr std::string_view kFirstLine = "insyn receipt 1\n";
constexpr std::size_t kIdDigits = 32;

bool is_lower_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Takes a line off `rest` that is `key`, a space and a value: the value.
Result<std::string_view> take_value(std::string_view& rest, std::string_view key) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  if (end == std::string_view::npos || !line.starts_with(key) || line.size() <= key.size() ||
      line[key.size()] != ' ')
    return fail(Code::kCorrupt, "the receipt: “{} …” is missing", key);
  rest.remove_prefix(end + 1);
  return line.substr(key.size() + 1);
}

Result<std::uint64_t> take_number(std::string_view& rest, std::string_view key) {
  TRY_ASSIGN(const std::string_view value, take_value(rest, key));
  return ledger::parse_size(value);
}

Result<ledger::Salt> take_salt(std::string_view& rest) {
  TRY_ASSIGN(const std::string_view value, take_value(rest, "salt"));
  ledger::Salt salt;
  if (!is_lower_hex(value, 2 * salt.bytes.size()))
    return fail(Code::kCorrupt, "the receipt: a salt has {} hexadecimal digits", 2 * salt.bytes.size());
  TRY_ASSIGN(const Bytes bytes, from_hex(value));
  std::copy(bytes.begin(), bytes.end(), salt.bytes.begin());
  return salt;
}

Result<ledger::Proof> take_proof(std::string_view& rest) {
  TRY_ASSIGN(const std::uint64_t hashes, take_number(rest, "proof"));
  if (hashes > ledger::kLongestProof)
    return fail(Code::kCorrupt, "the receipt: no proof has {} hashes", hashes);
  ledger::Proof proof;
  for (std::uint64_t i = 0; i < hashes; ++i) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return fail(Code::kCorrupt, "the receipt: its proof is cut off");
    TRY_ASSIGN(const Digest hash, ledger::parse_hash(rest.substr(0, end)));
    proof.push_back(hash);
    rest.remove_prefix(end + 1);
  }
  return proof;
}

Result<std::string> take_entry(std::string_view& rest) {
  const std::size_t end = rest.find("\n\n");
  if (end == std::string_view::npos || end + 1 > ledger::kLongestEntryText)
    return fail(Code::kCorrupt, "the receipt: its entry does not end");
  std::string entry(rest.substr(0, end + 1));
  rest.remove_prefix(end + 2);
  return entry;
}

// That `entry` says the whole of `sent` was received.
Result<Utc> check_entry(const Receipt& receipt, const Sent& sent) {
  TRY_ASSIGN(const ledger::Entry entry, ledger::parse_entry(receipt.entry));
  const auto* received = std::get_if<ledger::RecordingReceived>(&entry.what);
  if (received == nullptr)
    return fail(Code::kDenied, "the receipt's entry says “{}” instead of “received”", name_of(entry.what));
  if (received->recording != ledger::salted(receipt.salt, view_of(sent.recording)))
    return fail(Code::kDenied, "the receipt's entry is about another recording, or its salt is another one");
  if (received->contents != ledger::salted_contents(receipt.salt, sent.opening_hash, sent.closing_hash))
    return fail(Code::kDenied, "the receipt's entry is about other contents than were sent");
  if (received->chunks != sent.chunks)
    return fail(Code::kDenied, "the receipt's entry is about {} chunks, and {} were sent", received->chunks,
                sent.chunks);
  return entry.time;
}

Result<ledger::Checkpoint> check_checkpoint(const std::string& note, const ReceiptLedger& ledger) {
  TRY_ASSIGN(const note::Note parsed, note::parse(note));
  TRY_ASSIGN(ledger::Checkpoint checkpoint, ledger::parse_checkpoint(parsed.text));
  if (checkpoint.origin != ledger.origin)
    return fail(Code::kDenied, "the receipt's checkpoint is that of the ledger “{}”, and not of “{}”",
                checkpoint.origin, ledger.origin);
  TRY_ASSIGN(const bool by_ledger, note::is_signed_by(parsed, ledger.key));
  if (!by_ledger)
    return fail(Code::kDenied, "the receipt's checkpoint is not signed with the ledger's key, {}",
                ledger.key.name());
  return checkpoint;
}

}  // namespace

std::string text_of(const Receipt& receipt) {
  std::string text =
      fmt::format("{}recording {}\nsalt {}\nentry {}\nproof {}\n", kFirstLine, receipt.recording,
                  to_hex(receipt.salt.bytes), receipt.number, receipt.proof.size());
  for (const Digest& hash : receipt.proof) text += ledger::hash_text(hash) + "\n";
  return text + receipt.entry + "\n" + receipt.checkpoint;
}

Result<Receipt> parse_receipt(std::string_view text) {
  if (text.size() > kLargestReceipt) return fail(Code::kCorrupt, "the receipt is too long");
  std::string_view rest = text;
  if (!rest.starts_with(kFirstLine)) return fail(Code::kCorrupt, "it does not begin as a receipt does");
  rest.remove_prefix(kFirstLine.size());
  Receipt receipt;
  TRY_ASSIGN(receipt.recording, take_value(rest, "recording"));
  if (!is_lower_hex(receipt.recording, kIdDigits))
    return fail(Code::kCorrupt, "the receipt: it names no recording");
  TRY_ASSIGN(receipt.salt, take_salt(rest));
  TRY_ASSIGN(receipt.number, take_number(rest, "entry"));
  TRY_ASSIGN(receipt.proof, take_proof(rest));
  TRY_ASSIGN(receipt.entry, take_entry(rest));
  if (rest.empty() || rest.size() > ledger::kLargestCheckpoint)
    return fail(Code::kCorrupt, "the receipt: its checkpoint is missing or too long");
  receipt.checkpoint = rest;
  return receipt;
}

Result<Received> verify_receipt(std::string_view text, const Sent& sent, const ReceiptLedger& ledger) {
  TRY_ASSIGN(const Receipt receipt, parse_receipt(text));
  if (receipt.recording != sent.recording)
    return fail(Code::kDenied, "the receipt is for recording {}, and {} was sent", receipt.recording,
                sent.recording);
  Received received;
  received.number = receipt.number;
  TRY_ASSIGN(received.time, check_entry(receipt, sent));
  TRY_ASSIGN(received.checkpoint, check_checkpoint(receipt.checkpoint, ledger));
  if (Status proven =
          ledger::verify_inclusion(ledger::leaf_hash(view_of(receipt.entry)), receipt.number,
                                   received.checkpoint.size, received.checkpoint.root, receipt.proof);
      !proven)
    return fail(Code::kDenied, "the receipt does not prove that its entry stands in the ledger: {}",
                proven.error().message);
  return received;
}

}  // namespace insyn
