// Two readers of one head: what check_head() lets pass, Beast has to read as the same request.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "base/check.h"
#include "server/http/client_address.h"
#include "server/http/head_check.h"
#include "server/http/parse_head.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace insyn::server::http;
  const HeadLimits limits;
  const std::string_view arrived(reinterpret_cast<const char*>(data), size);
  const HeadEnd end = find_head_end(arrived, 0, limits);
  // However the bytes arrive.
  HeadEnd piecewise;
  for (std::size_t have = 0, looked_at = 0; have < size && !piecewise.fault && piecewise.size == 0;) {
    looked_at = std::exchange(have, std::min(have + 7, size));
    piecewise = find_head_end(arrived.substr(0, have), looked_at, limits);
  }
  CHECK(piecewise.fault == end.fault && piecewise.size == end.size);
  if (end.size == 0) return 0;

  const std::string_view text = arrived.substr(0, end.size);
  if (check_head(text, limits)) return 0;
  const auto parsed = parse_head(text, limits, ":443");
  CHECK(parsed);
  const Head& head = parsed->head;
  CHECK(text.starts_with(head.method + " " + head.path + head.query + " HTTP/1.1\r\n"));
  CHECK(head.has_body == (body_length(head) > 0));
  std::size_t lines = 0;
  for (std::size_t at = text.find("\r\n"); at != std::string_view::npos; at = text.find("\r\n", at + 2))
    ++lines;
  CHECK(head.fields.size() == lines - 2);
  client_of(head, "127.0.0.1", true);
  return 0;
}
