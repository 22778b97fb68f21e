// Files that something was read from: whether they still hold what was read.
#pragma once

#include <optional>
#include <vector>

#include "base/sha256.h"
#include "os/file.h"
#include "os/file_stamp.h"

namespace insyn {

// What a file held.
struct FileContent {
  Path path;
  std::optional<Digest> sha256;  // nothing: there was no such file
  bool secret = false;           // it is never read: another stamp is a change
  // From before it was read; nothing: it is read again when asked about.
  std::optional<FileStamp> stamp = {};
};

// Reads files and remembers what each of them held.
class FilesRead {
 public:
  // As insyn::read_file().
  Result<Bytes> read_file(const Path& path, std::size_t limit);
  // One that this process does not read.
  Status remember_secret(const Path& path);
  // That there is no such file counts too: it is a change when there is one.
  void is_missing(const Path& path) { contents_.push_back({path, {}}); }

  const std::vector<FileContent>& contents() const { return contents_; }

 private:
  std::vector<FileContent> contents_;
};

class WatchedFiles {
 public:
  explicit WatchedFiles(std::vector<FileContent> files) : files_(std::move(files)) {}

  // The first file that no longer holds what was read: it was written, replaced, removed, can no longer be
  // read, or has come. Null where all are as they were. A file that was written anew with the same content
  // is.
  const Path* changed();

 private:
  std::vector<FileContent> files_;
};

}  // namespace insyn
