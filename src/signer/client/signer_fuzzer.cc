// What passes between a recorder and the signer, in both directions, read from any bytes.
#include <cstdlib>

#include "signer/client/protocol.h"

namespace {

using namespace insyn;
using namespace insyn::signer;

bool same(ByteView a, ByteView b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

// A request has one way to be written, so what parses must come out the same again; answers say the same
// again.
void messages_go_both_ways(ByteView bytes) {
  const auto request = decode_request(bytes);
  if (request && !same(encode(*request), bytes)) std::abort();
  const auto usage = decode_usage(bytes);
  if (usage && decode_usage(encode(*usage)) != *usage) std::abort();
  const auto answer = decode_answer(bytes);
  const auto again = decode_answer(encode_answer(answer));
  if (answer.has_value() != again.has_value() || (answer && *answer != *again)) std::abort();
  if (!answer &&
      (answer.error().code != again.error().code || answer.error().message != again.error().message))
    std::abort();
}

// The payloads of a stream that comes in pieces; those before the first frame that is too large.
std::vector<Bytes> payloads(ByteView bytes, std::size_t piece) {
  std::vector<Bytes> taken;
  Bytes received;
  while (!bytes.empty()) {
    const ByteView part = bytes.first(std::min(piece, bytes.size()));
    bytes = bytes.subspan(part.size());
    received.insert(received.end(), part.begin(), part.end());
    for (;;) {
      auto payload = take_frame(received, kLargestRequest);
      if (!payload) return taken;
      if (!*payload) break;
      if ((*payload)->size() > kLargestRequest) std::abort();
      taken.push_back(**std::move(payload));
    }
    if (received.size() > 4 + kLargestRequest + piece) std::abort();
  }
  return taken;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  messages_go_both_ways(bytes);
  const std::vector<Bytes> whole = payloads(bytes, std::max<std::size_t>(size, 1));
  if (payloads(bytes, 3) != whole) std::abort();
  Bytes framed_again;
  for (const Bytes& payload : whole) {
    messages_go_both_ways(payload);
    const Bytes frame = framed(payload);
    framed_again.insert(framed_again.end(), frame.begin(), frame.end());
  }
  if (!same(framed_again, bytes.first(framed_again.size()))) std::abort();
  return 0;
}
