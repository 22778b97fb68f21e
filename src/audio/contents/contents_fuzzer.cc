// What is opened of audio.age, which an importer's computer made: head and lengths.
#include <cstdlib>

#include "audio/contents/contents.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const insyn::ByteView opened(data, size);
  const auto contents = insyn::audio::read_contents(opened);
  if (!contents) return 0;
  const std::string head = insyn::audio::text_of(contents->head);
  if (head.size() > insyn::audio::kLongestContentsHead || !insyn::text_of(opened).starts_with(head) ||
      head.size() + contents->peaks.size() + contents->webm.size() != size)
    std::abort();
  return 0;
}
