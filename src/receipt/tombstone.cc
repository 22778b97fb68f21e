#include "receipt/tombstone.h"

#include "ledger/entries/entry.h"

namespace insyn {
namespace {

constexpr std::string_view kTombstoneFirstLine = "insyn tombstone 1\n";
constexpr const char* kTheTombstone = "the tombstone";

}  // namespace

std::string text_of(const Tombstone& tombstone) {
  return fmt::format("{}recording {}\n", kTombstoneFirstLine, tombstone.recording) +
         text_of(tombstone.proven);
}

Result<Tombstone> parse_tombstone(std::string_view text) {
  if (text.size() > kLargestTombstone) return fail(Code::kCorrupt, "the tombstone is too long");
  std::string_view rest = text;
  if (!rest.starts_with(kTombstoneFirstLine))
    return fail(Code::kCorrupt, "it does not begin as a tombstone does");
  rest.remove_prefix(kTombstoneFirstLine.size());
  Tombstone tombstone;
  TRY_ASSIGN(tombstone.recording, take_recording(rest, kTheTombstone));
  TRY_ASSIGN(tombstone.proven, parse_proven(rest, kTheTombstone));
  return tombstone;
}

Result<ledger::ShreddedBecause> verify_tombstone(std::string_view text, const std::string& recording,
                                                 const ReceiptLedger& ledger) {
  TRY_ASSIGN(const Tombstone tombstone, parse_tombstone(text));
  TRY_ASSIGN(const ledger::Entry entry, ledger::parse_entry(tombstone.proven.entry));
  const auto* shredded = std::get_if<ledger::RecordingShredded>(&entry.what);
  if (shredded == nullptr)
    return fail(Code::kDenied, "the tombstone's entry says “{}” instead of “shredded”", name_of(entry.what));
  if (tombstone.recording != recording || to_hex(shredded->recording.bytes) != recording)
    return fail(Code::kDenied, "the tombstone is another recording's, and not that of {}", recording);
  TRY(verify_proven(tombstone.proven, ledger, kTheTombstone));
  return shredded->because;
}

}  // namespace insyn
