#include "insight/input/csv_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace insyn::insight {
namespace {

constexpr std::size_t kMostColumns = 256;
constexpr Field kEventNeeds[] = {Field::kCall, Field::kTime};
constexpr Field kCallNeeds[] = {Field::kCall, Field::kAgent, Field::kKind, Field::kStart, Field::kEnd};

bool is_of_calls(Field field) { return field >= Field::kAgent && field <= Field::kVersion; }

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

// The first line, which is taken off `head`.
std::string_view take_line(std::string_view& head, char line_end) {
  const std::size_t end = std::min(head.find(line_end), head.size());
  std::string_view line = head.substr(0, end);
  head.remove_prefix(std::min(end + 1, head.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Outside of quotes.
char commonest_separator(std::string_view header) {
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char separator : {',', ';', '\t'}) {
    bool quoted = false;
    std::ptrdiff_t count = 0;
    for (const char c : header) {
      if (c == '"') quoted = !quoted;
      count += !quoted && c == separator ? 1 : 0;
    }
    if (count > most) {
      most = count;
      best = separator;
    }
  }
  return best;
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

Result<CsvShape> CsvShape::parse(std::string_view head, const ColumnNames& said) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";  // spreadsheets put it there
  if (head.starts_with(kMark)) head.remove_prefix(kMark.size());
  CsvShape shape;
  if (head.find('\n') == std::string_view::npos && head.find('\r') < head.size() - 1) shape.line_end_ = '\r';
  std::string_view header = take_line(head, shape.line_end_);
  constexpr std::string_view kSaysSeparator = "sep=";
  if (header.size() == kSaysSeparator.size() + 1 && header.starts_with(kSaysSeparator)) {
    shape.separator_ = header.back();
    shape.lines_of_head_ = 2;
    header = take_line(head, shape.line_end_);
    if (std::string_view(",;\t|").find(shape.separator_) == std::string_view::npos)
      return fail(Code::kCorrupt, "line 1 names a separator that is no comma, semicolon, tab or bar");
  } else {
    shape.separator_ = commonest_separator(header);
  }
  TRY(shape.take_names(header, said));
  TRY(shape.check_needs());
  return shape;
}

Status CsvShape::take_names(std::string_view header, const ColumnNames& said) {
  std::string scratch;
  std::vector<std::string_view> names(kMostColumns);
  names.resize(split_csv(header, separator_, scratch, names));
  if (names.empty())
    return fail(Code::kCorrupt,
                "line {} is not a line of column names: a quote is not closed, or there are too many columns",
                lines_of_head_);
  columns_ = names.size();
  column_of_.fill(kNone);
  for (std::size_t column = 0; column < names.size(); ++column) {
    names_.push_back(example_of(names[column]));
    const auto meaning = meaning_of(names[column], said);
    if (!meaning) continue;
    const auto field = static_cast<std::size_t>(meaning->field);
    if (column_of_[field] != kNone && certainty_[field] == meaning->certainty)
      return fail(
          Code::kCorrupt,
          "line {} has the column “{}” twice, as “{}” and “{}”; say which one counts: --columns {}=NAME",
          lines_of_head_, name_of(meaning->field), names_[column_of_[field]], names_[column],
          name_of(meaning->field));
    if (column_of_[field] != kNone && certainty_[field] > meaning->certainty) continue;
    column_of_[field] = column;
    certainty_[field] = meaning->certainty;
  }
  const bool does = has(Field::kTime) || has(Field::kBegan);
  has_calls_ = has(Field::kStart) && has(Field::kEnd);
  has_events_ = does && (has(Field::kEvent) || has(Field::kActivity));
  return {};
}

std::string CsvShape::seen() const {
  constexpr std::size_t kMost = 12;
  const std::vector<std::string> some(
      names_.begin(), names_.begin() + static_cast<std::ptrdiff_t>(std::min(kMost, names_.size())));
  return fmt::format("“{}”{}", fmt::join(some, "”, “"), names_.size() > kMost ? " and more" : "");
}

Status CsvShape::check_needs() const {
  const auto missing = [&](Field field) {
    return fail(
        Code::kCorrupt,
        "line {0} has no column “{1}”; it has {2}. Events have call, time, event, object, results; calls "
        "have call, agent, kind, start, end and more: see docs/insight-input.md. If one of these is it "
        "under another name: --columns {1}=NAME",
        lines_of_head_, name_of(field), seen());
  };
  const auto is_there = [&](Field field) {
    return has(field) || (field == Field::kTime && has(Field::kBegan));
  };
  if (has_calls_) {
    for (const Field field : kCallNeeds)
      if (!is_there(field)) return missing(field);
  } else {
    for (const Field field : kEventNeeds)
      if (!is_there(field)) return missing(field);
    if (!has_events_) return missing(Field::kEvent);
  }
  return {};
}

std::vector<Field> CsvShape::said() const {
  std::vector<Field> fields;
  for (std::size_t i = 0; i < kFields; ++i)
    if (column_of_[i] != kNone && certainty_[i] == Certainty::kSaid) fields.push_back(static_cast<Field>(i));
  return fields;
}

std::string CsvShape::in_words() const {
  std::string text = fmt::format("{} as CSV, parted by {}",
                                 !has_calls_   ? "events"
                                 : has_events_ ? "calls and events"
                                               : "calls",
                                 separator_ == '\t' ? "tabs" : fmt::format("“{}”", separator_));
  std::string read;
  std::vector<bool> used(columns_);
  for (std::size_t i = 1; i < kFields; ++i) {
    const auto field = static_cast<Field>(i);
    if (!has(field) || !(is_of_calls(field) ? has_calls_ : has_events_ || field == Field::kCall)) continue;
    used[column_of(field)] = true;
    read += read.empty() ? ": " : ", ";
    read += name_of(field);
    if (names_[column_of(field)] != name_of(field)) read += fmt::format(" (“{}”)", names_[column_of(field)]);
  }
  text += read;
  if (has(Field::kActivity) && !has(Field::kEvent))
    text +=
        names_events() ? "; an activity is an event" : "; each activity counts as a screen that was shown";
  std::string ignored;
  for (std::size_t column = 0; column < columns_; ++column)
    if (!used[column]) ignored += fmt::format("{}“{}”", ignored.empty() ? "" : ", ", names_[column]);
  if (!ignored.empty()) text += "; not read: " + ignored;
  return text;
}

}  // namespace insyn::insight
