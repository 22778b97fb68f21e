#include "os/file_owner.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "os/descriptor.h"

namespace insyn {
namespace {

// In a folder with the sticky bit users can rename and remove only what is theirs.
enum class Sticky { kCounts, kDoesNot };

Result<Owner> owner_of_one(const Path& path, Sticky sticky) {
  struct stat facts {};
  if (::lstat(path.c_str(), &facts) != 0) return os_error("cannot inspect", path.string());
  if (S_ISLNK(facts.st_mode))
    return fail(Code::kDenied, "{} is a symbolic link, which can be pointed elsewhere; give the file itself",
                path.string());
  const bool cannot_be_replaced = sticky == Sticky::kCounts && (facts.st_mode & S_ISVTX) != 0;
  if ((facts.st_mode & 0022U) != 0 && !cannot_be_replaced) {
    return fail(Code::kDenied, "{} can be changed by other users; run chmod go-w on it", path.string());
  }
  if (facts.st_uid == 0) return Owner::kAdministrator;
  if (facts.st_uid == ::getuid()) return Owner::kThisUser;
  return fail(Code::kDenied, "{} belongs to another user", path.string());
}

}  // namespace

Result<Owner> owner_of(const Path& file) {
  const Path folder = file.parent_path();
  TRY_ASSIGN(const Owner of_file, owner_of_one(file, Sticky::kDoesNot));
  TRY_ASSIGN(Owner owner, owner_of_one(folder, Sticky::kDoesNot));
  owner = std::max(owner, of_file);
  // Whoever can rename a folder further up can replace everything below it.
  std::error_code error;
  Path above = std::filesystem::canonical(folder, error);
  if (error) return fail(Code::kPermanent, "cannot inspect {}: {}", folder.string(), error.message());
  while (above.has_relative_path()) {
    above = above.parent_path();
    TRY_ASSIGN(const Owner of_above, owner_of_one(above, Sticky::kCounts));
    owner = std::max(owner, of_above);
  }
  return owner;
}

bool is_administrator() { return ::geteuid() == 0; }

bool is_anothers(const Path& file) {
  struct stat facts {};
  return ::lstat(file.c_str(), &facts) == 0 && facts.st_uid != 0 && facts.st_uid != ::getuid();
}

Result<std::uint32_t> user_of(const Path& file) {
  struct stat facts {};
  if (::lstat(file.c_str(), &facts) != 0) return os_error("cannot inspect", file.string());
  return std::uint32_t{facts.st_uid};
}

bool is_user(const std::string& user) { return ::getpwnam(user.c_str()) != nullptr; }

Status give_to_user(const Path& path, const std::string& user) {
  const struct passwd* found = ::getpwnam(user.c_str());
  if (found == nullptr) return fail(Code::kPermanent, "this computer has no user “{}”", user);
  struct stat facts {};
  // Who has it already keeps it untouched.
  if (::lstat(path.c_str(), &facts) == 0 && facts.st_uid == found->pw_uid) return {};
  if (::lchown(path.c_str(), found->pw_uid, found->pw_gid) != 0)
    return os_error(fmt::format("cannot give the user {}", user), path.string());
  return {};
}

bool may_read(const Path& file) { return ::access(file.c_str(), R_OK) == 0; }

}  // namespace insyn
