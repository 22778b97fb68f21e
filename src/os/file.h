// Files and folders. Writing is atomic: a file has all of its content or does not exist.
#pragma once

#include <string>
#include <vector>

#include "os/new_file.h"

namespace insyn {

// The whole file, refused where it is larger than `limit` bytes or not a regular file.
Result<Bytes> read_file(const Path& path, std::size_t limit);
Result<std::string> read_text(const Path& path, std::size_t limit);
// Exactly `length` bytes from `from` on. kCorrupt where the file ends before.
Result<Bytes> read_file_range(const Path& path, std::uint64_t from, std::size_t length);

// A NewFile with these bytes, put in place. On failure nothing is left behind, except that a file may have
// been replaced already where the last fsync fails.
Status write_file(const Path& path, ByteView bytes, Access access, IfExists if_exists);

// Appends and fsyncs; creates the file 0600 where it is missing.
Status append_to_file(const Path& path, ByteView bytes);

// Removes the file and fsyncs its folder. Succeeds where it does not exist.
Status remove_file(const Path& path);

// Creates one folder, 0700, and fsyncs its parent. Refuses one that exists.
Status create_folder(const Path& path);
// Creates `path`, 0700, unless it exists. kDenied where what exists is not a folder, belongs to another user,
// or can be read or entered by others.
Status ensure_private_folder(const Path& path);
// Creates `path` and the missing folders above it, 0700 each.
Status ensure_folders(const Path& path);
// Renames within one file system and fsyncs the folder that holds `to`. Refuses an existing `to`. On failure
// the folder keeps its old name.
Status rename_folder(const Path& from, const Path& to);

// File names in `path`, sorted, without "." and "..". At most `limit`.
Result<std::vector<std::string>> list_folder(const Path& path, std::size_t limit);
Result<std::uint64_t> free_space(const Path& path);

}  // namespace insyn
