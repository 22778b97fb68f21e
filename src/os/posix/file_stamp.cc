#include "os/file_stamp.h"

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "os/descriptor.h"

namespace insyn {
namespace {

// In a folder with the sticky bit nobody can put another thing in the place of what is not theirs.
enum class Sticky { kCounts, kDoesNot };

Result<Keeper> keeper_of_one(const Path& path, Sticky sticky) {
  struct stat facts {};
  if (::lstat(path.c_str(), &facts) != 0) return os_error("cannot look at", path.string());
  if (S_ISLNK(facts.st_mode)) return fail(Code::kDenied, "{} is a link, which can be turned", path.string());
  const bool kept_in_place = sticky == Sticky::kCounts && (facts.st_mode & S_ISVTX) != 0;
  if ((facts.st_mode & 0022U) != 0 && !kept_in_place) {
    return fail(Code::kDenied, "{} can be changed by others than its owner: chmod go-w", path.string());
  }
  if (facts.st_uid == 0) return Keeper::kAdministrator;
  if (facts.st_uid == ::getuid()) return Keeper::kThisUser;
  return fail(Code::kDenied, "{} belongs to another user", path.string());
}

}  // namespace

Result<FileStamp> stamp_of(const Path& file) {
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0) return os_error("cannot look at", file.string());
  return FileStamp{facts.st_dev, facts.st_ino, static_cast<std::uint64_t>(facts.st_size),
                   facts.st_ctim.tv_sec * 1'000'000'000LL + facts.st_ctim.tv_nsec};
}

Result<Keeper> keeper_of(const Path& file) {
  const Path folder = file.parent_path();
  TRY_ASSIGN(const Keeper of_file, keeper_of_one(file, Sticky::kDoesNot));
  TRY_ASSIGN(Keeper keeper, keeper_of_one(folder, Sticky::kDoesNot));
  keeper = std::max(keeper, of_file);
  // Whoever can rename a folder above can put another one in its place.
  std::error_code error;
  Path above = std::filesystem::canonical(folder, error);
  if (error) return fail(Code::kPermanent, "cannot look at {}: {}", folder.string(), error.message());
  while (above.has_relative_path()) {
    above = above.parent_path();
    TRY_ASSIGN(const Keeper of_above, keeper_of_one(above, Sticky::kCounts));
    keeper = std::max(keeper, of_above);
  }
  return keeper;
}

bool is_administrator() { return ::geteuid() == 0; }

Status share_with_group(const Path& file, const std::string& group) {
  const struct group* found = ::getgrnam(group.c_str());
  if (found == nullptr) return fail(Code::kPermanent, "this computer has no group “{}”", group);
  if (::chown(file.c_str(), static_cast<uid_t>(-1), found->gr_gid) != 0 || ::chmod(file.c_str(), 0640) != 0) {
    return os_error(fmt::format("cannot give to the group {}", group), file.string());
  }
  return {};
}

}  // namespace insyn
