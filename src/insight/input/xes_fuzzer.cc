// XES and OCEL 2.0 as XML, from outside.
#include <sstream>

#include "base/bytes.h"
#include "insight/input/fuzz_checks.h"
#include "insight/input/read_xml_log.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace insyn;
  using namespace insyn::insight;
  const std::string_view text = text_of(ByteView(data, size));
  LogPart part(0);
  std::istringstream in{std::string(text)};
  Progress progress(size, {});
  std::string understood;
  const bool read = read_xml_log(in, false, part, progress, understood).has_value();
  check_what_was_read(read, std::move(part));
  return 0;
}
