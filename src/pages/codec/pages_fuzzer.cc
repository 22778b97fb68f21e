// Hostile chunks. The first byte of an input says what the rest is: 0 a chunk as it is; otherwise a chunk's
// body, given a valid header and packed here, so that the fuzzer spends its time behind them (bit 1: fed
// twice, the second time as a chunk that follows; bit 2: after a page with something of every kind in it).
#include <cstdlib>

#include "pages/codec/reader.h"

namespace {

using namespace insyn;
using namespace insyn::pages;

// One stored block after the other (RFC 1951, 3.2.4).
Bytes stored(ByteView body) {
  ByteWriter packed;
  constexpr std::size_t kBlock = 65'535;
  do {
    const ByteView block = body.first(std::min(body.size(), kBlock));
    body = body.subspan(block.size());
    packed.u8(body.empty() ? 1 : 0);
    packed.u16(static_cast<std::uint16_t>(block.size()));
    packed.u16(static_cast<std::uint16_t>(~block.size()));
    packed.raw(block);
  } while (!body.empty());
  return packed.take();
}

Bytes wrap(ByteView body, bool index_point, std::uint32_t number) {
  ByteWriter chunk;
  chunk.raw(kMagic);
  chunk.u8(kVersion);
  chunk.u8(index_point ? kFlagIndexPoint : 0);
  chunk.u16(0);
  chunk.u32(number);
  chunk.u32(number * 100'000);
  chunk.u32(number * 100'000 + 100'000);
  chunk.u32(static_cast<std::uint32_t>(body.size()));
  chunk.raw(stored(body));
  return chunk.take();
}

// Document 1: html 1 > div 2 > text 3, bars 4, input 5, canvas 6, iframe 7 with document 2; div 9 is kept
// subtree 1; style 1, picture 1 (elsewhere).
Bytes page() {
  ByteWriter body;
  const auto numbers = [&](std::initializer_list<std::uint64_t> values) {
    for (const std::uint64_t value : values) body.varint(value);
  };
  numbers({9, 1, 1});
  body.raw(Bytes(32));
  numbers({4, 0, 7, 1, 0, 2, 1, 0, 0, 0, 11, 1, 0, 0, 2, 1, 0, 0, 11, 2, 1, 0, 4, 1, 0, 0});
  numbers({12, 3, 2, 0, 0, 13, 4, 2, 0, 1, 9, 11, 5, 2, 0, 26, 0, 0, 0, 11, 6, 2, 0, 39, 0, 0, 0});
  numbers({11, 7, 2, 0, 41, 0, 0, 0, 11, 9, 2, 0, 4, 0, 0, 0, 23, 9, 1, 2, 2, 1, 7, 0, 4, 1, 1, 0});
  return wrap(body.take(), true, 1);
}

void check(const State& state) {
  std::size_t nodes = 0;
  const auto count = [&](Node& root) {
    for (const Node* node : subtree(root)) {
      ++nodes;
      if (node->depth > kDeepest || (node->style != 0 && !state.styles().contains(node->style))) std::abort();
    }
  };
  for (const auto& document : state.documents()) {
    if (document->root != nullptr) count(*document->root);
    for (const auto& [number, root] : document->kept) count(*root);
  }
  if (nodes != state.nodes().size() || nodes > kMostNodes || state.weight() > kHeaviest) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  Reader reader;
  const ByteView rest(data + 1, size - 1);
  if (data[0] == 0) {
    (void)reader.feed(rest);
  } else {
    const bool after_page = (data[0] & 4) != 0;
    if (after_page && !reader.feed(page())) std::abort();
    const Result<ReadChunk> first = reader.feed(wrap(rest, !after_page, 2));
    if (first) check(reader.state());
    if ((data[0] & 2) != 0) (void)reader.feed(wrap(rest, false, 3));
  }
  check(reader.state());
  return 0;
}
