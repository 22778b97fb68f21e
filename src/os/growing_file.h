// A file that grows, and may be cut back: what is in it lasts only once it was synced.
#pragma once

#include "base/bytes.h"
#include "base/path.h"
#include "os/descriptor.h"

namespace insyn {

class GrowingFile {
 public:
  // Goes on with the file, or makes an empty one, its owner's alone. No link is followed.
  static Result<GrowingFile> open(const Path& path);

  std::uint64_t size() const { return size_; }
  Status append(ByteView bytes);
  // To at most its size.
  Status cut_back_to(std::uint64_t size);
  // Exactly these bytes. kCorrupt where the file ends before.
  Result<Bytes> read(std::uint64_t from, std::size_t length) const;
  Status sync();

 private:
  GrowingFile(OwnedFd fd, Path path, std::uint64_t size)
      : fd_(std::move(fd)), path_(std::move(path)), size_(size) {}

  OwnedFd fd_;
  Path path_;
  std::uint64_t size_;
};

}  // namespace insyn
