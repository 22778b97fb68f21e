// Packages from outside: what is read is written in one way.
#include <cstdlib>

#include "extension/crx.h"
#include "extension/manifest.h"
#include "extension/zip.h"

using namespace insyn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  const auto crx = extension::read_crx(bytes);
  const auto zip = extension::read_zip(bytes);
  if (zip && extension::write_zip(*zip) != Bytes(bytes.begin(), bytes.end())) std::abort();
  if (crx && extension::extension_id(crx->public_key).size() != 32) std::abort();
  const auto release = extension::release_in(text_of(bytes));
  if (release && !extension::check_release(*release)) std::abort();
  return 0;
}
