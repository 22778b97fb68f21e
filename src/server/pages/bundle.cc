#include "server/pages/bundle.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <vector>

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

using Lines = std::vector<std::string>;

Lines lines_of(const Contents& contents) {
  Lines lines;
  for (const auto& [path, content] : contents)
    lines.push_back(to_hex(sha256(view_of(content))) + " " + path.substr(1) + "\n");
  std::ranges::sort(lines);
  return lines;
}

std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

// Where the first difference is, for whoever has to mend it.
std::string difference(const Lines& lines, const std::string& manifest) {
  for (const std::string& line : lines) {
    const bool listed = manifest.starts_with(line) || manifest.find("\n" + line) != std::string::npos;
    if (!listed) return fmt::format("{} is not the file that it lists", line.substr(65, line.size() - 66));
  }
  return "it lists more files than there are, or in another order";
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
  const Lines lines = lines_of(reader.contents);
  const std::string manifest = joined(lines);
  if (manifest != listed.mapped())
    return fail(Code::kDenied, "{}: {}; install the pages again", (folder / kManifestFile).string(),
                difference(lines, listed.mapped()));

  Bundle bundle;
  bundle.folder_ = folder;
  bundle.hash_ = sha256(view_of(manifest));
  bundle.count_ = reader.contents.size();
  reader.contents.emplace(std::string("/") + kManifestFile, manifest);
  const auto take = [&](const std::string& path) {
    auto found = reader.contents.extract(path);
    return found.empty() ? std::string() : std::move(found.mapped());
  };
  for (const std::string& line : lines) {
    const std::string path = "/" + line.substr(65, line.size() - 66);
    if (path.ends_with(kBrotli) || path.ends_with(kGzip)) continue;
    const char* type = type_of(path);
    if (type == nullptr)
      return fail(Code::kCorrupt, "{} cannot be served: files of its kind are not known here",
                  (folder / path.substr(1)).string());
    bundle.files_.emplace(path, PageFile{type, take(path), line.substr(0, 64),
                                         take(path + std::string(kBrotli)), take(path + std::string(kGzip))});
  }
  PageFile list{type_of(kManifestFile), take(std::string("/") + kManifestFile), to_hex(bundle.hash_), "", ""};
  bundle.files_.emplace(std::string("/") + kManifestFile, std::move(list));
  if (!reader.contents.empty())
    return fail(Code::kCorrupt, "{} has no file beside it that it could be the compressed one of",
                (folder / reader.contents.begin()->first.substr(1)).string());
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
