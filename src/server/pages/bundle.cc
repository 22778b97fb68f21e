#include "server/pages/bundle.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>

#include "base/check.h"
#include "os/file.h"

namespace insyn::server {
namespace {

constexpr std::size_t kDeepest = 16;
constexpr std::string_view kIndex = "/index.html";
constexpr std::string_view kBrotli = ".br", kGzip = ".gz";

struct KnownType {
  std::string_view ending;
  const char* type;
};
// Text is UTF-8 and says so: nobody guesses.
constexpr auto kTypes = std::to_array<KnownType>({
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".txt", "text/plain; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
});

const char* type_of(std::string_view path) {
  for (const KnownType& known : kTypes)
    if (path.ends_with(known.ending)) return known.type;
  return nullptr;
}

// What a request's path can have without percent signs.
bool can_be_asked_for(std::string_view name) {
  if (name.empty() || name.front() == '.') return false;
  return std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  });
}

// By their paths, "/assets/rooms.js".
using Contents = std::map<std::string, std::string, std::less<>>;

class FolderReader {
 public:
  Status add(const Path& folder, const std::string& path, std::size_t depth) {
    if (depth > kDeepest) return fail(Code::kCorrupt, "{} is too many folders deep", folder.string());
    TRY_ASSIGN(const auto names, list_folder(folder, 2 * kMostPageFiles));
    for (const std::string& name : names) TRY(add_one(folder / name, name, path + "/" + name, depth));
    return {};
  }
  Contents contents;

 private:
  Status add_one(const Path& file, const std::string& name, const std::string& path, std::size_t depth) {
    if (!can_be_asked_for(name))
      return fail(Code::kCorrupt, "{} cannot be served: its name is not of a-z, A-Z, 0-9, “.”, “-” and “_”",
                  file.string());
    std::error_code error;
    const auto kind = std::filesystem::symlink_status(file, error).type();
    if (kind == std::filesystem::file_type::directory) return add(file, path, depth + 1);
    if (kind != std::filesystem::file_type::regular)
      return fail(Code::kDenied, "{} is neither a file nor a folder, so it is not served", file.string());
    if (contents.size() > kMostPageFiles)
      return fail(Code::kCorrupt, "{} is one file more than the {} that can be served", file.string(),
                  kMostPageFiles);
    auto content = read_text(file, kLargestBundle - bytes_);
    if (!content) return in_context("the pages", std::move(content).error());
    bytes_ += content->size();
    contents.emplace(path, *std::move(content));
    return {};
  }

  std::size_t bytes_ = 0;
};

constexpr std::string_view kBetween = "  ";

std::string line_of(const std::string& path, const std::string& content) {
  return to_hex(sha256(view_of(content))) + std::string(kBetween) + path.substr(1) + "\n";
}

bool is_compressed(std::string_view path) { return path.ends_with(kBrotli) || path.ends_with(kGzip); }

std::string manifest_of(const Contents& contents) {
  std::string text;
  for (const auto& [path, content] : contents)
    if (!is_compressed(path)) text += line_of(path, content);
  return text;
}

// Where the first difference is, for whoever has to mend it.
std::string difference(const Contents& contents, const std::string& manifest) {
  for (const auto& [path, content] : contents) {
    if (is_compressed(path)) continue;
    const std::string line = line_of(path, content);
    const bool listed = manifest.starts_with(line) || manifest.find("\n" + line) != std::string::npos;
    if (!listed) return fmt::format("{} is not the file that it lists", path.substr(1));
  }
  return "it lists more files than there are, or in another order";
}

// Nothing where they are no brotli, or more than `length` bytes.
std::optional<std::string> from_brotli(const std::string& bytes, std::size_t length) {
  std::string out(length + 1, '\0');
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> decoder(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  std::size_t in_left = bytes.size(), out_left = out.size(), size = 0;
  const auto* next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  auto* next_out = reinterpret_cast<std::uint8_t*>(out.data());
  const auto done =
      BrotliDecoderDecompressStream(decoder.get(), &in_left, &next_in, &out_left, &next_out, &size);
  if (done != BROTLI_DECODER_RESULT_SUCCESS || in_left != 0) return std::nullopt;
  out.resize(size);
  return out;
}

std::optional<std::string> from_gzip(const std::string& bytes, std::size_t length) {
  constexpr int kGzipOnly = 16 + MAX_WBITS;
  std::string in = bytes, out(length + 1, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, kGzipOnly) != Z_OK) return std::nullopt;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool ended = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0;
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return ended ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace

Result<Bundle> Bundle::load(const Path& folder) {
  FolderReader reader;
  TRY(reader.add(folder, "", 0));
  auto listed = reader.contents.extract(std::string("/") + kManifestFile);
  if (listed.empty())
    return fail(Code::kPermanent, "{} has no {}: it is no bundle of pages as the build makes one",
                folder.string(), kManifestFile);
  if (!reader.contents.contains(kIndex))
    return fail(Code::kPermanent, "{} has no index.html: it is no bundle of pages as the build makes one",
                folder.string());
  const std::string manifest = manifest_of(reader.contents);
  if (manifest != listed.mapped())
    return fail(Code::kDenied, "{}: {}; install the pages again", (folder / kManifestFile).string(),
                difference(reader.contents, listed.mapped()));

  Bundle bundle;
  bundle.folder_ = folder;
  bundle.hash_ = sha256(view_of(manifest));
  for (const auto& [path, content] : reader.contents) {
    const std::string file = (folder / path.substr(1)).string();
    if (is_compressed(path)) {
      const auto original = reader.contents.find(path.substr(0, path.size() - kBrotli.size()));
      if (original == reader.contents.end())
        return fail(Code::kCorrupt, "{} has no file beside it that it could be the compressed one of", file);
      const std::string& whole = original->second;
      const auto unpacked =
          path.ends_with(kBrotli) ? from_brotli(content, whole.size()) : from_gzip(content, whole.size());
      if (unpacked != whole)
        return fail(Code::kDenied, "{} is not {}, compressed; install the pages again", file,
                    original->first.substr(1));
      PageFile& page = bundle.files_.at(original->first);
      (path.ends_with(kBrotli) ? page.brotli : page.gzip) = content;
      continue;
    }
    const char* type = type_of(path);
    if (type == nullptr)
      return fail(Code::kCorrupt, "{} cannot be served: files of its kind are not known here", file);
    bundle.files_.emplace(path, PageFile{type, content, to_hex(sha256(view_of(content))), "", ""});
  }
  bundle.count_ = bundle.files_.size();
  bundle.files_.emplace(std::string("/") + kManifestFile,
                        PageFile{type_of(kManifestFile), manifest, to_hex(bundle.hash_), "", ""});
  return bundle;
}

const PageFile* Bundle::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

const PageFile& Bundle::index() const {
  const PageFile* index = find(kIndex);
  CHECK(index != nullptr);
  return *index;
}

}  // namespace insyn::server
