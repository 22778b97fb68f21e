// Whatever is given as an audio file ends in an error or in contents that are read again.
#include <cstdlib>

#include "audio/convert/convert.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace insyn::audio;
  for (const auto voices : {Conversion::Voices::kBoth, Conversion::Voices::kMixed}) {
    InputInMemory input({data, size});
    Conversion how;
    how.voices = voices;
    how.cuts = {{10, 5}};
    how.most_ms = 2000;
    const auto done = convert(input, how);
    if (!done) continue;
    const auto read = read_contents(done->contents);
    if (!read || read->peaks.size() != peaks_of(done->duration_ms, kPeaksPerSecond, read->head.channels) ||
        done->duration_ms > how.most_ms)
      std::abort();
  }
  return 0;
}
