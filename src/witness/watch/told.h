// What a witness has told the union, each thing once, also over restarts.
#pragma once

#include <array>
#include <set>
#include <string>
#include <vector>

#include "base/path.h"
#include "witness/rules/alarm.h"
#include "witness/rules/breach.h"
#include "words/language.h"

namespace insyn::witness {

struct Told {
  Utc at{};
  std::array<std::string, 2> said;  // in each language
  const std::string& in(words::Language language) const { return said[static_cast<std::size_t>(language)]; }
};

class TellList {
 public:
  // More breaches than this are not listed: the last one says so. Alarms are, up to twice as many things.
  static constexpr std::size_t kMost = 10'000;

  // `list` has a line for each thing, `mailed` the number of those that went by mail; both may be missing.
  static Result<TellList> open(Path list, Path mailed);

  // False where it was told before. Lasts once store() has succeeded.
  bool tell(Utc at, const Breach& breach);
  bool tell(Utc at, const Alarm& alarm);
  // On the disk when this returns. What could not be stored stays to be told, and to be stored the next time.
  Status store();

  const std::vector<Told>& all() const { return all_; }
  // How many, from the first, went by mail.
  std::size_t mailed() const { return mailed_count_; }
  Status mark_mailed(std::size_t count);

 private:
  TellList(Path list, Path mailed) : list_(std::move(list)), mailed_(std::move(mailed)) {}
  bool add(Told one, std::size_t most);

  Path list_, mailed_;
  std::vector<Told> all_;
  std::set<std::string> english_;  // what was told
  std::size_t stored_ = 0;         // of all_, from the first
  bool whole_ = false;             // the file has these and nothing else
  std::size_t mailed_count_ = 0;
};

}  // namespace insyn::witness
