// The fields that come from outside: a request of one line each, "name: value".
#include <cstdlib>

#include "http_signature/content_digest.h"
#include "http_signature/signature.h"

namespace {

using namespace insyn;
using namespace insyn::http_signature;

class NeverSeen final : public SeenNonces {
  Result<bool> is_new(std::string_view, std::string_view, Utc) override { return true; }
};

// What parses is written in one way, which parses to the same.
void dictionaries_go_both_ways(std::string_view text) {
  const auto dictionary = parse_dictionary(text);
  if (!dictionary) return;
  const auto again = parse_dictionary(to_text(*dictionary));
  if (to_text(*dictionary).size() <= kLongestField && (!again || *again != *dictionary)) std::abort();
}

Request request_of(std::string_view text) {
  Request request{"POST", "insyn.example", "/v1", "", {}, true};
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    request.fields.push_back({std::string(line.substr(0, colon)), std::string(line.substr(colon + 1))});
  }
  return request;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(ByteView(data, size));
  dictionaries_go_both_ways(text);
  (void)parse_content_digest(text);
  NeverSeen seen;
  const auto signer = verify(
      request_of(text), [](std::string_view) { return std::nullopt; }, seen,
      Utc(std::chrono::seconds(1618884473)));
  if (signer) std::abort();  // there is no key
  return 0;
}
