#include "insight/input/source.h"

#include <fstream>

#include "insight/input/decode.h"

namespace insyn::insight {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kHead = std::size_t{1} << 16;

// Beginnings of what is not read here, and what to do.
struct Other {
  std::string_view begins;
  const char* refusal;
};
constexpr Other kOthers[] = {
    {"PK\x03\x04"sv, "it is a ZIP file or an Excel workbook; save it as CSV (UTF-8), or unpack it"},
    {"\xd0\xcf\x11\xe0"sv, "it is an old Excel workbook; save it as CSV (UTF-8)"},
    {"\x28\xb5\x2f\xfd"sv, "it is packed with zstd; unpack it, or pack it with gzip"},
    {"\xfd"
     "7zXZ"sv,
     "it is packed with xz; unpack it, or pack it with gzip"},
    {"BZh"sv, "it is packed with bzip2; unpack it, or pack it with gzip"},
    {"7z\xbc\xaf"sv, "it is a 7-Zip file; unpack it, or pack the log with gzip"},
    {"%PDF"sv, "it is a PDF; export the rows themselves, as CSV"},
    {"PAR1"sv, "it is a Parquet file; export it as CSV"},
    {"age-encryption.org/"sv, "it is sealed with age; open it first"},
    {"PK\x05\x06"sv, "it is an empty ZIP file"},
    {"Rar!"sv, "it is a RAR file; unpack it, or pack the log with gzip"},
    {"\x04\x22\x4d\x18"sv, "it is packed with lz4; unpack it, or pack it with gzip"},
    {"\x1f\x9d"sv, "it is packed with compress; unpack it, or pack it with gzip"},
    {"\x5d\x00\x00"sv, "it is packed with lzma; unpack it, or pack it with gzip"},
    {"Obj\x01"sv, "it is an Avro file; export it as CSV"},
    {"ORC"sv, "it is an ORC file; export it as CSV"},
    {"ARROW1"sv, "it is an Arrow or Feather file; export it as CSV"},
    {"RDX"sv, "it is a file of R; export it as CSV (write.csv)"},
    {"\x80\x04\x95"sv, "it is a Python pickle; export it as CSV (to_csv)"},
    {"\x00\x01\x00\x00Standard"sv, "it is an Access database; export its table as CSV"},
    {"PGCOPY\n"sv, "it is PostgreSQL's binary COPY; export it WITH (FORMAT csv, HEADER)"},
    {"{\\rtf"sv, "it is a text document (RTF); export the rows themselves, as CSV"},
    {"\x89PNG"sv, "it is a picture; export the rows themselves, as CSV"},
    {"-----BEGIN AGE"sv, "it is sealed with age; open it first"},
    {"-----BEGIN PGP"sv, "it is encrypted with OpenPGP; decrypt it first"},
    {"\xff\xfe\x00\x00"sv, "it is UTF-32; save it as UTF-8"},
    {"\x00\x00\xfe\xff"sv, "it is UTF-32; save it as UTF-8"},
};

constexpr std::string_view kGzipHead = "\x1f\x8b";
constexpr std::string_view kSqliteHead = "SQLite format 3\0"sv;
constexpr std::string_view kLittleEndian = "\xff\xfe";
constexpr std::string_view kBigEndian = "\xfe\xff";

std::unique_ptr<std::streambuf> bytes_of(const Path& file) {
  auto buffer = std::make_unique<std::filebuf>();
  if (buffer->open(file, std::ios::in | std::ios::binary) == nullptr) return nullptr;
  return buffer;
}

std::string first_of(std::streambuf& buffer) {
  std::string head(kHead, '\0');
  head.resize(static_cast<std::size_t>(buffer.sgetn(head.data(), static_cast<std::streamsize>(kHead))));
  return head;
}

// Owns the buffer that it reads.
class Stream final : public std::istream {
 public:
  explicit Stream(std::unique_ptr<std::streambuf> buffer)
      : std::istream(buffer.get()), buffer_(std::move(buffer)) {}

 private:
  std::unique_ptr<std::streambuf> buffer_;
};

// A tar archive has no beginning of its own: this stands in the header of its first file.
bool is_tar(std::string_view head) {
  constexpr std::size_t kMagic = 257;
  return head.size() > kMagic && head.substr(kMagic).starts_with("ustar");
}

Status refuse_others(std::string_view head) {
  if (is_tar(head)) return fail(Code::kCorrupt, "it is a tar archive; unpack it");
  for (const Other& other : kOthers)
    if (head.starts_with(other.begins)) return fail(Code::kCorrupt, "{}", other.refusal);
  return {};
}

Result<Kind> kind_of(std::string_view text) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos)
    return fail(Code::kCorrupt, "{}", text.empty() ? "it is empty" : "it begins with white space only");
  const auto wide = [&] {
    return fail(Code::kCorrupt,
                "it looks like UTF-16 without a byte order mark; save it as UTF-8, or as UTF-16 with one");
  };
  if (text[first] == '<') return Kind::kXml;
  if (text[first] == '{' && text.substr(first + 1).starts_with('\0')) return wide();
  if (text[first] == '{') return Kind::kJson;
  if (text[first] == '[')
    return fail(Code::kCorrupt,
                "it is a list in JSON, and OCEL 2.0 is an object; export it as OCEL 2.0 or CSV");
  const std::size_t zero = text.find('\0');
  if (zero == std::string_view::npos) return Kind::kCsv;
  if (zero < 2) return wide();
  return fail(Code::kCorrupt, "it is no text, and no SQLite database: neither CSV, XES nor OCEL 2.0");
}

}  // namespace

Result<Source> Source::open(const Path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error))
    return fail(Code::kPermanent, "it does not exist, or is not a regular file");
  const auto bytes = bytes_of(file);
  if (bytes == nullptr) return fail(Code::kPermanent, "it cannot be opened");
  Source source;
  source.file_ = file;
  source.trouble_ = std::make_shared<std::string>();
  std::string head = first_of(*bytes);
  TRY(refuse_others(head));
  if (head.starts_with(kSqliteHead)) {
    source.kind_ = Kind::kSqlite;
    return source;
  }
  if (head.starts_with(kGzipHead)) {
    source.packed_ = true;
    Progress untold(0, {});
    const auto text = source.text(untold);
    head.resize(kHead);
    text->read(head.data(), static_cast<std::streamsize>(kHead));
    if (text->bad()) return source.why();
    head.resize(static_cast<std::size_t>(text->gcount()));
    TRY(refuse_others(head));
    if (head.starts_with(kGzipHead)) return fail(Code::kCorrupt, "it is packed twice; unpack it once");
    if (head.starts_with(kSqliteHead))
      return fail(Code::kCorrupt, "it is a packed SQLite database; unpack it");
  }
  source.utf16_ = head.starts_with(kLittleEndian) || head.starts_with(kBigEndian);
  if (source.utf16_) {
    Progress untold(0, {});
    const auto text = source.text(untold);
    head.resize(kHead);
    text->read(head.data(), static_cast<std::streamsize>(kHead));
    head.resize(static_cast<std::size_t>(text->gcount()));
  }
  TRY_ASSIGN(source.kind_, kind_of(head));
  source.head_ = std::move(head);
  return source;
}

std::unique_ptr<std::istream> Source::text(Progress& progress) const {
  std::unique_ptr<std::streambuf> buffer = bytes_of(file_);
  if (buffer == nullptr) {
    *trouble_ = "it cannot be opened";
    buffer = std::make_unique<std::filebuf>();
  }
  if (packed_) buffer = std::make_unique<Gunzip>(std::move(buffer), trouble_, &progress);
  if (utf16_) {
    const int first = buffer->sbumpc();
    buffer->sbumpc();
    buffer = std::make_unique<Utf16>(std::move(buffer), first == 0xfe);
  }
  return std::make_unique<Stream>(std::move(buffer));
}

Failure Source::why() const {
  if (!trouble_->empty()) return fail(Code::kCorrupt, "{}", *trouble_);
  return fail(Code::kPermanent, "it cannot be read completely");
}

}  // namespace insyn::insight
