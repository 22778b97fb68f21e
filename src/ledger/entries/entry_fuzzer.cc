// Entries from outside: what is read has one text.
#include <cstdlib>

#include "ledger/entries/order.h"

using namespace insyn;
using namespace insyn::ledger;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(ByteView(data, size));
  const auto entry = parse_entry(text);
  if (entry && (!check_entry(*entry) || text_of(*entry) != text)) std::abort();
  Order order;
  const auto fault = order.take(entry);
  if (!entry && !fault) std::abort();
  return 0;
}
