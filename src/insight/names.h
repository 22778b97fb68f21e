// Names by number: a name is kept once and known by a small number from then on, so that thirty million
// events carry four bytes instead of a string each.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

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

 private:
  std::size_t slot_of(std::string_view name, std::uint64_t hash) const;
  std::string_view keep(std::string_view name);
  void grow();

  std::size_t limit_;
  std::uint64_t seed_;  // of the hash: nobody can choose names that all fall into one place
  struct Slot {
    NameId id;
    std::uint32_t hash;  // its upper half, to compare before the texts
  };
  std::vector<Slot> slots_;
  std::vector<std::string_view> texts_;
  // Where the texts lie.
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace insyn::insight
