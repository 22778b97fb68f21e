// What has come of an upload so far, on this server's disk: the front in one file, the chunks in another, in
// a folder for each recording and link. It is proof of nothing; a link may send all of it again.
#pragma once

#include <functional>

#include "base/clock.h"
#include "os/folder_lock.h"
#include "os/growing_file.h"

namespace insyn::server {

inline constexpr const char* kUploadsFolder = "uploads";

class Staged {
 public:
  // Makes it where it is not there. Nothing where another request has it now.
  static Result<std::optional<Staged>> open(const Path& uploads, const std::string& recording,
                                            const std::string& link);
  // How many bytes are there, without waiting for anybody.
  static Result<std::uint64_t> size(const Path& uploads, const std::string& recording,
                                    const std::string& link);
  // Removes those of recordings for which `is_done` says true, and what was not touched since `before`; what
  // somebody has open stays.
  static Status clean(const Path& uploads, const std::function<Result<bool>(const std::string&)>& is_done,
                      Utc before);

  GrowingFile& front() { return front_; }
  GrowingFile& chunks() { return chunks_; }
  Path chunks_file() const { return folder_ / kChunks; }
  // Nothing of it is left, but for a crash.
  Status remove();

 private:
  static constexpr const char* kFront = "front";
  static constexpr const char* kChunks = "chunks";

  Staged(Path folder, FolderLock lock, GrowingFile front, GrowingFile chunks)
      : folder_(std::move(folder)),
        lock_(std::move(lock)),
        front_(std::move(front)),
        chunks_(std::move(chunks)) {}

  Path folder_;
  FolderLock lock_;
  GrowingFile front_;
  GrowingFile chunks_;
};

}  // namespace insyn::server
