#include <cstring>
#include <fstream>

#include "insight/input/csv_rows.h"
#include "insight/input/parallel.h"
#include "insight/input/read_formats.h"

namespace insyn::insight {
namespace {

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
