#include "seal/recording_key.h"

#include <algorithm>

namespace insyn::seal {
namespace {

Status check_parties_differ(std::span<const Recipient> union_party, std::span<const Recipient> employer) {
  for (const Recipient& recipient : union_party) {
    if (std::find(employer.begin(), employer.end(), recipient) != employer.end()) {
      return fail(
          Code::kDenied,
          "{} is named both for the union and for the employer and would open it alone; give each party its "
          "own key",
          recipient.text());
    }
  }
  return {};
}

}  // namespace

Result<Bytes> seal_for_two(ByteView plain, std::span<const Recipient> union_party,
                           std::span<const Recipient> employer) {
  TRY(check_parties_differ(union_party, employer));
  auto inner = seal_to(employer, plain);
  if (!inner) return in_context("the employer's layer", std::move(inner).error());
  auto outer = seal_to(union_party, *inner);
  if (!outer) return in_context("the union's layer", std::move(outer).error());
  return outer;
}

Result<Bytes> wrap_for_one(std::span<const Identity* const> identities,
                           std::span<const Recipient> recipients) {
  std::string text;
  // Reserved in advance: growing would leave copies of secrets in memory.
  text.reserve(identities.size() * 512);
  for (const Identity* identity : identities) {
    std::string one = identity_file_text(*identity, "");
    text += one;
    wipe(one);
  }
  Result<Bytes> sealed = seal_to(recipients, view_of(text));
  wipe(text);
  return sealed;
}

Result<Bytes> wrap_for_two(const Identity& recording, std::span<const Recipient> union_party,
                           std::span<const Recipient> employer) {
  std::string text = identity_file_text(recording, "");
  auto wrapped = seal_for_two(view_of(text), union_party, employer);
  wipe(text);
  if (!wrapped) return in_context("the recording key", std::move(wrapped).error());
  return wrapped;
}

}  // namespace insyn::seal
