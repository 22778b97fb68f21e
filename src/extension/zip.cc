#include "extension/zip.h"

#include <zlib.h>

#include <algorithm>
#include <optional>

#include "base/check.h"

namespace insyn::extension {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kEnd = 0x06054b50;
constexpr std::uint16_t kStoredVersion = 10;  // 1.0: files without compression
constexpr std::uint16_t kNewYear1980 = 0x21;
constexpr std::size_t kLongestName = 100;

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > kLongestName) return false;
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-' || c == '/';
  };
  if (!std::all_of(name.begin(), name.end(), is_allowed)) return false;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    const std::string_view part = name.substr(begin, end - begin);
    if (part.empty() || part.front() == '.') return false;
    begin = end + 1;
  }
  return true;
}

std::uint32_t size_of(const Bytes& bytes) { return static_cast<std::uint32_t>(bytes.size()); }

// What both headers of a file say of it.
void common_fields(ByteWriter& to, const PackedFile& file) {
  to.u16(0);  // flags
  to.u16(0);  // stored
  to.u16(0);  // time
  to.u16(kNewYear1980);
  to.u32(static_cast<std::uint32_t>(crc32_z(0, file.bytes.data(), file.bytes.size())));
  to.u32(size_of(file.bytes));
  to.u32(size_of(file.bytes));
  to.u16(static_cast<std::uint16_t>(file.name.size()));
  to.u16(0);  // no extra field
}

// One file out of the archive's first part; nothing where that is over.
Result<std::optional<PackedFile>> next_file(ByteReader& reader) {
  TRY_ASSIGN(const std::uint32_t header, reader.u32());
  if (header != kLocalHeader) return std::nullopt;
  constexpr std::size_t kUpToSize = 2 + 2 + 2 + 2 + 2 + 4 + 4;
  TRY(reader.raw(kUpToSize));
  TRY_ASSIGN(const std::uint32_t size, reader.u32());
  TRY_ASSIGN(const std::uint16_t name_size, reader.u16());
  TRY(reader.u16());
  TRY_ASSIGN(const ByteView name, reader.raw(name_size));
  TRY_ASSIGN(const ByteView bytes, reader.raw(size));
  return PackedFile{std::string(text_of(name)), Bytes(bytes.begin(), bytes.end())};
}

}  // namespace

Bytes write_zip(std::vector<PackedFile> files) {
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  CHECK(files.size() <= kMostPackedFiles);
  ByteWriter archive;
  ByteWriter directory;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const PackedFile& file = files[i];
    CHECK(is_name(file.name) && (i == 0 || files[i - 1].name != file.name));
    const std::size_t at = archive.size();
    archive.u32(kLocalHeader);
    archive.u16(kStoredVersion);
    common_fields(archive, file);
    archive.raw(view_of(file.name));
    archive.raw(file.bytes);
    CHECK(archive.size() <= kLargestPackage);
    directory.u32(kCentralHeader);
    directory.u16(kStoredVersion);
    directory.u16(kStoredVersion);
    common_fields(directory, file);
    directory.u16(0);  // no comment
    directory.u16(0);  // first disk
    directory.u16(0);  // internal attributes
    directory.u32(0);  // external attributes
    directory.u32(static_cast<std::uint32_t>(at));
    directory.raw(view_of(file.name));
  }
  const auto begin = static_cast<std::uint32_t>(archive.size());
  archive.raw(directory.bytes());
  archive.u32(kEnd);
  archive.u16(0);
  archive.u16(0);
  archive.u16(static_cast<std::uint16_t>(files.size()));
  archive.u16(static_cast<std::uint16_t>(files.size()));
  archive.u32(size_of(directory.bytes()));
  archive.u32(begin);
  archive.u16(0);
  return archive.take();
}

Result<std::vector<PackedFile>> read_zip(ByteView bytes) {
  if (bytes.size() > kLargestPackage)
    return fail(Code::kCorrupt, "the archive has more than {} MiB", kLargestPackage >> 20);
  std::vector<PackedFile> files;
  ByteReader reader(bytes);
  for (;;) {
    auto file = next_file(reader);
    if (!file) return in_context("the archive", std::move(file).error());
    if (!*file) break;
    if (files.size() == kMostPackedFiles)
      return fail(Code::kCorrupt, "the archive has more than {} files", kMostPackedFiles);
    if (!is_name((*file)->name)) return fail(Code::kCorrupt, "the archive has a file with an unusual name");
    if (!files.empty() && files.back().name >= (*file)->name)
      return fail(Code::kCorrupt, "the archive's files are not in order, or one is there twice");
    files.push_back(std::move(**file));
  }
  const Bytes again = write_zip(files);
  if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()))
    return fail(Code::kCorrupt, "the archive was written by something else than Insyn");
  return files;
}

}  // namespace insyn::extension
