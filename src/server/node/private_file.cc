#include "server/node/private_file.h"

#include <filesystem>

namespace insyn::server {

Status is_private(const Path& path) {
  using std::filesystem::perms;
  std::error_code error;
  const auto status = std::filesystem::symlink_status(path, error);
  if (error || status.type() == std::filesystem::file_type::not_found)
    return fail(Code::kPermanent, "{} is not there; insyn-server init makes it", path.string());
  if (status.type() == std::filesystem::file_type::symlink)
    return fail(Code::kDenied, "{} is a symbolic link", path.string());
  if ((status.permissions() & (perms::group_all | perms::others_all)) != perms::none)
    return fail(Code::kDenied, "{} is not its owner's alone; chmod go= {}", path.string(), path.string());
  return {};
}

}  // namespace insyn::server
