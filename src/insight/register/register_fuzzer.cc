// Notes of the register, and lists of counted calls.
#include <cstdlib>

#include "insight/register/counted.h"
#include "insight/register/entry.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace insyn;
  using namespace insyn::insight;
  const ByteView bytes(data, size);
  if (const auto entry = parse_entry(text_of(bytes)); entry && text_of(*entry) != text_of(bytes))
    std::abort();
  if (const auto counted = decode_counted(bytes)) {
    const Bytes again = encode(*counted);
    if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end())) std::abort();
    Division division;
    division.add(*counted, 1);
    (void)division.conflict_of(*counted, {});
  }
  return 0;
}
