// A request of any bytes: three headers, each a line, and the body; and the body by a mapping that is
// shipped.
#include <cstdlib>

#include "calls/webhook/body.h"
#include "calls/webhook/verifier.h"

namespace {

using namespace insyn;
using namespace insyn::calls;

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

// Names that a body of the corpus has.
const Mapping& mapping() {
  static const auto parsed = Mapping::parse(
      "insyn_call_mapping = 1\nname = \"a\"\n[fields]\ndialog = [\"a.id\", \"l[k=v].id\"]\nagent = "
      "\"a.agent\"\n"
      "queue = \"l[0].q\"\ntime = \"t\"\n[queues]\nq = \"Q\"\n[[event]]\nwhen = { e = [\"x\", \"*y\"] }\nis "
      "= "
      "\"connected\"\n");
  return parsed.value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = text_of(ByteView(data, size));
  if (const auto told = read_webhook(mapping(), text); told && *told) {
    if (!(*told)->queue.empty() && (*told)->queue != "Q") std::abort();
  }
  // Nobody has its secret.
  static WebhookVerifier verifier = [] {
    std::vector<WebhookSecret> secrets;
    secrets.push_back(
        WebhookSecret::parse("whsec_" + to_base64(random_bytes(32), Padding::kRequired)).value());
    return WebhookVerifier(std::move(secrets));
  }();
  WebhookRequest request;
  request.id = take_line(text);
  request.timestamp = take_line(text);
  request.signature = take_line(text);
  request.body = text;
  const auto verdict = verifier.verify(request, Utc(std::chrono::seconds(1614265330)));
  if (verdict == WebhookVerdict::kAccepted || verdict == WebhookVerdict::kSeenBefore) std::abort();
  return 0;
}
