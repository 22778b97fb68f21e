// Any bytes as the body of a dialog event: alone, and after one that says that there is no call.
#include <cstdlib>

#include "base/bytes.h"
#include "calls/machine/book.h"
#include "calls/sip/dialog_watch.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace insyn;
  using namespace insyn::calls;
  const std::string_view body = text_of(ByteView(data, size));
  const Instant now{Utc(std::chrono::hours(500'000)), Mono(std::chrono::hours(1))};
  for (const bool first : {true, false}) {
    DialogWatch watch("201");
    Book book("pbx");
    if (!first) (void)watch.take(R"(<dialog-info version="0" state="full" entity="sip:201@x"/>)");
    const auto turn = watch.take(body);
    if (!turn) return 0;
    for (const Told& told : turn->told) {
      for (const Statement& said : book.take_told(told, now)) {
        // What the first body says was under way already, and whatever is said can be signed.
        if (first || !statement_text(said)) std::abort();
      }
    }
  }
  return 0;
}
