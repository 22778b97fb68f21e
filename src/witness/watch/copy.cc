#include "witness/watch/copy.h"

#include <algorithm>

#include "base/check.h"

namespace insyn::witness {
namespace {

// Of what is in memory before it is compared with the checkpoint.
constexpr std::uint64_t kMostEntries = std::uint64_t{1} << 16;
constexpr std::size_t kMostBytes = std::size_t{32} << 20;

}  // namespace

Result<std::unique_ptr<Copy>> Copy::open(const Path& path, std::uint64_t size, const Digest& root) {
  auto folder = std::make_unique<ledger::Folder>(path);
  auto appender = ledger::Appender::open(*folder, size, root);
  if (!appender) return in_context(path.string(), std::move(appender).error());
  return std::unique_ptr<Copy>(new Copy(std::move(folder), *std::move(appender)));
}

// Whether what is in memory is the beginning of the checkpoint's tree. The proof's hashes are the server's,
// and a proof by wrong ones proves nothing.
Result<bool> Copy::fits(ledger::Store& from, const ledger::Checkpoint& to) const {
  if (size() == to.size) return root() == to.root;
  ledger::TileNodes nodes(from, to.size);
  TRY_ASSIGN(const ledger::Proof proof, ledger::prove_consistency(nodes, size(), to.size));
  return ledger::verify_consistency(size(), root(), to.size, to.root, proof).has_value();
}

Result<Copy::Growth> Copy::grow(ledger::Store& from, const ledger::Checkpoint& to) {
  CHECK(to.size > size());
  ledger::Appender before = appender_;
  const auto undo = [&] { appender_ = before; };
  std::size_t bytes = 0;
  const ledger::TakeEntry take = [&](std::uint64_t, ByteView entry) -> Status {
    bytes += entry.size();
    return appender_.append(entry);
  };
  while (size() < to.size) {
    const std::uint64_t end = std::min(to.size, (size() / ledger::kTileWidth + 1) * ledger::kTileWidth);
    if (Status read = ledger::read_entries(from, size(), end, take); !read) {
      undo();
      return Failure(read.error());
    }
    if (size() < to.size && size() - before.size() < kMostEntries && bytes < kMostBytes) continue;
    const Result<bool> fit = fits(from, to);
    const Status stored = fit && *fit ? appender_.store() : Status();
    if (!fit || !*fit || !stored) undo();
    if (!fit) return Failure(fit.error());
    if (!*fit) return Growth::kOtherEntries;
    if (!stored && stored.error().code == Code::kDenied) return Growth::kTwoHistories;
    TRY(stored);
    before = appender_;
    bytes = 0;
  }
  return Growth::kGrown;
}

Result<ledger::Proof> Copy::consistency(std::uint64_t old_size) {
  ledger::TileNodes nodes(*folder_, size());
  return ledger::prove_consistency(nodes, old_size, size());
}

Status Copy::entries(std::uint64_t from, std::uint64_t to, const ledger::TakeEntry& take) {
  CHECK(from <= to && to <= size());
  while (from < to) {
    const ledger::Tile tile = ledger::tile_with(ledger::Tile::kEntries, from, size());
    TRY_ASSIGN(const Bytes bundle, ledger::read_tile(*folder_, tile));
    TRY_ASSIGN(const std::vector<ByteView> all, ledger::parse_bundle(bundle, tile.width));
    const std::uint64_t first = tile.index * ledger::kTileWidth;
    for (; from < to && from < first + all.size(); ++from) TRY(take(from, all[from - first]));
  }
  return {};
}

Status Copy::finish(std::string_view checkpoint) {
  TRY(folder_->replace_checkpoint(checkpoint));
  for (int level = ledger::Tile::kEntries; ledger::hashes_at(level, size()) >= ledger::kTileWidth; ++level) {
    const std::uint64_t from = ledger::hashes_at(level, tidied_) / ledger::kTileWidth;
    const std::uint64_t to = ledger::hashes_at(level, size()) / ledger::kTileWidth;
    for (std::uint64_t index = from; index < to; ++index)
      folder_->remove_partial({level, index, ledger::kTileWidth});
  }
  tidied_ = size();
  return {};
}

}  // namespace insyn::witness
