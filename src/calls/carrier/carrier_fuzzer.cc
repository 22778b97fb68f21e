#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "calls/carrier/lines.h"
#include "calls/carrier/message.h"

// Whatever arrives, a message that is understood is written and read again as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace insyn;
  using namespace insyn::calls;
  Lines lines(kLongestCarrierLine);
  lines.receive({reinterpret_cast<const char*>(data), size});
  while (true) {
    const auto line = lines.next();
    if (!line || !*line) return 0;
    if (const auto message = parse_from_recorder(**line)) {
      std::string again = line_of(*message);
      again.pop_back();
      CHECK(parse_from_recorder(again).value() == *message);
    }
    if (const auto message = parse_from_carrier(**line)) {
      std::string again = line_of(*message);
      again.pop_back();
      CHECK(parse_from_carrier(again).value() == *message);
    }
  }
}
