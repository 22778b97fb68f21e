#include "insight/input/read_csv.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include "base/parallel.h"
#include "insight/input/values.h"

namespace insyn::insight {
namespace {

constexpr std::string_view kExists = "exists";
constexpr std::string_view kScreen = "screen";

constexpr std::size_t kReadAtOnce = std::size_t{1} << 20;
constexpr std::uint64_t kSmallest = std::uint64_t{8} << 20;  // of a stretch that is worth a thread
constexpr std::size_t kStretchesPerCore = 16;                // so that no core waits long for another
constexpr std::uint64_t kToTheEnd = ~std::uint64_t{0};

// The lines that begin in [begin, end) of a stream.
class Stretch {
 public:
  Stretch(std::unique_ptr<std::istream> in, char line_end, std::uint64_t begin, std::uint64_t end)
      : in_(std::move(in)), line_end_(line_end), at_(begin), end_(end) {
    // One byte earlier, so that a line that begins exactly here is not taken for the rest of another.
    skipping_ = begin > 0;
    if (skipping_) in_->seekg(static_cast<std::streamoff>(--at_));
  }

  // Calls fn(line, its number within the stretch from 0). The number of lines. Nothing where the file cannot
  // be read on.
  template <class Fn>
  std::optional<std::uint64_t> each_line(Progress& progress, const Fn& fn) {
    std::vector<char> buffer(kReadAtOnce + CsvRows::kLongestLine + 2);
    std::size_t kept = 0;
    bool cut = false;  // the kept bytes are of a line that is too long
    std::uint64_t lines = 0;
    for (bool last = false; !last;) {
      in_->read(buffer.data() + kept, kReadAtOnce);
      const auto got = static_cast<std::size_t>(in_->gcount());
      if (in_->bad()) return std::nullopt;
      last = got < kReadAtOnce;
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
  const char* next_end(const char* at, const char* behind, bool last) const {
    if (at >= behind) return nullptr;
    const void* found = std::memchr(at, line_end_, static_cast<std::size_t>(behind - at));
    if (found != nullptr) return static_cast<const char*>(found);
    return last ? behind : nullptr;
  }
  bool line_begins_here() const { return skipping_ || at_ < end_; }

  std::unique_ptr<std::istream> in_;
  char line_end_;
  std::uint64_t at_;  // of the line that comes next
  std::uint64_t end_;
  std::uint64_t dropped_ = 0;  // bytes of a line that is too long
  bool skipping_ = false;
};

// As nearly all cells are: neither white space at the ends nor a word for no value. Asked for each.
bool is_ordinary(std::string_view value) {
  constexpr std::size_t kLongestWord = 4;
  const auto may_be_space = [](char c) { return (c >= 0 && c <= ' ') || c == '\xc2' || c == '\xa0'; };
  return value.empty() ||
         (value.size() > kLongestWord && !may_be_space(value.front()) && !may_be_space(value.back()));
}

}  // namespace

std::string_view CsvRows::cell(Field field) const {
  const std::size_t column = shape_.column_of(field);
  if (column == CsvShape::kNone) return {};
  std::string_view value = cells_[column];
  if (is_ordinary(value)) return value;
  value = trimmed(value);
  return is_no_value(value) ? std::string_view() : value;
}

void CsvRows::line(std::string_view text, std::uint64_t number) {
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (!open_.empty()) return go_on(text);
  row(text, number, Quotes::kMayStayOpen);
  if (!open_.empty()) open_at_ = number;
}

// Within a cell, up to the quote that closes it.
void CsvRows::go_on(std::string_view text) {
  open_ += '\n';
  open_ += text;
  if (open_.size() > kLongestLine) return give_up();
  // Two quotes are one within the cell, or another cell that begins.
  if (std::count(text.begin(), text.end(), '"') % 2 == 0) return;
  const std::size_t count = split(open_);
  if (count == kOpenQuote) return;
  if (count != shape_.columns()) return give_up();
  const std::string whole = std::exchange(open_, {});
  row(whole, open_at_, Quotes::kEndWithTheLine);
}

// The quote was no cell's: its own line is lost, and none of those below it.
void CsvRows::give_up() {
  const std::string lines = std::exchange(open_, {});
  std::uint64_t number = open_at_;
  for (std::size_t at = 0; at <= lines.size(); ++number) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    row(std::string_view(lines).substr(at, end - at), number, Quotes::kEndWithTheLine);
    at = end + 1;
  }
}

std::size_t CsvRows::split(std::string_view text) {
  return text.size() > kLongestLine ? 0 : split_csv(text, shape_.separator(), scratch_, cells_);
}

void CsvRows::row(std::string_view text, std::uint64_t number, Quotes quotes) {
  if (text.empty()) return;
  const std::size_t count = split(text);
  if (count == kOpenQuote && quotes == Quotes::kMayStayOpen) {
    saw_open_quote_ = true;
    open_ = text;
    return;
  }
  if (count != shape_.columns()) return part_.reject(Reason::kCells, number);
  // Spreadsheets write the rows below the last one too.
  if (text.front() == shape_.separator() &&
      std::all_of(cells_.begin(), cells_.end(), [](std::string_view one) { return one.empty(); }))
    return;
  if (shape_.has_calls()) {
    if (shape_.has_events()) {
      call_once(number);
    } else {
      call(number);
    }
  }
  if (shape_.has_events()) event(number);
}

void CsvRows::event(std::uint64_t number) {
  std::string_view activity = cell(Field::kEvent);
  std::string_view object = cell(Field::kObject);
  if (activity.empty() && shape_.has(Field::kActivity)) {
    if (shape_.names_events()) {
      activity = cell(Field::kActivity);
    } else {
      activity = kScreen;
      object = cell(Field::kActivity);
    }
  }
  if (activity == kExists) return part_.exists(object, number);
  // Where a row tells when an activity began and when it ended, it is the beginning that counts.
  std::string_view time = cell(Field::kBegan);
  if (time.empty()) time = cell(Field::kTime);
  const std::string_view transition = cell(Field::kTransition);
  if (transition.empty())
    return part_.event({cell(Field::kCall), time, activity, object, cell(Field::kResults)}, number);
  steps_[std::string(cell(Field::kCall))].push_back(
      {std::string(time), std::string(activity), std::string(object), std::string(cell(Field::kResults)),
       std::string(transition), std::string(cell(Field::kInstance)), number});
}

void CsvRows::finish() {
  if (!open_.empty()) give_up();
  for (auto& [call, steps] : steps_) add_once_each(call, std::move(steps), part_);
  steps_.clear();
}

// Rows of a call's events repeat its facts.
void CsvRows::call_once(std::uint64_t number) {
  std::string facts;
  for (const Field field :
       {Field::kAgent, Field::kKind, Field::kStart, Field::kEnd, Field::kQueue, Field::kHold, Field::kOutcome,
        Field::kRepeatOf, Field::kGroup, Field::kVersion}) {
    facts += cell(field);
    facts += '\n';
  }
  const auto [known, is_new] = facts_.try_emplace(std::string(cell(Field::kCall)), facts);
  if (is_new) return call(number);
  if (known->second != facts) part_.reject(Reason::kContradicts, number);
}

void CsvRows::call(std::uint64_t number) {
  CallFacts facts;
  facts.id = cell(Field::kCall);
  facts.agent = cell(Field::kAgent);
  facts.kind = cell(Field::kKind);
  facts.queue = cell(Field::kQueue);
  facts.group = cell(Field::kGroup);
  facts.version = cell(Field::kVersion);
  facts.outcome = cell(Field::kOutcome);
  facts.start = cell(Field::kStart);
  facts.end = cell(Field::kEnd);
  facts.hold = cell(Field::kHold);
  facts.repeat_of = cell(Field::kRepeatOf);
  part_.call(facts, number);
}

Status read_csv_text(std::string_view text, LogPart& part) {
  TRY_ASSIGN(const CsvShape shape, CsvShape::parse(text.substr(0, CsvRows::kLongestLine)));
  CsvRows rows(shape, part);
  std::uint64_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(shape.line_end(), at), text.size());
    if (++number > shape.lines_of_head()) rows.line(text.substr(at, end - at), number);
    at = end + 1;
  }
  rows.finish();
  return {};
}

namespace {

std::size_t stretches_of(const Source& source, const CsvShape& shape, std::uint64_t size) {
  if (!source.is_plain() || shape.rows_depend()) return 1;
  return std::clamp<std::size_t>(size / kSmallest, 1,
                                 kStretchesPerCore * std::max(1U, std::thread::hardware_concurrency()));
}

// A file, read by several threads.
struct Stretches {
  const Source& source;
  const CsvShape& shape;
  std::uint64_t size;
  std::uint32_t file;
  const WallClock* zone;
  std::atomic<bool> saw_open_quote = false;

  Result<std::vector<LogPart>> read(std::size_t count, Progress& progress) {
    std::vector<LogPart> parts;
    for (std::size_t i = 0; i < count; ++i) parts.emplace_back(file, zone);
    std::vector<std::uint64_t> lines(count);
    std::atomic<bool> broken = false;
    Progress untold(0, {});
    in_parallel(count, [&](std::size_t i) {
      const bool last = i + 1 == count;
      Stretch stretch(source.text(progress), shape.line_end(), size * i / count,
                      last ? kToTheEnd : size * (i + 1) / count);
      CsvRows rows(shape, parts[i]);
      const auto read = stretch.each_line(source.is_packed() ? untold : progress,
                                          [&](std::string_view line, std::uint64_t at) {
                                            if (i > 0 || at >= shape.lines_of_head()) rows.line(line, at + 1);
                                          });
      rows.finish();
      parts[i].rest();
      if (rows.saw_open_quote()) saw_open_quote = true;
      if (read) {
        lines[i] = *read;
      } else {
        broken = true;
      }
    });
    if (broken) return source.why();
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < count; ++i) {
      parts[i].begins_after(before);
      before += lines[i];
    }
    return parts;
  }
};

}  // namespace

Status read_csv(const Path& file, const Source& source, std::uint32_t number, const ReadOptions& options,
                Progress& progress, std::vector<LogPart>& parts, std::string& understood,
                std::set<Field>& found) {
  TRY_ASSIGN(const CsvShape shape, CsvShape::parse(source.head(), options.columns));
  understood = shape.in_words();
  for (const Field field : shape.said()) found.insert(field);
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(file, error);
  if (error) return fail(Code::kPermanent, "its size cannot be read: {}", error.message());
  Stretches stretches{source, shape, size, number, options.zone};
  const std::size_t count = stretches_of(source, shape, size);
  TRY_ASSIGN(std::vector<LogPart> read, stretches.read(count, progress));
  if (count > 1 && stretches.saw_open_quote) {
    Progress untold(0, {});
    TRY_ASSIGN(read, stretches.read(1, untold));
  }
  std::move(read.begin(), read.end(), std::back_inserter(parts));
  return {};
}

}  // namespace insyn::insight
