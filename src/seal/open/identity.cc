#include "seal/open/identity.h"

#include <algorithm>

#include "seal/x25519.h"

namespace insyn::seal {
namespace {

constexpr std::size_t kMostIdentities = 64;

// Cuts the first line off `rest`, without its line end.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

Result<Identity> parse_identity(std::string_view age_secret_key_1) {
  auto bytes = key_bytes(age_secret_key_1, kIdentityPrefix);
  if (!bytes) return in_context("the age identity", std::move(bytes).error());
  return Identity(std::move(*bytes));
}

Result<SecretBytes> shared_secret(const Identity& identity, ByteView share) {
  return x25519(identity.scalar_.view(), share);
}

Result<std::vector<Identity>> parse_identity_file(std::string_view text) {
  std::vector<Identity> identities;
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = take_line(text);
    if (line.empty() || line.starts_with('#')) continue;
    if (identities.size() == kMostIdentities) {
      return fail(Code::kCorrupt, "the identity file has more than {} identities", kMostIdentities);
    }
    auto identity = parse_identity(line);
    if (!identity) {
      return in_context(fmt::format("line {} of the identity file", number), std::move(identity).error());
    }
    identities.push_back(std::move(*identity));
  }
  if (identities.empty()) {
    return fail(Code::kCorrupt, "the identity file has no line that starts with {}1", kIdentityPrefix);
  }
  return identities;
}

}  // namespace insyn::seal
