// Names by number: a name is kept once and known by a small number from then on, so that thirty million
// events carry four bytes instead of a string each.
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

// The empty name, which every set has: "not given".
inline constexpr NameId kNoName = 0;
// Bytes of UTF-8. What is longer is no name of a screen or a call.
inline constexpr std::size_t kLongestName = 200;

class Names {
 public:
  // At most `limit` names.
  explicit Names(std::size_t limit);
  Names(Names&&) noexcept = default;
  Names& operator=(Names&&) noexcept = default;

  // The number of `name`, which is added where it is new. Nothing where there are `limit` of them already.
  std::optional<NameId> add(std::string_view name);
  std::optional<NameId> find(std::string_view name) const;
  // Valid as long as this is.
  std::string_view text(NameId id) const { return texts_[id]; }
  std::size_t size() const { return texts_.size(); }

  // What text() points to, for when this is gone.
  using Texts = std::vector<std::unique_ptr<char[]>>;
  Texts take_texts() && { return std::move(blocks_); }

 private:
  std::uint32_t hash_of(std::string_view name) const;
  std::size_t slot_of(std::string_view name, std::uint32_t hash) const;
  std::string_view keep(std::string_view name);
  void grow();

  std::size_t limit_;
  std::uint64_t seed_;  // of the hash: nobody can choose names that all fall into one place
  struct Slot {
    NameId id;
    std::uint32_t hash;  // where it belongs, and what is compared before the texts
  };
  LargeVector<Slot> slots_;
  LargeVector<std::string_view> texts_;
  // Where the texts lie.
  Texts blocks_;
  char* free_ = nullptr;
  std::size_t left_ = 0;
};

// The names that came by last: whoever reads the calls of many agents meets the same few over and over, in a
// table of all that fits in no cache.
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
  // A name's first eight bytes and its last eight, or what there is of them: compared without a look at the
  // text, which lies elsewhere.
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
