#include "ledger/checkpoint/cosignature.h"

#include <algorithm>

#include "base/check.h"
#include "base/sha256.h"

namespace insyn::ledger {
namespace {

using std::chrono::sys_seconds;

// The algorithm: Ed25519 with a time.
constexpr std::uint8_t kType = 0x04;
constexpr std::size_t kTimeSize = 8;
// The end of the year 9999.
constexpr std::uint64_t kLatest = 253'402'300'799;

std::string signed_text(std::string_view checkpoint, std::uint64_t time) {
  return fmt::format("cosignature/v1\ntime {}\n{}", time, checkpoint);
}

std::uint64_t stated_time(ByteView signature) {
  std::uint64_t time = 0;
  for (const std::uint8_t byte : signature.first(kTimeSize)) time = (time << 8U) | byte;
  return time;
}

}  // namespace

std::uint32_t cosigner_id(const note::Verifier& witness) {
  const std::array<std::uint8_t, 2> middle = {0x0A, kType};
  const Digest digest = Sha256().add(view_of(witness.name())).add(middle).add(witness.key()).digest();
  return (std::uint32_t{digest[0]} << 24U) | (std::uint32_t{digest[1]} << 16U) |
         (std::uint32_t{digest[2]} << 8U) | std::uint32_t{digest[3]};
}

std::string cosigner_text(const note::Verifier& witness) {
  Bytes typed = {kType};
  typed.insert(typed.end(), witness.key().begin(), witness.key().end());
  return fmt::format("{}+{:08x}+{}", witness.name(), cosigner_id(witness),
                     to_base64(typed, Padding::kRequired));
}

note::Signature cosign(std::string_view checkpoint, sys_seconds time, const note::Signer& witness) {
  const std::int64_t seconds = time.time_since_epoch().count();
  CHECK(seconds > 0 && static_cast<std::uint64_t>(seconds) <= kLatest);
  const auto stated = static_cast<std::uint64_t>(seconds);
  note::Signature signature{witness.verifier().name(), cosigner_id(witness.verifier()), {}};
  for (std::size_t i = 0; i < kTimeSize; ++i)
    signature.signature.push_back(static_cast<std::uint8_t>(stated >> (8U * (kTimeSize - 1 - i))));
  const Bytes over = witness.sign(signed_text(checkpoint, stated));
  signature.signature.insert(signature.signature.end(), over.begin(), over.end());
  return signature;
}

Result<std::optional<sys_seconds>> cosigned_at(const note::Note& checkpoint, const note::Verifier& witness) {
  std::optional<sys_seconds> newest;
  const std::uint32_t id = cosigner_id(witness);
  for (const note::Signature& one : checkpoint.signatures) {
    if (one.name != witness.name() || one.id != id) continue;
    const ByteView signature = one.signature;
    const std::uint64_t time = signature.size() > kTimeSize ? stated_time(signature) : 0;
    if (time == 0 || time > kLatest ||
        !witness.fits(signed_text(checkpoint.text, time), signature.subspan(kTimeSize))) {
      return fail(Code::kDenied,
                  "the cosignature by {} does not fit this checkpoint: one of them was changed",
                  witness.name());
    }
    const sys_seconds at{std::chrono::seconds(time)};
    newest = newest ? std::max(*newest, at) : at;
  }
  return newest;
}

}  // namespace insyn::ledger
