#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "calls/carrier/news.h"

// Whatever whoever is asked for statements answers: what is understood is within its bounds, and is written
// and read again as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace insyn;
  using namespace insyn::calls;
  const auto news = parse_news({reinterpret_cast<const char*>(data), size});
  if (!news) return 0;
  CHECK(news->next.size() <= kLongestCursor);
  CHECK(news->statements.size() <= kMostNewsStatements && news->sources.size() <= kMostSources);
  for (const std::string& note : news->statements) CHECK(note.size() <= kLargestCallNote);
  for (const CarrierReach& one : news->sources) CHECK(one.source.size() <= kLongestSource);
  const std::string again = text_of(*news);
  CHECK(parse_news(again).value() == *news);
  return 0;
}
