#include "ledger/tree/hash.h"

#include <algorithm>
#include <charconv>

namespace insyn::ledger {
namespace {

constexpr std::array<std::uint8_t, 1> kLeaf = {0x00};
constexpr std::array<std::uint8_t, 1> kNode = {0x01};

}  // namespace

Digest leaf_hash(ByteView entry) { return Sha256().add(kLeaf).add(entry).digest(); }

Digest node_hash(const Digest& left, const Digest& right) {
  return Sha256().add(kNode).add(left).add(right).digest();
}

Digest empty_root() { return sha256({}); }

std::string hash_text(const Digest& hash) { return to_base64(hash, Padding::kRequired); }

Result<Digest> parse_hash(std::string_view text) {
  const auto bytes = from_base64(text, Padding::kRequired);
  Digest hash{};
  if (!bytes || bytes->size() != hash.size()) return fail(Code::kCorrupt, "not a hash: 32 bytes in base64");
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

Result<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t size = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, size);
  const bool leading_zero = text.size() > 1 && text.front() == '0';
  if (error != std::errc() || stop != end || leading_zero || size > kLargestTree) {
    return fail(Code::kCorrupt, "not a whole number from 0 to {} without leading zeros", kLargestTree);
  }
  return size;
}

}  // namespace insyn::ledger
