// Heads of bundles from outside: what is read has one text, and its end is where it ends.
#include <cstdlib>

#include "base/bytes.h"
#include "recording/bundle/head.h"

using namespace insyn;
using namespace insyn::recording;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = insyn::text_of(ByteView(data, size));
  const auto head = parse_bundle_head(text);
  if (head && (!check_bundle_head(*head) || recording::text_of(*head) != text)) std::abort();
  const auto length = bundle_head_length(text);
  if (head && (!length || *length != size)) std::abort();
  if (length && *length && **length > size) std::abort();
  return 0;
}
