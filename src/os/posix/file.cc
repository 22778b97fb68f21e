#include "os/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "os/descriptor.h"
#include "os/writing.h"

namespace insyn {
namespace {

// A regular file, with its size.
struct Opened {
  OwnedFd fd;
  std::uint64_t size = 0;
};

Result<Opened> open_to_read(const Path& path) {
  OwnedFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) return os_error("cannot read", path.string());
  struct stat facts {};
  if (::fstat(fd.get(), &facts) != 0) return os_error("cannot read", path.string());
  if (!S_ISREG(facts.st_mode)) return fail(Code::kPermanent, "cannot read {}: not a file", path.string());
  return Opened{std::move(fd), static_cast<std::uint64_t>(facts.st_size)};
}

// Into `bytes` from `from` on; how many there were.
Result<std::size_t> fill(const Opened& file, std::uint64_t from, Bytes& bytes, const Path& path) {
  std::size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t got =
        ::pread(file.fd.get(), bytes.data() + have, bytes.size() - have, static_cast<off_t>(from + have));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return os_error("cannot read", path.string());
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  return have;
}

}  // namespace

Result<Bytes> read_file(const Path& path, std::size_t limit) {
  TRY_ASSIGN(const Opened file, open_to_read(path));
  if (file.size > limit)
    return fail(Code::kCorrupt, "{} is {} bytes long, over the limit of {}", path.string(), file.size, limit);
  Bytes bytes(static_cast<std::size_t>(file.size));
  TRY_ASSIGN(const std::size_t have, fill(file, 0, bytes, path));
  bytes.resize(have);
  return bytes;
}

Result<Bytes> read_file_range(const Path& path, std::uint64_t from, std::size_t length) {
  TRY_ASSIGN(const Opened file, open_to_read(path));
  const auto too_short = [&] {
    return fail(Code::kCorrupt, "{} ends before byte {}", path.string(), from + length);
  };
  if (from > file.size || file.size - from < length) return too_short();
  Bytes bytes(length);
  TRY_ASSIGN(const std::size_t have, fill(file, from, bytes, path));
  if (have != length) return too_short();
  return bytes;
}

Result<std::string> read_text(const Path& path, std::size_t limit) {
  TRY_ASSIGN(const Bytes bytes, read_file(path, limit));
  return std::string(text_of(bytes));
}

Status write_file(const Path& path, ByteView bytes, Access access, IfExists if_exists) {
  TRY_ASSIGN(NewFile file, NewFile::create(path, access));
  TRY(file.write(bytes));
  return file.put_in_place(if_exists);
}

Status append_to_file(const Path& path, ByteView bytes) {
  const OwnedFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd) return os_error("cannot open", path.string());
  TRY(write_all(fd.get(), bytes, path.string()));
  if (::fdatasync(fd.get()) != 0) return os_error("cannot sync", path.string());
  return {};
}

Status remove_file(const Path& path) {
  if (::unlink(path.c_str()) != 0) {
    if (errno == ENOENT) return {};
    return os_error("cannot remove", path.string());
  }
  return sync_folder(path.parent_path());
}

Status create_folder(const Path& path) {
  if (::mkdir(path.c_str(), 0700) != 0) return os_error("cannot create the folder", path.string());
  Status done = sync_folder(path.parent_path());
  if (!done) ::rmdir(path.c_str());
  return done;
}

Status ensure_private_folder(const Path& path) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
    return os_error("cannot create the folder", path.string());
  }
  struct stat facts {};
  if (::lstat(path.c_str(), &facts) != 0) return os_error("cannot inspect", path.string());
  if (!S_ISDIR(facts.st_mode) || facts.st_uid != ::getuid() || (facts.st_mode & 0077U) != 0) {
    return fail(Code::kDenied, "{} is not a folder that belongs to this user alone (0700)", path.string());
  }
  return {};
}

Status ensure_folders(const Path& path) {
  if (!path.has_relative_path()) return {};
  TRY(ensure_folders(path.parent_path()));
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
    return os_error("cannot create the folder", path.string());
  }
  return {};
}

Status rename_folder(const Path& from, const Path& to) {
  TRY(sync_folder(from));
  TRY(rename_to(from, to, true));
  Status done = sync_folder(to.parent_path());
  if (!done) (void)rename_to(to, from, true);
  return done;
}

Result<std::vector<std::string>> list_folder(const Path& path, std::size_t limit) {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), &::closedir);
  if (folder == nullptr) return os_error("cannot read the folder", path.string());
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (names.size() == limit) return fail(Code::kFull, "{} holds more than {} files", path.string(), limit);
    names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::uint64_t> free_space(const Path& path) {
  struct statvfs facts {};
  if (::statvfs(path.c_str(), &facts) != 0) return os_error("cannot get the free space of", path.string());
  return std::uint64_t{facts.f_bavail} * facts.f_frsize;
}

}  // namespace insyn
