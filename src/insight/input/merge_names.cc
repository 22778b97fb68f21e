#include "insight/input/merge_names.h"

#include "insight/input/parallel.h"

namespace insyn::insight {
namespace {

// The names go by their text into shards, of which no two threads touch the same; a number is that in the
// shard, times kShards, plus the shard.
constexpr std::size_t kShards = 16;

std::uint8_t shard_of(std::string_view name) {
  std::size_t sum = name.size();
  for (const char c : name.substr(name.size() - std::min<std::size_t>(name.size(), 8)))
    sum = sum * 31 + static_cast<unsigned char>(c);
  return name.empty() ? 0 : static_cast<std::uint8_t>(sum % kShards);
}

}  // namespace

MergedNames merge_names(const std::vector<const Names*>& parts, std::size_t limit) {
  MergedNames merged;
  std::vector<LargeVector<std::uint8_t>> shards(parts.size());
  merged.number_of.resize(parts.size());
  in_parallel(parts.size(), [&](std::size_t part) {
    const auto size = static_cast<NameId>(parts[part]->size());
    merged.number_of[part].resize(size);
    shards[part].resize(size);
    for (NameId id = 0; id < size; ++id) shards[part][id] = shard_of(parts[part]->text(id));
  });
  std::vector<std::size_t> ends(kShards);
  in_parallel(kShards, [&](std::size_t shard) {
    Names names(limit / kShards);
    for (std::size_t part = 0; part < parts.size(); ++part) {
      for (NameId id = 0; id < parts[part]->size(); ++id) {
        if (shards[part][id] != shard) continue;
        const NameId number = names.add(parts[part]->text(id)).value_or(kNoName);
        merged.number_of[part][id] =
            number == kNoName ? kNoName : number * static_cast<NameId>(kShards) + static_cast<NameId>(shard);
      }
    }
    ends[shard] = (names.size() + 1) * kShards;
  });
  merged.end = *std::max_element(ends.begin(), ends.end());
  return merged;
}

}  // namespace insyn::insight
