#include "os/loaded_code.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <set>
#include <string_view>

#include "os/descriptor.h"
#include "os/file_owner.h"
#include "os/process.h"
#include "os/running_program.h"

namespace insyn {
namespace {

constexpr std::size_t kMostEnvironment = std::size_t{4} << 20;
constexpr std::size_t kMostMaps = std::size_t{16} << 20;

// Each makes the dynamic linker, the C library, Qt or what Qt loads take code from where the variable says.
constexpr std::string_view kLoading[] = {
    "LD_PRELOAD",
    "LD_AUDIT",
    "LD_LIBRARY_PATH",
    "LD_ORIGIN_PATH",
    "LD_PROFILE",
    "GCONV_PATH",
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QML_IMPORT_PATH",
    "QML2_IMPORT_PATH",
    "GTK_PATH",
    "GTK_EXE_PREFIX",
    "GTK_IM_MODULE_FILE",
    "GDK_PIXBUF_MODULE_FILE",
    "GDK_PIXBUF_MODULEDIR",
    "GIO_EXTRA_MODULES",
    "GIO_MODULE_DIR",
    "LIBGL_DRIVERS_PATH",
    "LIBVA_DRIVERS_PATH",
    "GBM_BACKENDS_PATH",
    "__EGL_VENDOR_LIBRARY_DIRS",
    "__EGL_VENDOR_LIBRARY_FILENAMES",
    "VK_DRIVER_FILES",
    "VK_ICD_FILENAMES",
    "VK_LAYER_PATH",
    "VK_ADD_LAYER_PATH",
    "VK_INSTANCE_LAYERS",
    "OPENSSL_CONF",
    "OPENSSL_MODULES",
    "OPENSSL_ENGINES",
    "ALSA_CONFIG_PATH",
};

// What a program of the desktop session needs to know, and none of which loads anything.
constexpr std::string_view kNeeded[] = {
    "DISPLAY",
    "XAUTHORITY",
    "WAYLAND_DISPLAY",
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "LANG",
    "LANGUAGE",
    "TZ",
    "DBUS_SESSION_BUS_ADDRESS",
    "DBUS_SYSTEM_BUS_ADDRESS",
    "AT_SPI_BUS_ADDRESS",
    "SESSION_MANAGER",
    "DESKTOP_SESSION",
    "GDMSESSION",
    "TMPDIR",
    "QT_SCALE_FACTOR",
    "QT_SCREEN_SCALE_FACTORS",
    "QT_FONT_DPI",
    "QT_AUTO_SCREEN_SCALE_FACTOR",
    "QT_ENABLE_HIGHDPI_SCALING",
    "QT_ACCESSIBILITY",
    "QT_IM_MODULE",
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON",
    "XMODIFIERS",
    "XCURSOR_THEME",
    "XCURSOR_SIZE",
};
constexpr std::string_view kNeededFamilies[] = {"LC_", "XDG_"};
constexpr const char* kSystemPath = "PATH=/usr/local/bin:/usr/bin:/bin";

constexpr std::string_view kSystemFolders[] = {"/usr/",    "/lib/", "/lib32/",     "/lib64/",
                                               "/libx32/", "/opt/", "/nix/store/", "/gnu/store/"};

std::string_view name_of(std::string_view variable) { return variable.substr(0, variable.find('=')); }

template <class List>
bool contains(const List& list, std::string_view one) {
  return std::find(std::begin(list), std::end(list), one) != std::end(list);
}

template <class List>
bool begins_with_one_of(const List& list, std::string_view text) {
  return std::any_of(std::begin(list), std::end(list),
                     [text](std::string_view start) { return text.starts_with(start); });
}

bool is_loading(std::string_view variable) {
  return contains(kLoading, name_of(variable)) && !variable.ends_with('=');
}

// read_file() wants a regular file with a size; these have none.
Result<std::string> read_proc(int pid, const char* name, std::size_t limit) {
  const std::string path = fmt::format("/proc/{}/{}", pid, name);
  const OwnedFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return os_error("cannot read", path);
  std::string text;
  std::array<char, 65536> part{};
  for (;;) {
    const ssize_t got = ::read(file.get(), part.data(), part.size());
    if (got < 0) return os_error("cannot read", path);
    if (got == 0) return text;
    text.append(part.data(), static_cast<std::size_t>(got));
    if (text.size() > limit) return fail(Code::kDenied, "{} is too long to be looked through", path);
  }
}

Status check_environment(int pid) {
  TRY_ASSIGN(const std::string all, read_proc(pid, "environ", kMostEnvironment));
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find('\0', begin), all.size());
    const std::string_view variable(all.data() + begin, end - begin);
    if (is_loading(variable))
      return fail(Code::kDenied, "it was started with {}, which loads code into it", name_of(variable));
    begin = end + 1;
  }
  return {};
}

bool see_the_same(int pid, const char* other) {
  for (const char* name : {"ns/mnt", "root"}) {
    const auto theirs = identity_of_file(fmt::format("/proc/{}/{}", pid, name));
    const auto others = identity_of_file(fmt::format("/proc/{}/{}", other, name));
    if (!theirs || !others || *theirs != *others) return false;
  }
  return true;
}

// As this program sees it or, where a service was given a view of its own, as the computer's first process.
Status check_same_view(int pid) {
  if (see_the_same(pid, "self") || see_the_same(pid, "1")) return {};
  return fail(Code::kDenied, "it sees other files than this program does");
}

Status check_file(const std::string& path, const FileIdentity& program) {
  if (const auto identity = identity_of_file(path); identity && *identity == program) return {};
  if (path.ends_with(" (deleted)")) {
    return fail(Code::kDenied, "it runs {}, which has been removed since; it has to be started again", path);
  }
  if (!begins_with_one_of(kSystemFolders, path))
    return fail(Code::kDenied, "it has loaded {}, which is none of the system's libraries", path);
  const Result<Owner> owner = owner_of(path);
  if (!owner) return in_context(fmt::format("it has loaded {}", path), owner.error());
  if (*owner != Owner::kAdministrator)
    return fail(Code::kDenied, "it has loaded {}, which does not belong to the administrator", path);
  return {};
}

// "7f0a-7f0b r-xp 00000000 08:01 1234   /usr/lib/x.so"
Status check_maps(int pid, const FileIdentity& program) {
  TRY_ASSIGN(const std::string maps, read_proc(pid, "maps", kMostMaps));
  std::set<std::string> seen;
  for (std::size_t begin = 0; begin < maps.size();) {
    const std::size_t end = std::min(maps.find('\n', begin), maps.size());
    const std::string_view line(maps.data() + begin, end - begin);
    begin = end + 1;
    const std::size_t rights = line.find(' ');
    const std::size_t slash = line.find('/');
    if (rights == std::string_view::npos || rights + 4 >= line.size() || slash == std::string_view::npos)
      continue;
    // A newline in a file's name is shown as \012, so a line is one mapping.
    if (line[rights + 3] != 'x') continue;
    if (seen.insert(std::string(line.substr(slash))).second)
      TRY(check_file(std::string(line.substr(slash)), program));
  }
  return {};
}

}  // namespace

Status read_only_system_code(int pid) {
  TRY(check_environment(pid));
  return read_only_system_files(pid);
}

Status read_only_system_files(int pid) {
  TRY_ASSIGN(const RunningProgram program, read_running_program(pid));
  TRY(check_same_view(pid));
  return check_maps(pid, program.identity);
}

Status only_system_code(int pid) { return program_source().only_system_code(pid); }

Status only_system_files(int pid) { return program_source().only_system_files(pid); }

bool loads_code(const std::vector<std::string>& environment) {
  return std::any_of(environment.begin(), environment.end(),
                     [](const std::string& variable) { return is_loading(variable); });
}

std::vector<std::string> without_loaded_code(const std::vector<std::string>& environment) {
  std::vector<std::string> kept = {kSystemPath};
  for (const std::string& variable : environment) {
    const std::string_view name = name_of(variable);
    if (contains(kNeeded, name) || begins_with_one_of(kNeededFamilies, name)) kept.push_back(variable);
  }
  return kept;
}

std::vector<std::string> own_environment() {
  std::vector<std::string> all;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable)
    all.emplace_back(*variable);
  return all;
}

}  // namespace insyn
