#include "insight/input/read_log.h"

#include <fstream>

#include "insight/input/read_csv.h"
#include "insight/input/read_ocel.h"
#include "insight/input/read_xes.h"

namespace insyn::insight {
namespace {

enum class Format { kCsv, kXes, kOcel };

// The first character that is not white space, behind a byte order mark.
Result<Format> format_of(std::istream& in) {
  constexpr int kFarEnough = 4096;
  for (int i = 0; i < kFarEnough; ++i) {
    const int byte = in.get();
    if (byte == std::istream::traits_type::eof()) return fail(Code::kCorrupt, "it is empty");
    if (byte == '<') return Format::kXes;
    if (byte == '{') return Format::kOcel;
    const bool skipped = byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t' || byte == 0xef ||
                         byte == 0xbb || byte == 0xbf;
    if (!skipped) return Format::kCsv;
  }
  return fail(Code::kCorrupt, "it begins with white space only");
}

Status read_one(const Path& file, std::uint32_t number, Progress& progress, std::vector<LogPart>& parts,
                std::vector<std::string>& remarks) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error))
    return fail(Code::kPermanent, "it does not exist, or is not a regular file");
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(Code::kPermanent, "it cannot be opened");
  TRY_ASSIGN(const Format format, format_of(in));
  if (format == Format::kCsv) return read_csv(file, number, progress, parts, remarks);
  in.clear();
  in.seekg(0);
  LogPart& part = parts.emplace_back(number);
  return format == Format::kXes ? read_xes(in, part, progress) : read_ocel(in, part, progress);
}

}  // namespace

Result<Reading> read_log(const std::vector<Path>& files, const Period& period,
                         const std::function<void(double)>& progress) {
  Reading reading;
  std::uint64_t whole = 0;
  for (const Path& file : files) {
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(file, error);
    if (!error) whole += size;
  }
  Progress told(whole, progress);
  std::vector<LogPart> parts;
  for (const Path& file : files) {
    const auto number = static_cast<std::uint32_t>(reading.files.size());
    reading.files.push_back(file.string());
    const Status read = read_one(file, number, told, parts, reading.remarks);
    if (!read) return in_context(file.string(), read.error());
  }
  reading.log = assemble(std::move(parts), period, reading.rejects);
  return reading;
}

}  // namespace insyn::insight
