// Receipts and tombstones from outside: what is read has one text, and none is believed that the ledger's key
// has not signed.
#include <cstdlib>

#include "receipt/receipt.h"
#include "receipt/tombstone.h"

using namespace insyn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(ByteView(data, size));
  const auto receipt = parse_receipt(text);
  if (receipt && text_of(*receipt) != text) std::abort();
  const auto tombstone = parse_tombstone(text);
  if (tombstone && text_of(*tombstone) != text) std::abort();
  static const auto key =
      note::Verifier::parse("ledger.example+3ea4788e+AYhLiFf06qFhPGFQTbNNS+rzRlF6DjHePN3U2bQgHZ0L").value();
  static const std::string origin = "ledger.example";
  const Sent sent{"0123456789abcdef0123456789abcdef", sha256(view_of("an opening note")),
                  sha256(view_of("a closing note")), 184};
  const auto received = verify_receipt(text, sent, {origin, key});
  if (received && (!receipt || receipt->recording != sent.recording)) std::abort();
  return 0;
}
