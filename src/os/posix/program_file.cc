#include "os/program_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <map>

#include "os/file_stamp.h"
#include "os/running_program.h"

namespace insyn {
namespace {

constexpr std::size_t kLongestScript = std::size_t{1} << 20;
constexpr std::size_t kRemembered = 64;

ProgramFault missing() { return {ProgramFault::kMissing, std::strerror(errno)}; }

// Who may change or replace it besides the administrator and this user. In a folder with the sticky bit
// others can neither rename nor remove what is not theirs.
bool others_can_change(const struct stat& facts, bool sticky_counts) {
  if (facts.st_uid != 0 && facts.st_uid != ::geteuid()) return true;
  const bool protected_by_bit = sticky_counts && S_ISDIR(facts.st_mode) && (facts.st_mode & S_ISVTX) != 0;
  return (facts.st_mode & 0022U) != 0 && !protected_by_bit;
}

ProgramFault link_on_the_way(const Path& exe) {
  std::error_code error;
  const Path leads_to = std::filesystem::canonical(exe, error);
  if (error) return {ProgramFault::kMissing, error.message()};
  return {ProgramFault::kLink, leads_to.string()};
}

FileStamp stamp_from(const struct stat& facts) {
  return FileStamp{facts.st_dev, facts.st_ino, static_cast<std::uint64_t>(facts.st_size),
                   facts.st_ctim.tv_sec * 1'000'000'000LL + facts.st_ctim.tv_nsec};
}

struct Known {
  FileStamp stamp;
  Digest digest{};
};

// Of the whole process: each call asks for the same programs again.
std::map<std::pair<std::uint64_t, std::uint64_t>, Known>& known_digests() {
  static std::map<std::pair<std::uint64_t, std::uint64_t>, Known> all;
  return all;
}

}  // namespace

OpenedProgram open_program_file(const Path& exe) {
  if (!exe.is_absolute()) return {{}, ProgramFault{ProgramFault::kMissing, "not an absolute path"}};
  OwnedFd folder(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
  Path way = "/";
  for (const Path& part : exe.relative_path()) {
    if (part.empty()) continue;
    if (part == "." || part == "..") return {{}, link_on_the_way(exe)};
    struct stat facts {};
    if (!folder || ::fstat(folder.get(), &facts) != 0) return {{}, missing()};
    const bool innermost = way / part == exe;
    if (others_can_change(facts, !innermost))
      return {{}, ProgramFault{ProgramFault::kWritable, way.string()}};
    OwnedFd next(::openat(folder.get(), part.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    if (!next || ::fstat(next.get(), &facts) != 0) return {{}, missing()};
    if (S_ISLNK(facts.st_mode)) return {{}, link_on_the_way(exe)};
    way /= part;
    if (!innermost) {
      folder = std::move(next);
      continue;
    }
    if (others_can_change(facts, false)) return {{}, ProgramFault{ProgramFault::kWritable, way.string()}};
    OwnedFd file(::openat(folder.get(), part.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat opened {};
    if (!file || ::fstat(file.get(), &opened) != 0) return {{}, missing()};
    // Exchanged between the two looks: the rights that were checked are another file's.
    const bool same = opened.st_dev == facts.st_dev && opened.st_ino == facts.st_ino;
    if (!same || !S_ISREG(opened.st_mode)) return {{}, ProgramFault{ProgramFault::kMissing, "not a file"}};
    return {std::move(file), std::nullopt};
  }
  return {{}, ProgramFault{ProgramFault::kMissing, "not a file"}};
}

ProgramFile::Found ProgramFile::find(const Path& exe) {
  OpenedProgram opened = program_source().open(exe);
  struct stat facts {};
  if (!opened.fault && ::fstat(opened.fd.get(), &facts) != 0) opened.fault = missing();
  if (opened.fault) return {std::nullopt, std::move(opened.fault)};
  return {ProgramFile(std::move(opened.fd), FileIdentity{facts.st_dev, facts.st_ino}), std::nullopt};
}

Result<Digest> ProgramFile::hash() const {
  struct stat facts {};
  if (::fstat(fd_.get(), &facts) != 0) return os_error("cannot inspect", "a program's file");
  const FileStamp stamp = stamp_from(facts);
  auto& known = known_digests();
  const std::pair<std::uint64_t, std::uint64_t> number{identity_.device, identity_.inode};
  if (const auto found = known.find(number); found != known.end() && found->second.stamp == stamp)
    return found->second.digest;
  Sha256 hash;
  Bytes part(std::size_t{1} << 20);
  off_t at = 0;
  for (;;) {
    const ssize_t got = ::pread(fd_.get(), part.data(), part.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return os_error("cannot read", "a program's file");
    if (got == 0) break;
    hash.add(ByteView(part.data(), static_cast<std::size_t>(got)));
    at += got;
  }
  if (::fstat(fd_.get(), &facts) != 0 || stamp_from(facts) != stamp)
    return fail(Code::kTransient, "a program's file was written while it was read");
  if (known.size() >= kRemembered) known.clear();
  const Digest digest = hash.digest();
  known[number] = {stamp, digest};
  return digest;
}

Result<std::string> ProgramFile::beginning() const {
  std::string text(16, '\0');
  const ssize_t got = ::pread(fd_.get(), text.data(), text.size(), 0);
  if (got < 0) return os_error("cannot read", "a program's file");
  text.resize(static_cast<std::size_t>(got));
  return text;
}

Result<std::optional<std::string>> ProgramFile::script() const {
  std::string text(2, '\0');
  if (::pread(fd_.get(), text.data(), 2, 0) != 2 || text != "#!") return std::optional<std::string>();
  text.resize(kLongestScript);
  const ssize_t got = ::pread(fd_.get(), text.data(), text.size(), 0);
  if (got < 0) return os_error("cannot read", "a program's file");
  text.resize(static_cast<std::size_t>(got));
  return std::optional<std::string>(std::move(text));
}

}  // namespace insyn
