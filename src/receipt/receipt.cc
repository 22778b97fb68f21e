#include "receipt/receipt.h"

#include "ledger/entries/entry.h"
#include "note/note.h"

namespace insyn {
namespace {

constexpr std::string_view kReceiptFirstLine = "insyn receipt 1\n";
constexpr const char* kTheReceipt = "the receipt";

Result<ledger::Salt> take_salt(std::string_view& rest) {
  TRY_ASSIGN(const std::string_view value, take_value(rest, "salt", kTheReceipt));
  ledger::Salt salt;
  if (value.size() != 2 * salt.bytes.size() ||
      value.find_first_not_of("0123456789abcdef") != std::string_view::npos)
    return fail(Code::kCorrupt, "the receipt: a salt has {} hexadecimal digits", 2 * salt.bytes.size());
  TRY_ASSIGN(const Bytes bytes, from_hex(value));
  std::copy(bytes.begin(), bytes.end(), salt.bytes.begin());
  return salt;
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

}  // namespace

std::string text_of(const Receipt& receipt) {
  return fmt::format("{}recording {}\nsalt {}\n", kReceiptFirstLine, receipt.recording,
                     to_hex(receipt.salt.bytes)) +
         text_of(ProvenEntry{receipt.number, receipt.proof, receipt.entry, receipt.checkpoint});
}

Result<Receipt> parse_receipt(std::string_view text) {
  if (text.size() > kLargestReceipt) return fail(Code::kCorrupt, "the receipt is too long");
  std::string_view rest = text;
  if (!rest.starts_with(kReceiptFirstLine))
    return fail(Code::kCorrupt, "it does not begin as a receipt does");
  rest.remove_prefix(kReceiptFirstLine.size());
  Receipt receipt;
  TRY_ASSIGN(receipt.recording, take_recording(rest, kTheReceipt));
  TRY_ASSIGN(receipt.salt, take_salt(rest));
  TRY_ASSIGN(ProvenEntry proven, parse_proven(rest, kTheReceipt));
  receipt.number = proven.number;
  receipt.proof = std::move(proven.proof);
  receipt.entry = std::move(proven.entry);
  receipt.checkpoint = std::move(proven.checkpoint);
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
  TRY_ASSIGN(
      received.checkpoint,
      verify_proven({receipt.number, receipt.proof, receipt.entry, receipt.checkpoint}, ledger, kTheReceipt));
  return received;
}

}  // namespace insyn
