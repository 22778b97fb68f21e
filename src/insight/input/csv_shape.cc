#include "insight/input/csv_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace insyn::insight {
namespace {

constexpr std::size_t kMostColumns = 256;
constexpr std::string_view kSeparators = ",;\t|";
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

// As Excel reads and writes it: "sep=;", whatever its letters, perhaps as a cell of a row of empty ones.
std::optional<char> said_separator(std::string_view line) {
  if (line.starts_with('"')) line.remove_prefix(1);
  constexpr std::string_view kSays = "sep=";
  if (line.size() <= kSays.size()) return std::nullopt;
  for (std::size_t i = 0; i < kSays.size(); ++i)
    if ((line[i] | ('a' ^ 'A')) != (kSays[i] | ('a' ^ 'A'))) return std::nullopt;
  const char separator = line[kSays.size()];
  line.remove_prefix(kSays.size() + 1);
  if (line.starts_with('"')) line.remove_prefix(1);
  if (line.find_first_not_of(separator) != std::string_view::npos) return std::nullopt;
  return separator;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const Utf8Character next = decode_utf8(text);
    if (next.bytes == 0) return false;
    text.remove_prefix(next.bytes);
  }
  return true;
}

// Outside of quotes.
char commonest_separator(std::string_view header) {
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char separator : kSeparators) {
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

// Whether --columns makes agents what a report tells about, or what differs in each call its agents.
bool is_turned_round(std::string_view column, Field said) {
  const auto own = meaning_of(column, {});
  if (!own || own->field == said) return false;
  if (own->field == Field::kAgent) return true;
  if (said != Field::kAgent) return false;
  for (const Field of_each_call : {Field::kCall, Field::kStart, Field::kEnd, Field::kTime, Field::kBegan})
    if (own->field == of_each_call) return true;
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
      if (!take_quoted(line, at, scratch)) return kOpenQuote;
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
  for (; header.empty() && !head.empty(); ++shape.lines_of_head_) header = take_line(head, shape.line_end_);
  if (const auto separator = said_separator(header)) {
    if (kSeparators.find(*separator) == std::string_view::npos)
      return fail(Code::kCorrupt, "line {} names a separator that is no comma, semicolon, tab or bar",
                  shape.lines_of_head_);
    shape.separator_ = *separator;
    ++shape.lines_of_head_;
    header = take_line(head, shape.line_end_);
  } else {
    shape.separator_ = commonest_separator(header);
  }
  Status understood = shape.understand(header, said);
  if (!understood) {
    if (const auto below = shape.line_of_names(head, said)) {
      understood = fail(Code::kCorrupt,
                        "the names of the columns stand in line {}; delete the lines before it", *below);
    }
  }
  TRY(understood);
  return shape;
}

Status CsvShape::understand(std::string_view header, const ColumnNames& said) {
  TRY(take_names(header, said));
  return check_needs();
}

// Where the names stand, if somebody has put a title above them.
std::optional<std::uint64_t> CsvShape::line_of_names(std::string_view head, const ColumnNames& said) const {
  constexpr std::uint64_t kMostLines = 20;
  for (std::uint64_t line = lines_of_head_ + 1; line <= kMostLines && !head.empty(); ++line) {
    const std::string_view header = take_line(head, line_end_);
    CsvShape other;
    other.separator_ = commonest_separator(header);
    if (other.understand(header, said)) return line;
  }
  return std::nullopt;
}

Status CsvShape::take_names(std::string_view header, const ColumnNames& said) {
  std::string scratch;
  std::vector<std::string_view> names(kMostColumns);
  const std::size_t count = split_csv(header, separator_, scratch, names);
  names.resize(count == kOpenQuote ? 0 : count);
  if (!is_utf8(header))
    return fail(Code::kCorrupt, "line {} is not UTF-8; save the file as UTF-8", lines_of_head_);
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
    if (meaning->certainty == Certainty::kSaid && is_turned_round(names[column], meaning->field))
      return fail(
          Code::kDenied,
          "line {} says by its name what the column “{}” is, and it cannot be read as {}: the groups that a "
          "report is about would be of something else than agents, or of single ones",
          lines_of_head_, names_.back(), name_of(meaning->field));
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
