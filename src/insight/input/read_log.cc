#include "insight/input/read_log.h"

#include "insight/input/read_csv.h"
#include "insight/input/read_ocel.h"
#include "insight/input/read_ocel_sqlite.h"
#include "insight/input/read_xml_log.h"
#include "insight/input/source.h"

namespace insyn::insight {
namespace {

class Files {
 public:
  Files(const ReadOptions& options, Progress& progress) : options_(options), progress_(progress) {}

  // How it was understood.
  Result<std::string> read(const Path& file, std::uint32_t number) {
    TRY_ASSIGN(const Source source, Source::open(file));
    std::string understood;
    TRY(read_as(source, file, number, understood));
    if (source.is_packed()) understood += "; packed with gzip";
    if (source.is_utf16()) understood += "; UTF-16";
    return understood;
  }

  // A name that was given for a column, and that no file has, is a mistake.
  Status check_names() const {
    for (const auto& [field, name] : options_.columns) {
      if (found_.contains(field)) continue;
      return fail(Code::kPermanent, "--columns {}={}: no CSV file has a column of this name", name_of(field),
                  example_of(name));
    }
    return {};
  }

  std::vector<LogPart> take_parts() { return std::move(parts_); }

 private:
  Status read_as(const Source& source, const Path& file, std::uint32_t number, std::string& understood) {
    if (source.kind() == Kind::kCsv)
      return read_csv(file, source, number, options_, progress_, parts_, understood, found_);
    LogPart& part = parts_.emplace_back(number, options_.zone);
    if (source.kind() == Kind::kSqlite) {
      understood = "OCEL 2.0 as SQLite";
      return read_ocel_sqlite(file, part, progress_);
    }
    const auto text = source.text(progress_);
    Progress untold(0, {});
    Progress& told = source.is_packed() ? untold : progress_;
    const Status read = source.kind() == Kind::kXml
                            ? read_xml_log(*text, source.is_utf16(), part, told, understood)
                            : read_ocel(*text, part, told);
    if (source.kind() == Kind::kJson) understood = "OCEL 2.0 as JSON";
    if (!read && text->bad()) return source.why();
    return read;
  }

  const ReadOptions& options_;
  Progress& progress_;
  std::vector<LogPart> parts_;
  std::set<Field> found_;
};

}  // namespace

Result<Reading> read_log(const std::vector<Path>& files, const Period& period,
                         const std::function<void(double)>& progress, const ReadOptions& options) {
  Reading reading;
  std::uint64_t whole = 0;
  for (const Path& file : files) {
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(file, error);
    if (!error) whole += size;
  }
  Progress told(whole, progress);
  Files all(options, told);
  std::set<Path> given;
  for (const Path& file : files) {
    std::error_code unresolved;
    const Path resolved = std::filesystem::canonical(file, unresolved);
    if (!unresolved && !given.insert(resolved).second)
      return fail(Code::kPermanent, "{}: it is given twice, and its events would be counted twice",
                  file.string());
    const auto number = static_cast<std::uint32_t>(reading.files.size());
    reading.files.push_back(file.string());
    const auto understood = all.read(file, number);
    if (!understood) return in_context(file.string(), understood.error());
    reading.remarks.push_back(fmt::format("{}: {}", file.string(), *understood));
  }
  TRY(all.check_names());
  std::vector<LogPart> parts = all.take_parts();
  for (LogPart& part : parts) {
    reading.times_with_offset += part.times().with_offset();
    reading.times_in_zone += part.times().local();
  }
  reading.log = assemble(std::move(parts), period, reading.rejects);
  return reading;
}

}  // namespace insyn::insight
