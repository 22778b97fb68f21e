// Checkpoints and their cosignatures, from outside.
#include <cstdlib>

#include "ledger/checkpoint/trust.h"

namespace {

using namespace insyn;
using namespace insyn::ledger;

note::Verifier key(std::string_view text) {
  auto parsed = note::Verifier::parse(text);
  if (!parsed) std::abort();
  return *std::move(parsed);
}

// That of docs/ledger.md.
const Trust& trust() {
  static const Trust all{"ledger.example",
                         key("ledger.example+3ea4788e+AYhLiFf06qFhPGFQTbNNS+rzRlF6DjHePN3U2bQgHZ0L"),
                         {key("witness.example+9b7f51ad+AaCapfR6Z1mAL/lV+NwtKhSlyZ0jvpf4ZBJ/+Tg0VaTw")},
                         1};
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(ByteView(data, size));
  const auto checkpoint = parse_checkpoint(text);
  if (checkpoint && text_of(*checkpoint) != text) std::abort();
  const auto believed = verify_checkpoint(text, trust(), std::nullopt);
  if (believed && (believed->checkpoint.origin != trust().origin || !believed->cosigned.front()))
    std::abort();
  return 0;
}
