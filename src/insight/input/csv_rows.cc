#include "insight/input/csv_rows.h"

#include <algorithm>
#include <cstring>

#include "insight/input/values.h"

namespace insyn::insight {
namespace {

// In the order of the fields' numbers.
constexpr std::array<std::string_view, 5> kEventColumns = {"call", "time", "event", "object", "results"};
enum EventField : std::size_t { kCall, kTime, kEvent, kObject, kResults };
constexpr std::size_t kEventNeeds = 3;

constexpr std::array<std::string_view, 11> kCallColumns = {"call",      "agent", "kind",         "start",
                                                           "end",       "queue", "hold_seconds", "outcome",
                                                           "repeat_of", "group", "version"};
enum CallField : std::size_t {
  kId,
  kAgent,
  kKind,
  kStart,
  kEnd,
  kQueue,
  kHold,
  kOutcome,
  kRepeatOf,
  kGroup,
  kVersion
};
constexpr std::size_t kCallNeeds = 5;
constexpr std::size_t kMostColumns = 64;
constexpr std::string_view kExists = "exists";

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";  // spreadsheets put it there
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

std::string_view without_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// One quoted cell, whose opening quote is at text[at]. Puts `at` behind it.
bool take_quoted(std::string_view text, std::size_t& at, std::string& into) {
  for (++at; at < text.size(); ++at) {
    if (text[at] != '"') {
      into.push_back(text[at]);
    } else if (at + 1 < text.size() && text[at + 1] == '"') {
      into.push_back(text[++at]);
    } else {
      ++at;
      return true;
    }
  }
  return false;
}

}  // namespace

std::size_t split_csv(std::string_view line, char separator, std::string& scratch,
                      std::span<std::string_view> cells) {
  scratch.clear();
  std::size_t at = 0;
  for (std::size_t count = 0; count < cells.size(); ++at /* the separator */) {
    if (at < line.size() && line[at] == '"') {
      scratch.reserve(line.size());  // so that the views into it stay valid
      const std::size_t begin = scratch.size();
      if (!take_quoted(line, at, scratch)) return 0;
      cells[count++] = std::string_view(scratch).substr(begin);
      if (at == line.size()) return count;
      if (line[at] != separator) return 0;
    } else {
      const void* found =
          at < line.size() ? std::memchr(line.data() + at, separator, line.size() - at) : nullptr;
      if (found == nullptr) {
        cells[count++] = line.substr(at);
        return count;
      }
      const auto end = static_cast<std::size_t>(static_cast<const char*>(found) - line.data());
      cells[count++] = line.substr(at, end - at);
      at = end;
    }
  }
  return 0;
}

Result<CsvShape> CsvShape::parse(std::string_view header) {
  header = without_return(without_mark(header));
  CsvShape shape;
  std::size_t most = 0;
  for (const char separator : {',', ';', '\t'}) {
    const auto count = static_cast<std::size_t>(std::count(header.begin(), header.end(), separator));
    if (count > most) {
      most = count;
      shape.separator_ = separator;
    }
  }
  std::string scratch;
  std::vector<std::string_view> names(kMostColumns);
  names.resize(split_csv(header, shape.separator_, scratch, names));
  if (names.empty())
    return fail(Code::kCorrupt,
                "line 1 is not a line of column names: a quote is not closed, or there are too many columns");
  const auto has = [&](std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  shape.is_calls_ = has("start") && has("end");
  shape.columns_ = names.size();
  shape.column_of_.fill(kNone);
  const auto known = shape.is_calls_ ? std::span<const std::string_view>(kCallColumns)
                                     : std::span<const std::string_view>(kEventColumns);
  for (std::size_t column = 0; column < names.size(); ++column) {
    const auto field = std::find(known.begin(), known.end(), names[column]);
    if (field == known.end()) {
      shape.ignored_.emplace_back(is_name(names[column]) ? names[column] : "?");
      continue;
    }
    std::size_t& place = shape.column_of_[static_cast<std::size_t>(field - known.begin())];
    if (place != kNone) return fail(Code::kCorrupt, "line 1 has the column “{}” twice", *field);
    place = column;
  }
  for (std::size_t field = 0; field < (shape.is_calls_ ? kCallNeeds : kEventNeeds); ++field) {
    if (shape.column_of_[field] == kNone) {
      return fail(
          Code::kCorrupt,
          "line 1 has no column “{}”. Events have call, time, event, object, results; calls have call, "
          "agent, kind, start, end and more: see docs/insight-input.md",
          known[field]);
    }
  }
  return shape;
}

std::string_view CsvRows::cell(std::size_t field) const {
  const std::size_t column = shape_.column_of_[field];
  return column == CsvShape::kNone ? std::string_view() : cells_[column];
}

void CsvRows::line(std::string_view text, std::uint64_t number) {
  text = without_return(text);
  if (text.empty()) return;
  if (text.size() > kLongestLine || split_csv(text, shape_.separator(), scratch_, cells_) != shape_.columns())
    return part_.reject(Reason::kCells, number);
  if (shape_.is_calls_) {
    call(number);
  } else {
    event(number);
  }
}

void CsvRows::event(std::uint64_t number) {
  if (cell(kEvent) == kExists) return part_.exists(cell(kObject), number);
  part_.event({cell(kCall), cell(kTime), cell(kEvent), cell(kObject), cell(kResults)}, number);
}

void CsvRows::call(std::uint64_t number) {
  CallFacts facts;
  facts.id = cell(kId);
  facts.agent = cell(kAgent);
  facts.kind = cell(kKind);
  facts.queue = cell(kQueue);
  facts.group = cell(kGroup);
  facts.version = cell(kVersion);
  facts.outcome = cell(kOutcome);
  facts.start = cell(kStart);
  facts.end = cell(kEnd);
  facts.hold = cell(kHold);
  facts.repeat_of = cell(kRepeatOf);
  part_.call(facts, number);
}

Status read_csv_text(std::string_view text, LogPart& part) {
  const std::size_t first = std::min(text.find('\n'), text.size());
  TRY_ASSIGN(const CsvShape shape, CsvShape::parse(text.substr(0, first)));
  CsvRows rows(shape, part);
  std::uint64_t number = 2;
  for (std::size_t at = first + 1; at < text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    rows.line(text.substr(at, end - at), number);
    at = end + 1;
  }
  return {};
}

}  // namespace insyn::insight
