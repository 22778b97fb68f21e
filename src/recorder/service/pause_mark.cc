#include "recorder/service/pause_mark.h"

namespace insyn::recorder {

bool PauseMark::is_set() const {
  std::error_code error;
  const auto type = std::filesystem::symlink_status(mark_, error).type();
  return type != std::filesystem::file_type::not_found;
}

// Empty: neither who paused nor when is anybody's business.
Status PauseMark::set() const { return write_file(mark_, {}, Access::kOwnerOnly, IfExists::kReplace); }

}  // namespace insyn::recorder
