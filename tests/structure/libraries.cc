#include "libraries.h"

namespace insyn::structure {

const std::vector<Library>& libraries() {
  static const std::vector<Library> all = {
      // The operating system.
      {{"unistd.h", "fcntl.h", "poll.h", "dirent.h", "pwd.h", "sched.h", "spawn.h", "signal.h", "csignal",
        "termios.h", "sys/", "linux/", "windows.h"},
       {"os", "os/sandbox", "indicator/x11", "recorder/capture/x11"}},
      {{"xcb/", "X11/"}, {"indicator/x11", "recorder/capture/x11", "tray/border", "tray/shortcut"}},
      {{"systemd/"},
       {"recorder/session", "softphone", "programs/insyn_calls", "programs/insyn_insight",
        "programs/insyn_server", "programs/insyn_witness"}},
      {{"sodium.h", "sodium/"},
       {"base", "note", "agreement", "seal", "seal/open", "server/accounts", "calls/webhook"}},
      {{"tl/expected.hpp"}, {"base", "reason"}},
      {{"seccomp.h"}, {"os/sandbox"}},
      {{"toml++/"}, {"toml"}},
      {{"date/tz.h"}, {"agreement"}},
      {{"xxhash.h"}, {"track/codec", "insight/input/names", "insight/findings", "insight/register"}},
      {{"expat.h"}, {"insight/input", "calls/sip"}},
      {{"sqlite3.h"}, {"insight/input"}},
      {{"zlib.h"}, {"extension", "insight/input", "pages/codec", "server/pages"}},
      {{"brotli/"}, {"server/pages"}},
      {{"graphviz/"}, {"insight/output"}},
      {{"soci/"}, {"server/database"}},
      {{"boost/math/"}, {"insight/stats"}},
      {{"openssl/sha.h"}, {"base"}},
      {{"openssl/md5.h"}, {"calls/ami"}},
      {{"malloc.h"}, {"server/memory"}},
      {{"curl/"}, {"http_client", "server/vault"}},
      {{"boost/beast/"}, {"server/http"}},
      {{"boost/asio/"}, {"server/http", "calls/ami_connection", "calls/sip_subscriber"}},
      {{"openssl/"}, {"extension", "server/http", "calls/ami_connection", "calls/sip_subscriber"}},
      {{"re.h", "re_dbg.h", "netdb.h"}, {"calls/sip_subscriber"}},
      {{"libav", "libsw"}, {"track/export", "audio/convert"}},
      {{"CLI/"}, {"cli/arguments", "insight/sim"}},
      {{"nlohmann/"},
       {"cli", "cli/verbs", "control", "extension", "server/extension", "http_client", "json",
        "link/standing", "link/centre", "insight/input", "insight/output", "pages/codec",
        "server/ledger_routes", "witness/watch", "server/lifetime", "server/registry"}},
      {{"Q"}, {"tray", "programs/insyn_tray"}},
      {{"fmt/", "gtest/"}, {}},  // everybody's
  };
  return all;
}

}  // namespace insyn::structure
