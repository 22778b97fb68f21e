#include "seal/open/open_own.h"

#include "seal/age.h"

namespace insyn::seal {
namespace {

constexpr std::size_t kLargestIdentityFile = 64 * 1024;

}  // namespace

Result<Identity> open_own(ByteView key_agent_age, std::span<const Identity> own) {
  auto text = open_with(own, key_agent_age, kLargestIdentityFile);
  if (!text) return in_context("the recording is not this key's", std::move(text).error());
  Result<std::vector<Identity>> identities = parse_identity_file(text_of(*text));
  wipe(*text);
  if (!identities) return Failure(std::move(identities).error());
  if (identities->size() != 1) return fail(Code::kCorrupt, "the recording's key is not one identity");
  return std::move(identities->front());
}

}  // namespace insyn::seal
