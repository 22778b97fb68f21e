// A bundle of pages: the files that a browser gets, read whole into memory, and the hash by which people tell
// whether two computers serve the same.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/path.h"
#include "base/result.h"
#include "base/sha256.h"

namespace insyn::server {

inline constexpr std::size_t kMostPageFiles = 2000;
inline constexpr std::size_t kLargestBundle = std::size_t{32} << 20;  // bytes, all files together

// The list of a bundle's files: a line "<SHA-256 in hexadecimal>  <path>\n" for each but this one and those
// that are another one compressed, by their paths as bytes. Its SHA-256 is the bundle's hash.
inline constexpr const char* kManifestFile = "manifest.txt";

struct PageFile {
  std::string type;  // Content-Type
  std::string content;
  std::string sha256;        // of `content`, hexadecimal
  std::string brotli, gzip;  // the same, compressed by whoever built it; empty where there is none
};

class Bundle {
 public:
  // All files in `folder` and those below. kPermanent where there is no index.html or manifest.txt; kDenied
  // where a file is another one than the list says, or not what it is the compressed one of, or a link;
  // kCorrupt where there is too much, or a file that could not be served: of a kind that this version does
  // not know, or with a name that no path of this server has.
  static Result<Bundle> load(const Path& folder);

  const Path& folder() const { return folder_; }
  const Digest& hash() const { return hash_; }
  std::size_t size() const { return count_; }  // files, but for the list
  // By its path, "/assets/rooms.js"; null where there is none.
  const PageFile* find(std::string_view path) const;
  const PageFile& index() const;

 private:
  Bundle() = default;

  Path folder_;
  Digest hash_{};
  std::size_t count_ = 0;
  std::map<std::string, PageFile, std::less<>> files_;
};

}  // namespace insyn::server
