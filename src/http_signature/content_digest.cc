#include "http_signature/content_digest.h"

#include <algorithm>

#include "http_signature/structured_fields.h"

namespace insyn::http_signature {
namespace {

constexpr std::string_view kDigestAlgorithm = "sha-256";

}  // namespace

std::string content_digest(const Digest& body) {
  return to_text(Dictionary{{std::string(kDigestAlgorithm), Item{Bytes(body.begin(), body.end()), {}}}});
}

Result<Digest> parse_content_digest(std::string_view field) {
  auto dictionary = parse_dictionary(field);
  if (!dictionary) return in_context("Content-Digest", std::move(dictionary).error());
  for (const Member& member : *dictionary) {
    if (member.key != kDigestAlgorithm) continue;
    const auto* item = std::get_if<Item>(&member.value);
    const auto* bytes = item == nullptr ? nullptr : std::get_if<Bytes>(&item->value);
    Digest digest{};
    if (bytes == nullptr || bytes->size() != digest.size())
      return fail(Code::kCorrupt, "Content-Digest: its sha-256 is not 32 bytes");
    std::copy(bytes->begin(), bytes->end(), digest.begin());
    return digest;
  }
  return fail(Code::kCorrupt, "Content-Digest: it states no sha-256");
}

}  // namespace insyn::http_signature
