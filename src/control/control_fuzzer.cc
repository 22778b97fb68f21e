// Both directions of the control protocol, read from any bytes.
#include <cstdlib>

#include "control/peer.h"

namespace {

using namespace insyn;
using namespace insyn::control;

// What parses is written as one line that parses to the same value.
void messages_go_both_ways(std::string_view line) {
  if (const auto request = parse_request(line)) {
    std::string again = line_of(*request);
    if (again.size() > kLongestLine || again.back() != '\n') std::abort();
    again.pop_back();
    if (parse_request(again) != *request) std::abort();
  }
  if (const auto reply = parse_reply(line)) {
    std::string again = line_of(*reply);
    if (again.size() > kLongestLine || again.back() != '\n') std::abort();
    again.pop_back();
    const auto once_more = parse_reply(again);
    if (!once_more || once_more->refused != reply->refused || once_more->news != reply->news) std::abort();
    if (reply->state && (!once_more->state || once_more->state->why != reply->state->why)) std::abort();
  }
}

// The requests are the same however the bytes are split, and there are none before the hello or after a
// hang-up.
std::vector<Request> asked_for(ByteView bytes, std::size_t piece) {
  const Mono now{};
  Peer peer(now);
  std::vector<Request> requests;
  while (!bytes.empty() && !peer.finished()) {
    const ByteView part = bytes.first(std::min(piece, bytes.size()));
    bytes = bytes.subspan(part.size());
    peer.receive(part, now);
    while (auto request = peer.next(now)) {
      if (peer.finished()) std::abort();
      requests.push_back(*request);
    }
  }
  if (!peer.finished()) {
    const auto due = peer.due();
    if (due) peer.expire(*due);
    if (due && !peer.finished()) std::abort();
  }
  const std::string output = peer.take_output();
  if (!requests.empty() && output.find("\"version\":2") == std::string::npos) std::abort();
  if (!output.empty() && output.back() != '\n') std::abort();
  return requests;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  messages_go_both_ways(text_of(bytes));
  const std::vector<Request> whole = asked_for(bytes, kLongestLine / 2);
  if (asked_for(bytes, 7) != whole) std::abort();
  return 0;
}
