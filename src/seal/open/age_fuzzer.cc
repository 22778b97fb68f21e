// Everything here that reads bytes from outside: age files, their header and payload, and keys as text.
#include <cstdlib>

#include "seal/header.h"
#include "seal/open/identity.h"
#include "seal/open/open_age.h"
#include "seal/open/open_stream.h"

namespace {

using namespace insyn;
using namespace insyn::seal;

constexpr std::size_t kLimit = 1 << 20;

std::span<const Identity> fixed_identity() {
  static const Identity identity =
      parse_identity("AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0").value();
  return {&identity, 1};
}

// The grammar has one way to write each header, so what parses must come out the same again.
void header_goes_both_ways(ByteView bytes) {
  const auto header = parse_header(bytes);
  if (!header) return;
  const std::string text = header_under_mac(header->stanzas) + mac_line_end(header->mac);
  if (text != text_of(bytes.first(header->length))) std::abort();
}

void payload_gives_no_more_than_its_limit(ByteView bytes) {
  static const Bytes key(32, 7);
  const auto plain = open_stream(key, bytes, kLimit);
  if (plain && plain->size() > kLimit) std::abort();
}

void keys_go_both_ways(std::string_view text) {
  const auto recipient = Recipient::parse(text);
  if (recipient && recipient->text() != text) std::abort();
  const auto identities = parse_identity_file(text);
  if (identities && identities->empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  header_goes_both_ways(bytes);
  payload_gives_no_more_than_its_limit(bytes);
  keys_go_both_ways(text_of(bytes));
  const auto plain = open_with(fixed_identity(), bytes, kLimit);
  if (plain && plain->size() > kLimit) std::abort();
  return 0;
}
