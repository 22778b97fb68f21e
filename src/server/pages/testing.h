// For tests: a bundle of pages in a folder, as the build makes one.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <vector>

#include "base/sha256.h"

namespace insyn::server {

inline void write_page(const Path& file, std::string_view content) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::trunc | std::ios::binary) << content;
}

// The list of these files, by their paths.
inline std::string manifest_of(const std::map<std::string, std::string>& files) {
  std::vector<std::string> lines;
  for (const auto& [path, content] : files)
    lines.push_back(to_hex(sha256(view_of(content))) + " " + path + "\n");
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line;
  return all;
}

inline std::map<std::string, std::string> test_pages() {
  return {{"index.html", "<!doctype html><title>Insyn</title>"},
          {"favicon.svg", "<svg/>"},
          {"assets/rooms-a1.js", "export {};"},
          {"assets/rooms-a1.js.br", "as brotli"},
          {"assets/rooms-a1.js.gz", "as gzip"},
          {"assets/deep/font.woff2", std::string("\0\1", 2)}};
}

inline void write_bundle(const Path& folder, const std::map<std::string, std::string>& files = test_pages()) {
  for (const auto& [path, content] : files) write_page(folder / path, content);
  write_page(folder / "manifest.txt", manifest_of(files));
}

}  // namespace insyn::server
