#include "seal/open/open_recording_key.h"

#include "seal/header.h"
#include "seal/open/identity.h"
#include "seal/open/open_age.h"

namespace insyn::seal {
namespace {

constexpr std::size_t kLargestIdentityFile = 64 * 1024;
// Well above an identity file with the largest header there is around it.
constexpr std::size_t kLargestInnerLayer = 2 * kLargestHeader;

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

// The one identity that a layer holds, which is wiped.
Result<Identity> identity_in(Bytes layer) {
  Result<std::vector<Identity>> parsed = parse_identity_file(text_of(layer));
  wipe(layer);
  TRY_ASSIGN(std::vector<Identity> identities, std::move(parsed));
  if (identities.size() != 1) {
    return fail(Code::kCorrupt, "the recording key holds {} identities instead of one", identities.size());
  }
  return std::move(identities.front());
}

}  // namespace

Result<Bytes> take_off_union_layer(ByteView key_age, std::span<const Identity> union_party) {
  auto inner = open_with(union_party, key_age, kLargestInnerLayer);
  if (!inner) return in_context("the union's layer of the recording key", std::move(inner).error());
  if (!parse_header(*inner)) {
    wipe(*inner);
    return fail(
        Code::kCorrupt,
        "the recording key is not sealed twice: no employer's layer lies under the union's; take a fresh "
        "copy of key.age");
  }
  return inner;
}

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
  return identity_in(*std::move(text));
}

Result<Identity> open_two_layers(ByteView key_age, std::span<const Identity> keys) {
  Result<Bytes> inner = take_off_union_layer(key_age, keys);
  if (!inner) {
    if (!is_denied(inner.error())) return Failure(std::move(inner).error());
    return fail(Code::kDenied, "none of the keys opens the outer layer");
  }
  Result<Bytes> text = open_with(keys, *inner, kLargestIdentityFile);
  if (!text) {
    if (!is_denied(text.error())) return in_context("the inner layer", std::move(text).error());
    return fail(Code::kDenied, "only the outer layer opened: none of the keys opens the inner one");
  }
  return identity_in(*std::move(text));
}

Result<std::vector<Identity>> open_one_layer(ByteView key_file, std::span<const Identity> keys) {
  TRY_ASSIGN(Bytes text, open_with(keys, key_file, kLargestIdentityFile));
  auto identities = parse_identity_file(text_of(text));
  wipe(text);
  return identities;
}

}  // namespace insyn::seal
