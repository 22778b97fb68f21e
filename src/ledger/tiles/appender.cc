#include "ledger/tiles/appender.h"

namespace insyn::ledger {

Result<Appender> Appender::open(Store& store, std::uint64_t size, const Digest& root) {
  TRY_ASSIGN(Edge edge, Edge::read(store, size, root));
  return Appender(store, std::move(edge));
}

Status Appender::append(ByteView entry) {
  return now_.append(entry, [this](const Tile& tile, ByteView bytes) -> Status {
    full_.emplace_back(tile, Bytes(bytes.begin(), bytes.end()));
    return {};
  });
}

Status Appender::store() {
  for (const auto& [tile, bytes] : full_) TRY(store_->put_if_absent(tile, bytes));
  TRY(now_.take_partial([this](const Tile& tile, ByteView bytes) -> Status {
    // What has not grown since was stored then. Of tiles over tiles that is so nearly always.
    if (hashes_at(tile.level, size()) == hashes_at(tile.level, stored_.size())) return {};
    return store_->put_if_absent(tile, bytes);
  }));
  Edge again = stored_;
  TRY(verify_growth(*store_, again, size(), root(), [](std::uint64_t, ByteView) { return Status(); }));
  stored_ = std::move(again);
  full_.clear();
  return {};
}

}  // namespace insyn::ledger
