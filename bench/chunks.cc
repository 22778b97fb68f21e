#include "chunks.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "track/codec/format.h"

namespace insyn::bench {
namespace {

using track::kHeaderSize;

// A header ends with its body's length: four bytes, the lowest first.
std::size_t length_of(ByteView header) {
  std::size_t body = 0;
  for (std::size_t i = 0; i < 4; ++i) body = body << 8 | header[kHeaderSize - 1 - i];
  return kHeaderSize + body;
}

Status split(const Path& file, std::vector<Bytes>& chunks) {
  std::ifstream in(file, std::ios::binary);
  const Bytes bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  for (ByteView rest = bytes; !rest.empty();) {
    const std::size_t length = rest.size() < kHeaderSize ? 0 : length_of(rest);
    if (length == 0 || length > rest.size())
      return fail(Code::kCorrupt, "{}: it ends within a chunk", file.string());
    chunks.emplace_back(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(length));
    rest = rest.subspan(length);
  }
  return {};
}

}  // namespace

std::vector<Bytes> read_chunks(const Path& from) {
  std::error_code error;
  std::vector<Path> files;
  if (std::filesystem::is_directory(from, error))
    for (const auto& entry : std::filesystem::directory_iterator(from, error)) files.push_back(entry.path());
  else if (std::filesystem::exists(from, error))
    files.push_back(from);
  std::sort(files.begin(), files.end());
  std::vector<Bytes> chunks;
  for (const Path& file : files) must(split(file, chunks));
  if (chunks.empty())
    must(fail(
        Code::kPermanent,
        "{}: there are no chunks; state a folder of decrypted chunks, as bench/run leaves them, or a file",
        from.string()));
  return chunks;
}

void must(const Status& status) {
  if (status) return;
  std::fprintf(stderr, "%s: %s\n", program_invocation_short_name, status.error().message.c_str());
  std::exit(1);
}

}  // namespace insyn::bench
