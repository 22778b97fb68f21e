// OCEL 2.0 as SQLite databases from outside.
#include "base/bytes.h"
#include "insight/input/fuzz_checks.h"
#include "insight/input/read_ocel_sqlite.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace insyn;
  using namespace insyn::insight;
  LogPart part(0);
  const bool read = read_ocel_sqlite_bytes({data, size}, part).has_value();
  check_what_was_read(read, std::move(part));
  return 0;
}
