// Discards and holds from outside: what is read has one text.
#include <cstdlib>

#include "base/bytes.h"
#include "recording/lifetime/discard.h"
#include "recording/lifetime/hold.h"

using namespace insyn;
using namespace insyn::recording;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = insyn::text_of(ByteView(data, size));
  const auto discard = parse_discard(text);
  if (discard && recording::text_of(*discard) != text) std::abort();
  const auto hold = parse_hold(text);
  if (hold && recording::text_of(*hold) != text) std::abort();
  return 0;
}
