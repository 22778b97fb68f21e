// Interned names: a name is stored once and stands for a small number, so that each of thirty million events
// has four bytes instead of a string.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "os/huge_pages.h"

namespace insyn::insight {

using NameId = std::uint32_t;

// The empty name, which is always there: "not given".
inline constexpr NameId kNoName = 0;
// Bytes of UTF-8. A longer name is rejected.
inline constexpr std::size_t kLongestName = 200;

class Names {
 public:
  // At most `limit` names.
  explicit Names(std::size_t limit);
  Names(Names&&) noexcept = default;
  Names& operator=(Names&&) noexcept = default;

  // The number of `name`, which is added where it is new. Nothing where the limit is reached.
  std::optional<NameId> add(std::string_view name);
  std::optional<NameId> find(std::string_view name) const;
  // Valid as long as this is.
  std::string_view text(NameId id) const { return texts_[id]; }
  std::size_t size() const { return texts_.size(); }

  // What text() points to, to keep it longer than this.
  using Texts = std::vector<std::unique_ptr<char[]>>;
  Texts take_texts() && { return std::move(blocks_); }

 private:
  std::uint32_t hash_of(std::string_view name) const;
  std::size_t slot_of(std::string_view name, std::uint32_t hash) const;
  std::string_view keep(std::string_view name);
  void grow();

  std::size_t limit_;
  std::uint64_t seed_;  // of the hash: nobody can choose names that collide
  struct Slot {
    NameId id;
    std::uint32_t hash;  // gives the slot, and is compared before the texts
  };
  LargeVector<Slot> slots_;
  LargeVector<std::string_view> texts_;
  // Where the texts lie.
  Texts blocks_;
  char* free_ = nullptr;
  std::size_t left_ = 0;
};

// A cache of recent names: rows of many agents repeat the same few, and the table of all names does not fit
// in the processor's cache.
class RecentNames {
 public:
  std::optional<NameId> find(std::string_view name) const {
    if (recents_.empty()) return std::nullopt;
    const Ends ends(name);
    const Recent& recent = recents_[place_of(ends, name.size())];
    if (!(recent.ends == ends) || recent.name.size() != name.size()) return std::nullopt;
    // The ends are all of a short name, and most are.
    if (name.size() > 2 * sizeof ends.first && recent.name != name) return std::nullopt;
    return recent.id;
  }
  // `name` stays valid as long as this is: it is the text that Names keeps.
  void put(std::string_view name, NameId id) {
    if (recents_.empty()) recents_.resize(std::size_t{1} << kBits);
    const Ends ends(name);
    recents_[place_of(ends, name.size())] = {ends, name, id};
  }
  void forget() { recents_ = {}; }

 private:
  // A name's first eight bytes and its last eight, or fewer: compared without reading the text, which lies
  // elsewhere in memory.
  struct Ends {
    std::uint64_t first = 0;
    std::uint64_t last = 0;

    Ends() = default;
    explicit Ends(std::string_view name) {
      if (name.size() >= sizeof first) {
        std::memcpy(&first, name.data(), sizeof first);
        std::memcpy(&last, name.data() + name.size() - sizeof last, sizeof last);
      } else if (name.size() >= sizeof(std::uint32_t)) {
        std::uint32_t head = 0;
        std::uint32_t tail = 0;
        std::memcpy(&head, name.data(), sizeof head);
        std::memcpy(&tail, name.data() + name.size() - sizeof tail, sizeof tail);
        last = std::uint64_t{tail} << 32 | head;
      } else {
        for (const char c : name) last = last << 8 | static_cast<unsigned char>(c);
      }
    }
    bool operator==(const Ends&) const = default;
  };
  struct Recent {
    Ends ends;
    std::string_view name;
    NameId id = kNoName;
  };
  static constexpr int kBits = 14;

  // By the end of the name, in which the names of calls differ.
  static std::size_t place_of(const Ends& ends, std::size_t size) {
    return (ends.last + size) * 0x9e3779b97f4a7c15U >> (64 - kBits);
  }

  std::vector<Recent> recents_;
};

// Names that each part has numbered by itself, numbered by one.
struct MergedNames {
  // Of each part, from its numbers to the new ones. The same name has the same number in all parts.
  std::vector<LargeVector<NameId>> number_of;
  std::size_t end = 1;  // above all new numbers, which have gaps
};

// Numbers the names of all parts anew, on all cores. Beyond about `limit` names, a name gets kNoName.
MergedNames merge_names(const std::vector<const Names*>& parts, std::size_t limit);

}  // namespace insyn::insight
