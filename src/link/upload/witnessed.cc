#include "link/upload/witnessed.h"

#include "base/check.h"
#include "ledger/checkpoint/trust.h"
#include "ledger/tiles/reading.h"
#include "receipt/receipt.h"

namespace insyn::link {
namespace {

class Tiles final : public ledger::Store {
 public:
  explicit Tiles(Centre& centre) : centre_(centre) {}
  Result<std::optional<Bytes>> read(const ledger::Tile& tile, std::size_t limit) override {
    return centre_.tile(ledger::path_of(tile), limit);
  }
  Status put_if_absent(const ledger::Tile&, ByteView) override {
    CHECK(false);
    return {};
  }

 private:
  Centre& centre_;
};

tl::unexpected<Failed> not_witnessed(std::string why) {
  return tl::unexpected(Failed{Obstacle::kNotWitnessed, {Code::kBadPeer, std::move(why)}});
}

}  // namespace

Done check_witnessed(Centre& centre, const std::string& text, const agreement::Ledger& named) {
  auto receipt = parse_receipt(text);
  if (!receipt) return tl::unexpected(Failed{Obstacle::kDamaged, std::move(receipt.error())});
  return check_witnessed(
      centre, ProvenEntry{receipt->number, receipt->proof, receipt->entry, receipt->checkpoint}, named);
}

Done check_witnessed(Centre& centre, const ProvenEntry& proven, const agreement::Ledger& named) {
  auto note = centre.checkpoint();
  if (!note) return tl::unexpected(failed_call(centre, std::move(note.error())));
  const ledger::Trust trust{named.origin, named.key, named.witnesses, named.witnesses.size()};
  auto believed = ledger::verify_checkpoint(*note, trust, std::nullopt);
  if (!believed) return not_witnessed(std::move(believed.error().message));
  const ledger::Checkpoint& seen = believed->checkpoint;
  if (proven.number >= seen.size)
    return not_witnessed(fmt::format("the witnesses have seen {} entries, and this is about entry {}",
                                     seen.size, proven.number));
  Tiles tiles(centre);
  ledger::TileNodes nodes(tiles, seen.size);
  auto proof = ledger::prove_inclusion(nodes, proven.number, seen.size);
  if (!proof && proof.error().code == Code::kTransient)
    return tl::unexpected(failed_call(centre, std::move(proof.error())));
  if (!proof) return not_witnessed(std::move(proof.error().message));
  const Digest leaf = ledger::leaf_hash(view_of(proven.entry));
  if (!ledger::verify_inclusion(leaf, proven.number, seen.size, seen.root, *proof))
    return not_witnessed("the ledger that its witnesses have seen does not have the entry");
  return {};
}

}  // namespace insyn::link
