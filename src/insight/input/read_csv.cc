#include "insight/input/read_csv.h"

#include <algorithm>
#include <cstring>
#include <fstream>

#include "base/parallel.h"
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

constexpr std::size_t kBuffer = std::size_t{1} << 20;
constexpr std::uint64_t kSmallest = std::uint64_t{8} << 20;  // of a stretch that is worth a thread
constexpr std::size_t kStretchesPerCore = 16;                // so that no core waits long for another

// The lines that begin in [begin, end) of a file.
class Stretch {
 public:
  Stretch(const Path& file, std::uint64_t begin, std::uint64_t end)
      : in_(file, std::ios::binary), at_(begin), end_(end) {
    // One byte earlier, so that a line that begins exactly here is not taken for the rest of another.
    skipping_ = begin > 0;
    if (skipping_) in_.seekg(static_cast<std::streamoff>(--at_));
  }

  // Calls fn(line, its number within the stretch from 0). The number of lines. Nothing where the file cannot
  // be read on.
  template <class Fn>
  std::optional<std::uint64_t> each_line(Progress& progress, const Fn& fn) {
    std::vector<char> buffer(kBuffer + CsvRows::kLongestLine + 2);
    std::size_t kept = 0;
    bool cut = false;  // the kept bytes are of a line that is too long
    std::uint64_t lines = 0;
    for (bool last = false; !last;) {
      in_.read(buffer.data() + kept, kBuffer);
      const auto got = static_cast<std::size_t>(in_.gcount());
      if (in_.bad()) return std::nullopt;
      last = got < kBuffer;
      progress.advance(got);
      const char* at = buffer.data();
      const char* const behind = buffer.data() + kept + got;
      while (const char* end = next_end(at, behind, last)) {
        if (!line_begins_here()) return lines;
        if (skipping_) {
          skipping_ = false;
        } else {
          fn(cut ? std::string_view(buffer.data(), CsvRows::kLongestLine + 1)
                 : std::string_view(at, static_cast<std::size_t>(end - at)),
             lines++);
        }
        cut = false;
        at_ += static_cast<std::uint64_t>(end - at) + 1 + dropped_;
        dropped_ = 0;
        at = end + 1;
      }
      kept = at < behind ? static_cast<std::size_t>(behind - at) : 0;
      if (kept > CsvRows::kLongestLine) {
        dropped_ += kept - 1;
        kept = 1;
        cut = true;
      }
      if (kept > 0) std::memmove(buffer.data(), behind - kept, kept);
    }
    return lines;
  }

 private:
  // Where the line at `at` ends; the file's last needs no line end.
  static const char* next_end(const char* at, const char* behind, bool last) {
    if (at >= behind) return nullptr;
    const void* found = std::memchr(at, '\n', static_cast<std::size_t>(behind - at));
    if (found != nullptr) return static_cast<const char*>(found);
    return last ? behind : nullptr;
  }
  bool line_begins_here() const { return skipping_ || at_ < end_; }

  std::ifstream in_;
  std::uint64_t at_;  // of the line that comes next
  std::uint64_t end_;
  std::uint64_t dropped_ = 0;  // bytes of a line that is too long
  bool skipping_ = false;
};

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

Status read_csv(const Path& file, std::uint32_t number, Progress& progress, std::vector<LogPart>& parts,
                std::vector<std::string>& remarks) {
  std::ifstream in(file, std::ios::binary);
  std::string header;
  header.resize(CsvRows::kLongestLine);
  in.getline(header.data(), static_cast<std::streamsize>(header.size()));
  if (!in && !in.eof())
    return fail(Code::kCorrupt, "line 1 cannot be read, or is not a line of column names");
  header.resize(std::strlen(header.data()));
  TRY_ASSIGN(const CsvShape shape, CsvShape::parse(header));
  for (const std::string& column : shape.ignored())
    remarks.push_back(
        fmt::format("{}: the column “{}” means nothing here and is not read", file.string(), column));

  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(file, error);
  if (error) return fail(Code::kPermanent, "its size cannot be read: {}", error.message());
  const std::size_t count = std::clamp<std::size_t>(
      size / kSmallest, 1, kStretchesPerCore * std::max(1U, std::thread::hardware_concurrency()));
  const std::size_t first = parts.size();
  for (std::size_t i = 0; i < count; ++i) parts.emplace_back(number);
  std::vector<std::uint64_t> lines(count);
  std::atomic<bool> broken = false;
  in_parallel(count, [&](std::size_t i) {
    Stretch stretch(file, size * i / count, size * (i + 1) / count);
    LogPart& part = parts[first + i];
    CsvRows rows(shape, part);
    const auto read = stretch.each_line(progress, [&](std::string_view line, std::uint64_t at) {
      if (i > 0 || at > 0) rows.line(line, at + 1);
    });
    part.rest();
    if (read) {
      lines[i] = *read;
    } else {
      broken = true;
    }
  });
  if (broken) return fail(Code::kPermanent, "it cannot be read completely");
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < count; ++i) {
    parts[first + i].begins_after(before);
    before += lines[i];
  }
  return {};
}

}  // namespace insyn::insight
