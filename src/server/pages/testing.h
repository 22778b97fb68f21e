// For tests: a bundle of pages in a folder, as the build makes one.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>

#include "base/sha256.h"

namespace insyn::server {

// A folder that is there as long as this is.
class PagesFolder {
 public:
  PagesFolder() : path_(std::filesystem::temp_directory_path() / ("insyn-pages-" + to_hex(random_bytes(8)))) {
    std::filesystem::create_directories(path_);
  }
  ~PagesFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  PagesFolder(const PagesFolder&) = delete;
  PagesFolder& operator=(const PagesFolder&) = delete;
  Path operator/(const char* name) const { return path_ / name; }

 private:
  const Path path_;
};

inline void write_page(const Path& file, std::string_view content) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::trunc | std::ios::binary) << content;
}

// The list of these files, by their paths.
inline std::string manifest_of(const std::map<std::string, std::string>& files) {
  std::string all;
  for (const auto& [path, content] : files)
    if (!path.ends_with(".br") && !path.ends_with(".gz"))
      all += to_hex(sha256(view_of(content))) + "  " + path + "\n";
  return all;
}

// "export {};", compressed.
inline const std::string kTestBrotli =
    std::string(insyn::text_of(from_hex("8b04806578706f7274207b7d3b03").value()));
inline const std::string kTestGzip = std::string(
    insyn::text_of(from_hex("1f8b08000000000000034bad28c82f2a51a8aeb50600c64725d70a000000").value()));

inline std::map<std::string, std::string> test_pages() {
  return {{"index.html", "<!doctype html><title>Insyn</title>"},
          {"favicon.svg", "<svg/>"},
          {"assets/rooms-a1.js", "export {};"},
          {"assets/rooms-a1.js.br", kTestBrotli},
          {"assets/rooms-a1.js.gz", kTestGzip},
          {"assets/deep/font.woff2", std::string("\0\1", 2)}};
}

inline void write_bundle(const Path& folder, const std::map<std::string, std::string>& files = test_pages()) {
  for (const auto& [path, content] : files) write_page(folder / path, content);
  write_page(folder / "manifest.txt", manifest_of(files));
}

}  // namespace insyn::server
