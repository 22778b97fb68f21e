// What comes from a manager interface: any bytes, in two pieces, and time.
#include <cstdlib>

#include "base/bytes.h"
#include "calls/ami/session.h"

namespace {

using namespace insyn;
using namespace insyn::calls;

const Mapping& mapping() {
  static const auto parsed = Mapping::parse(
      "insyn_call_mapping = 1\nname = \"a\"\nagent_prefix = \"PJSIP/\"\n[fields]\ndialog = \"DestUniqueid\"\n"
      "agent = \"Interface\"\nqueue = \"Queue\"\n[queues]\nprivat = \"Privat\"\n[[event]]\nwhen = { Event = "
      "\"AgentConnect\" }\nis = \"connected\"\n[[event]]\nwhen = { Event = \"Hangup\" }\nis = "
      "\"ended\"\ndialog = "
      "\"Uniqueid\"\n");
  return parsed.value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(ByteView(data, size));
  const Mono now(std::chrono::seconds(1));
  auto session = AmiSession::make({"insyn", SecretBytes(view_of("secret")), size % 2 == 0}, mapping(), now);
  const std::size_t half = size / 2;
  for (const std::string_view piece : {text.substr(0, half), text.substr(half)}) {
    const auto turn = session->feed(piece, now);
    if (!turn) return 0;
    for (const Told& told : turn->told) {
      const auto* notice = std::get_if<Notice>(&told);
      if (notice != nullptr && !notice->queue.empty() && notice->queue != "Privat") std::abort();
    }
    (void)session->pass(now);
  }
  return 0;
}
