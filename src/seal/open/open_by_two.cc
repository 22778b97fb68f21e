#include "seal/open/open_by_two.h"

#include "seal/recording_key.h"

namespace insyn::seal {
namespace {

constexpr std::size_t kLargestIdentityFile = 64 * 1024;

bool is_denied(const Error& error) { return error.code == Code::kDenied; }

Failure first_key_is_wrong(ByteView key_age, std::span<const Identity> second) {
  if (take_off_union_layer(key_age, second)) {
    return fail(
        Code::kDenied,
        "the keys are in the wrong order: the second one opens the outer layer; give the union's key first "
        "and the employer's second");
  }
  return fail(
      Code::kDenied,
      "the first key does not open the outer layer, which is the union's; give the union's key for this "
      "recording first and the employer's second");
}

Result<Identity> identity_in(std::string_view text) {
  TRY_ASSIGN(std::vector<Identity> identities, parse_identity_file(text));
  if (identities.size() != 1) {
    return fail(Code::kCorrupt, "the recording key holds {} identities instead of one", identities.size());
  }
  return std::move(identities.front());
}

}  // namespace

Result<Identity> open_by_two(ByteView key_age, std::span<const Identity> first,
                             std::span<const Identity> second) {
  auto inner = take_off_union_layer(key_age, first);
  if (!inner) {
    if (is_denied(inner.error())) return first_key_is_wrong(key_age, second);
    return Failure(std::move(inner).error());
  }
  auto text = open_with(second, *inner, kLargestIdentityFile);
  if (!text) {
    if (!is_denied(text.error())) {
      return in_context("the employer's layer of the recording key", std::move(text).error());
    }
    return fail(Code::kDenied,
                "only the union's layer opened: the second key does not open the inner layer, which is the "
                "employer's; give the key of one of the agreement's reviewers second");
  }
  auto identity = identity_in(text_of(*text));
  wipe(*text);
  return identity;
}

}  // namespace insyn::seal
