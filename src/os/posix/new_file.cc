#include "os/new_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "os/writing.h"

namespace insyn {
namespace {

// Other runs draw from the same four thousand million names, and somebody may plant some.
constexpr int kTries = 16;

mode_t mode_of(Access access) { return access == Access::kOwnerOnly ? 0600 : 0644; }

// docs/recording.md names this form.
Path temporary_name(const Path& to) {
  Path name = to;
  name += fmt::format(".{}.tmp", to_hex(random_bytes(4)));
  return name;
}

Status refuse_what_is_no_file(const Path& path) {
  struct stat facts {};
  if (::lstat(path.c_str(), &facts) != 0) {
    if (errno == ENOENT) return {};
    return os_error("cannot inspect", path.string());
  }
  if (S_ISREG(facts.st_mode)) return {};
  return fail(Code::kDenied, "{} is {}; nothing was written. Remove it, or choose another name",
              path.string(), S_ISLNK(facts.st_mode) ? "a symbolic link" : "not a regular file");
}

// A umask can take the owner's own rights away; they are given back. Others have none from the start, and so
// nothing needs to be taken from them later.
Status give_owner_rights(int fd, Access access, const Path& path) {
  struct stat facts {};
  if (::fstat(fd, &facts) != 0) return os_error("cannot inspect", path.string());
  if (access != Access::kOwnerOnly || (facts.st_mode & 0600U) == 0600U || ::fchmod(fd, 0600) == 0) return {};
  return os_error("cannot set the rights of", path.string());
}

}  // namespace

NewFile::NewFile(OwnedFd fd, Path to, Path temporary, FileIdentity identity)
    : fd_(std::move(fd)), to_(std::move(to)), temporary_(std::move(temporary)), identity_(identity) {}

NewFile::NewFile(NewFile&& other) noexcept
    : fd_(std::move(other.fd_)),
      to_(std::move(other.to_)),
      temporary_(std::exchange(other.temporary_, Path())),
      identity_(other.identity_) {}

NewFile::~NewFile() {
  if (!temporary_.empty()) remove(temporary_);
}

Result<NewFile> NewFile::create(const Path& to, Access access) {
  Path temporary;
  OwnedFd fd;
  for (int i = 0; i < kTries && !fd; ++i) {
    temporary = temporary_name(to);
    fd = OwnedFd(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode_of(access)));
    if (!fd && errno != EEXIST) break;
  }
  if (!fd) return os_error("cannot create", temporary.string());
  struct stat facts {};
  if (::fstat(fd.get(), &facts) != 0) return os_error("cannot inspect", temporary.string());
  NewFile file(std::move(fd), to, temporary, {facts.st_dev, facts.st_ino});
  TRY(give_owner_rights(file.fd_.get(), access, temporary));
  return file;
}

Status NewFile::write(ByteView bytes) { return write_all(fd_.get(), bytes, temporary_.string()); }

Status NewFile::seek(std::uint64_t position) {
  if (::lseek(fd_.get(), static_cast<off_t>(position), SEEK_SET) < 0)
    return os_error("cannot seek in", temporary_.string());
  return {};
}

Result<std::uint64_t> NewFile::size() const {
  struct stat facts {};
  if (::fstat(fd_.get(), &facts) != 0) return os_error("cannot inspect", temporary_.string());
  return static_cast<std::uint64_t>(facts.st_size);
}

Status NewFile::put_in_place(IfExists if_exists) {
  if (::fsync(fd_.get()) != 0) return os_error("cannot sync", temporary_.string());
  if (if_exists == IfExists::kReplace) TRY(refuse_what_is_no_file(to_));
  TRY(rename_to(temporary_, to_, if_exists == IfExists::kRefuse));
  temporary_.clear();
  Status done = sync_folder(to_.parent_path());
  // A file that is reported as not written must not appear later.
  if (!done && if_exists == IfExists::kRefuse) take_back();
  return done;
}

void NewFile::take_back() { remove(to_); }

void NewFile::remove(const Path& path) const {
  struct stat facts {};
  if (::lstat(path.c_str(), &facts) != 0) return;
  if (FileIdentity{facts.st_dev, facts.st_ino} == identity_) ::unlink(path.c_str());
}

NewFolder::NewFolder(OwnedFd fd, Path to, Path temporary)
    : fd_(std::move(fd)), to_(std::move(to)), temporary_(std::move(temporary)) {}

NewFolder::NewFolder(NewFolder&& other) noexcept
    : fd_(std::move(other.fd_)),
      to_(std::move(other.to_)),
      temporary_(std::exchange(other.temporary_, Path())),
      names_(std::move(other.names_)) {}

NewFolder::~NewFolder() {
  if (temporary_.empty()) return;
  for (const std::string& name : names_) ::unlinkat(fd_.get(), name.c_str(), 0);
  // Refused by the system where somebody else has put something into it.
  ::rmdir(temporary_.c_str());
}

Result<NewFolder> NewFolder::create(const Path& to) {
  Path temporary;
  int made = -1;
  for (int i = 0; i < kTries && made != 0; ++i) {
    temporary = temporary_name(to);
    made = ::mkdir(temporary.c_str(), 0700);
    if (made != 0 && errno != EEXIST) break;
  }
  if (made != 0) return os_error("cannot create the folder", temporary.string());
  OwnedFd fd(::open(temporary.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat facts {};
  if (!fd || ::fstat(fd.get(), &facts) != 0) {
    const Failure failure = os_error("cannot open the folder", temporary.string());
    ::rmdir(temporary.c_str());
    return failure;
  }
  if (facts.st_uid != ::geteuid() || (facts.st_mode & 0077U) != 0)
    return fail(Code::kDenied, "{} was exchanged for another folder while it was made", temporary.string());
  return NewFolder(std::move(fd), to, std::move(temporary));
}

Status NewFolder::add(const std::string& name, ByteView bytes, Access access) {
  const Path path = temporary_ / name;
  const OwnedFd fd(::openat(fd_.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                            mode_of(access)));
  if (!fd) return os_error("cannot create", path.string());
  names_.push_back(name);
  TRY(give_owner_rights(fd.get(), access, path));
  TRY(write_all(fd.get(), bytes, path.string()));
  if (::fsync(fd.get()) != 0) return os_error("cannot sync", path.string());
  return {};
}

Status NewFolder::put_in_place() {
  if (::fsync(fd_.get()) != 0) return os_error("cannot sync", temporary_.string());
  TRY(rename_to(temporary_, to_, true));
  temporary_.clear();
  return sync_folder(to_.parent_path());
}

}  // namespace insyn
