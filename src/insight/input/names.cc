#include "insight/input/names.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>

#include "base/bytes.h"
#include "base/check.h"
#include "base/parallel.h"

namespace insyn::insight {
namespace {

constexpr NameId kFree = 0xffffffff;
constexpr std::size_t kBlock = std::size_t{1} << 16;

std::uint64_t random_seed() {
  std::uint64_t seed = 0;
  const Bytes bytes = random_bytes(sizeof seed);
  std::memcpy(&seed, bytes.data(), sizeof seed);
  return seed;
}

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

Names::Names(std::size_t limit) : limit_(limit), seed_(random_seed()), slots_(64, Slot{kFree, 0}) {
  CHECK(limit > 0 && limit < kFree);
  add("");
}

std::uint32_t Names::hash_of(std::string_view name) const {
  return static_cast<std::uint32_t>(XXH3_64bits_withSeed(name.data(), name.size(), seed_));
}

std::size_t Names::slot_of(std::string_view name, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot].id != kFree && (slots_[slot].hash != hash || texts_[slots_[slot].id] != name))
    slot = (slot + 1) & mask;
  return slot;
}

std::string_view Names::keep(std::string_view name) {
  if (left_ < name.size()) {
    left_ = std::max(kBlock, name.size());
    blocks_.push_back(std::make_unique<char[]>(left_));
    free_ = blocks_.back().get();
  }
  char* const at = free_;
  std::copy(name.begin(), name.end(), at);
  free_ += name.size();
  left_ -= name.size();
  return {at, name.size()};
}

void Names::grow() {
  LargeVector<Slot> old(slots_.size() * 2, Slot{kFree, 0});
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& one : old) {
    if (one.id == kFree) continue;
    std::size_t slot = one.hash & mask;
    while (slots_[slot].id != kFree) slot = (slot + 1) & mask;
    slots_[slot] = one;
  }
}

std::optional<NameId> Names::add(std::string_view name) {
  const std::uint32_t hash = hash_of(name);
  const std::size_t slot = slot_of(name, hash);
  if (slots_[slot].id != kFree) return slots_[slot].id;
  if (texts_.size() >= limit_) return std::nullopt;
  const NameId id = static_cast<NameId>(texts_.size());
  slots_[slot] = {id, hash};
  texts_.push_back(keep(name));
  if (texts_.size() * 2 > slots_.size()) grow();
  return id;
}

std::optional<NameId> Names::find(std::string_view name) const {
  const std::size_t slot = slot_of(name, hash_of(name));
  if (slots_[slot].id == kFree) return std::nullopt;
  return slots_[slot].id;
}

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
