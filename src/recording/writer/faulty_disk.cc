#include "recording/writer/faulty_disk.h"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <optional>

namespace insyn::recording::faulty_disk {
namespace {

namespace fs = std::filesystem;

// A name that is not durable until the folder that it is in is.
struct Change {
  Path folder;
  std::function<void()> undo;
};

struct Disk {
  Path watched;
  int calls = 0;
  int failing = -1;
  int error = 0;
  int last = -1;
  Loss loss = Loss::kNothing;
  std::optional<std::uint64_t> size;
  std::map<int, Path> open;               // by file descriptor
  std::map<Path, std::uint64_t> durable;  // how long the files are for certain that are longer
  std::vector<Change> changes;            // in order
};

Disk disk;

bool is_watched(const Path& path) {
  return !disk.watched.empty() && path.string().starts_with(disk.watched.string());
}

std::uint64_t used() {
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(disk.watched)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

void lose() {
  if (disk.loss == Loss::kNothing) return;
  for (const auto& [path, length] : disk.durable) {
    const std::uint64_t lost = fs::file_size(path) - length;
    fs::resize_file(path, length + (disk.loss == Loss::kHalf ? lost / 2 : 0));
  }
  if (disk.loss != Loss::kNames) return;
  // From here on it is an ordinary disk.
  disk.watched.clear();
  for (auto change = disk.changes.rbegin(); change != disk.changes.rend(); ++change) change->undo();
}

// Whether this call is carried out at all.
bool counts() {
  const int call = disk.calls++;
  if (call == disk.last) {
    lose();
    std::_Exit(kInterrupted);
  }
  if (call != disk.failing) return true;
  errno = disk.error;
  return false;
}

void make_durable(const Path& path) {
  disk.durable.erase(path);
  std::erase_if(disk.changes, [&](const Change& change) { return change.folder == path; });
}

// Of a file, which comes back where the name of what takes its place is lost.
std::optional<std::string> content_of(const Path& path) {
  if (!fs::is_regular_file(path)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// What is under way at `from` goes on at `to`.
void follow(const Path& from, const Path& to) {
  const auto moved = [&](const Path& path) {
    const std::string old = path.string();
    return old.starts_with(from.string()) ? Path(to.string() + old.substr(from.string().size())) : path;
  };
  std::map<Path, std::uint64_t> durable;
  for (const auto& [path, length] : disk.durable) durable.emplace(moved(path), length);
  disk.durable = std::move(durable);
  for (Change& change : disk.changes) change.folder = moved(change.folder);
}

}  // namespace

void watch(const Path& folder) {
  disk = Disk();
  disk.watched = folder;
}
int calls() { return disk.calls; }
void fail_at(int call, int error) {
  disk.failing = call;
  disk.error = error;
}
void interrupt_at(int call, Loss loss) {
  disk.last = call;
  disk.loss = loss;
}
void fill_up(std::uint64_t room) { disk.size = used() + room; }

// The linker turns calls of open() into calls of __wrap_open(), and __real_open() is the system's.
extern "C" {
int real_open(const char* path, int flags, ...) __asm__("__real_open");
std::ptrdiff_t real_write(int fd, const void* bytes, std::size_t count) __asm__("__real_write");
int real_fsync(int fd) __asm__("__real_fsync");
int real_fdatasync(int fd) __asm__("__real_fdatasync");
int real_mkdir(const char* path, unsigned mode) __asm__("__real_mkdir");
int real_renameat2(int from_fd, const char* from, int to_fd, const char* to,
                   unsigned flags) __asm__("__real_renameat2");
int real_unlink(const char* path) __asm__("__real_unlink");
int real_rmdir(const char* path) __asm__("__real_rmdir");
int real_close(int fd) __asm__("__real_close");

int wrap_open(const char* path, int flags, unsigned mode) __asm__("__wrap_open");
std::ptrdiff_t wrap_write(int fd, const void* bytes, std::size_t count) __asm__("__wrap_write");
int wrap_fsync(int fd) __asm__("__wrap_fsync");
int wrap_fdatasync(int fd) __asm__("__wrap_fdatasync");
int wrap_mkdir(const char* path, unsigned mode) __asm__("__wrap_mkdir");
int wrap_renameat2(int from_fd, const char* from, int to_fd, const char* to,
                   unsigned flags) __asm__("__wrap_renameat2");
int wrap_unlink(const char* path) __asm__("__wrap_unlink");
int wrap_rmdir(const char* path) __asm__("__wrap_rmdir");
int wrap_close(int fd) __asm__("__wrap_close");
}

int wrap_open(const char* path, int flags, unsigned mode) {
  if (!is_watched(path)) return real_open(path, flags, mode);
  if (!counts()) return -1;
  const bool is_new = !fs::exists(path);
  const int fd = real_open(path, flags, mode);
  if (fd < 0) return fd;
  disk.open[fd] = path;
  if (is_new) disk.changes.push_back({Path(path).parent_path(), [file = Path(path)] { fs::remove(file); }});
  return fd;
}

std::ptrdiff_t wrap_write(int fd, const void* bytes, std::size_t count) {
  const auto file = disk.open.find(fd);
  if (file == disk.open.end()) return real_write(fd, bytes, count);
  if (!counts()) return -1;
  if (disk.size) {
    const std::uint64_t taken = used();
    if (taken >= *disk.size) {
      errno = ENOSPC;
      return -1;
    }
    count = static_cast<std::size_t>(std::min<std::uint64_t>(count, *disk.size - taken));
  }
  disk.durable.try_emplace(file->second, fs::file_size(file->second));
  return real_write(fd, bytes, count);
}

int wrap_fsync(int fd) {
  const auto file = disk.open.find(fd);
  if (file == disk.open.end()) return real_fsync(fd);
  if (!counts()) return -1;
  make_durable(file->second);
  return 0;
}

int wrap_fdatasync(int fd) { return disk.open.contains(fd) ? wrap_fsync(fd) : real_fdatasync(fd); }

int wrap_mkdir(const char* path, unsigned mode) {
  if (!is_watched(path)) return real_mkdir(path, mode);
  if (!counts()) return -1;
  const int made = real_mkdir(path, mode);
  if (made == 0)
    disk.changes.push_back({Path(path).parent_path(), [folder = Path(path)] { fs::remove_all(folder); }});
  return made;
}

int wrap_renameat2(int from_fd, const char* from, int to_fd, const char* to, unsigned flags) {
  if (!is_watched(from)) return real_renameat2(from_fd, from, to_fd, to, flags);
  if (!counts()) return -1;
  const std::optional<std::string> replaced = content_of(to);
  const int renamed = real_renameat2(from_fd, from, to_fd, to, flags);
  if (renamed != 0) return renamed;
  follow(from, to);
  disk.changes.push_back({Path(to).parent_path(), [from = Path(from), to = Path(to), replaced] {
                            fs::rename(to, from);
                            if (replaced)
                              (void)write_file(to, view_of(*replaced), Access::kOwnerOnly,
                                               IfExists::kReplace);
                          }});
  return renamed;
}

int wrap_unlink(const char* path) {
  if (is_watched(path) && !counts()) return -1;
  if (is_watched(path)) disk.durable.erase(path);
  return real_unlink(path);
}

int wrap_rmdir(const char* path) { return is_watched(path) && !counts() ? -1 : real_rmdir(path); }

int wrap_close(int fd) {
  disk.open.erase(fd);
  return real_close(fd);
}

}  // namespace insyn::recording::faulty_disk
