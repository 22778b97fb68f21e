// A folder that exists as long as this object, or longer where INSYN_KEEP is set.
#pragma once

#include "os/file.h"

namespace insyn::support {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const Path& path() const { return path_; }
  Path operator/(const std::string& name) const { return path_ / name; }

 private:
  Path path_;
};

}  // namespace insyn::support
