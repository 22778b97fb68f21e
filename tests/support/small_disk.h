// A disk of a size that a test chooses, seen by this process and those that it starts alone.
#pragma once

#include "os/file.h"

namespace insyn::support {

class SmallDisk {
 public:
  // A tmpfs over `folder`, which has to exist, in a mount namespace of this process's own.
  SmallDisk(const Path& folder, std::size_t bytes);
  ~SmallDisk();
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  void make_read_only() const;
  // Nothing more fits on it, until there is room again.
  void fill() const;
  void make_room() const;

 private:
  Path folder_;
};

}  // namespace insyn::support
