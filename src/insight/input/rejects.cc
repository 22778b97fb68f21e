#include "insight/input/rejects.h"

#include <algorithm>
#include <numeric>

namespace insyn::insight {
namespace {

struct Words {
  const char* name;
  const char* sentence;
};

constexpr std::array<Words, kReasons> kWords = {{
    {"cells", "not as many cells as the header has, or a quote that is not closed"},
    {"text", "a name that is not UTF-8, has control characters, or is longer than 200 bytes"},
    {"time", "no time with its zone, like 2026-11-24T09:05:00Z, between 2000 and 2069"},
    {"activity", "no event of the kinds that there are"},
    {"number", "not a number where one belongs"},
    {"outcome", "no outcome of the kinds that there are"},
    {"missing", "a value that has to be there is missing"},
    {"too many", "more different names than can be told apart"},
    {"duplicate call", "a call with this id is there already"},
    {"unknown call", "an event of a call that there are no facts about"},
    {"outside call", "an event before its call begins or after it ends"},
    {"negative", "ends before it begins, or was on hold for longer than it lasted"},
    {"too long", "a call of more than a day"},
    {"overlap", "begins while the same agent is in another call"},
    {"outside terms", "not within the agreement's period"},
}};

}  // namespace

const char* name_of(Reason reason) { return kWords[static_cast<std::size_t>(reason)].name; }
const char* sentence_of(Reason reason) { return kWords[static_cast<std::size_t>(reason)].sentence; }

void Rejects::add(const Reject& reject) {
  const auto reason = static_cast<std::size_t>(reject.reason);
  ++counts_[reason];
  if (named_[reason].size() < kNamed) named_[reason].push_back(reject);
}

void Rejects::merge(const Rejects& other, std::uint64_t lines) {
  for (std::size_t reason = 0; reason < kReasons; ++reason) {
    counts_[reason] += other.counts_[reason];
    for (Reject reject : other.named_[reason]) {
      if (named_[reason].size() >= kNamed) break;
      reject.place += lines;
      named_[reason].push_back(reject);
    }
  }
}

std::uint64_t Rejects::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

std::vector<Reject> Rejects::named() const {
  std::vector<Reject> all;
  for (const auto& some : named_) all.insert(all.end(), some.begin(), some.end());
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace insyn::insight
