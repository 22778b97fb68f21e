#include "insight/input/rejects.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "insight/input/values.h"

namespace insyn::insight {
namespace {

struct Words {
  const char* name;
  const char* sentence;
};

constexpr std::array<Words, kReasons> kWords = {{
    {"cells", "not as many cells as the first line names, or a quote that is not closed"},
    {"text",
     "a name that is not UTF-8 (save the file as UTF-8), has characters that cannot be seen, or is longer "
     "than 200 bytes"},
    {"time", "no time like 2026-11-24T09:05:00+01:00, or not between 2000 and 2069"},
    {"year last",
     "a date that does not begin with its year, so that nobody can tell its day from its month; export it as "
     "2026-11-24T09:05:00+01:00"},
    {"bare number",
     "a number of seconds, milliseconds or days, and nobody can tell of which; export it as "
     "2026-11-24T09:05:00+01:00"},
    {"zone word", "a zone's abbreviation, which several zones have; export the offset instead, as in +01:00"},
    {"no zone", "a time without its zone; say whose clocks it is from, as in --zone Europe/Stockholm"},
    {"twice",
     "a time that the zone's clocks show twice, at the end of summer time; export it with its offset"},
    {"never", "a time that the zone's clocks do not show, at the beginning of summer time"},
    {"activity", "no event; it is screen, search, article, copy, link, back, answer or exists"},
    {"number", "not a number where one belongs"},
    {"outcome", "no outcome; it is solved, unsolved, transferred, dropped or empty"},
    {"missing", "a value that has to be there is missing"},
    {"too many", "more different names than can be told apart"},
    {"duplicate call", "a call with this id is there already"},
    {"unknown call",
     "an event of a call that no file has the facts of; give the file that says when calls began and ended "
     "and why, too"},
    {"outside call", "an event before its call begins or after it ends"},
    {"negative", "ends before it begins, or was on hold for longer than it lasted"},
    {"too long", "a call of more than a day"},
    {"overlap", "begins while the same agent is in another call"},
    {"outside terms", "not within the agreement's whole weeks"},
    {"life cycle", "no transition of an activity's life cycle"},
    {"no table", "an event or an object of a type that is not in the database's list of types"},
    {"contradicts", "an earlier row says something else about the same call"},
}};

constexpr std::array<std::string_view, kFields> kFieldNames = {
    "",          "call",         "agent",   "kind",      "start",    "end",
    "queue",     "hold_seconds", "outcome", "repeat_of", "group",    "version",
    "time",      "event",        "object",  "results",   "activity", "start_timestamp",
    "lifecycle", "instance"};

// Pseudonyms and ids of calls are for whoever opens the file at the line that is named.
bool may_be_shown(Field field) {
  switch (field) {
    case Field::kStart:
    case Field::kEnd:
    case Field::kTime:
    case Field::kBegan:
    case Field::kHold:
    case Field::kOutcome:
    case Field::kEvent:
    case Field::kResults:
    case Field::kTransition:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string_view name_of(Field field) { return kFieldNames[static_cast<std::size_t>(field)]; }

std::string example_of(std::string_view value) {
  constexpr std::size_t kLongest = 40;
  std::string shown;
  while (!value.empty()) {
    const Utf8Character next = decode_utf8(value);
    const std::size_t bytes = next.bytes == 0 ? 1 : next.bytes;
    const bool printable = next.bytes != 0 && is_name(value.substr(0, bytes));
    if (shown.size() + bytes > kLongest) return shown + "…";
    shown += printable ? value.substr(0, bytes) : "?";
    value.remove_prefix(bytes);
  }
  return shown;
}

const char* name_of(Reason reason) { return kWords[static_cast<std::size_t>(reason)].name; }
const char* sentence_of(Reason reason) { return kWords[static_cast<std::size_t>(reason)].sentence; }

void Rejects::add(Reject reject, std::string_view value) {
  const auto reason = static_cast<std::size_t>(reject.reason);
  ++counts_[reason];
  RejectCount& counted = counted_[{reject.reason, reject.field}];
  if (counted.count++ == 0) {
    if (may_be_shown(reject.field)) reject.example = example_of(value);
    counted.first = reject;
    reject.example.clear();
  }
  if (named_[reason].size() < kNamed) named_[reason].push_back(std::move(reject));
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
  for (auto [kind, more] : other.counted_) {
    more.first.place += lines;
    RejectCount& counted = counted_[kind];
    if (counted.count == 0) counted.first = more.first;
    counted.count += more.count;
  }
}

std::vector<RejectCount> Rejects::counted() const {
  std::vector<RejectCount> all;
  for (const auto& one : counted_) all.push_back(one.second);
  return all;
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
