#include "support/x_server.h"

#include <csignal>

#include "base/check.h"
#include "support/until.h"

namespace insyn::support {
namespace {

// An Xauthority entry (FamilyWild, so that it fits whatever display is free) with a fresh cookie.
Bytes authority() {
  constexpr std::string_view kProtocol = "MIT-MAGIC-COOKIE-1";
  Bytes entry = {0xff, 0xff, 0, 0, 0, 0};
  const auto add = [&entry](ByteView value) {
    entry.push_back(static_cast<std::uint8_t>(value.size() >> 8U));
    entry.push_back(static_cast<std::uint8_t>(value.size()));
    entry.insert(entry.end(), value.begin(), value.end());
  };
  add(view_of(kProtocol));
  add(random_bytes(16));
  return entry;
}

}  // namespace

XServer::XServer(const Path& folder, const std::vector<std::string>& extra)
    : authority_(folder / "xauthority") {
  CHECK(write_file(authority_, authority(), Access::kOwnerOnly, IfExists::kReplace).has_value());
  std::vector<std::string> command = {"Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-auth",
                                      authority_.string(), "-nolisten", "tcp", "-noreset",
                                      // Nobody touches a key: its screen saver would come after ten minutes.
                                      "-s", "0"};
  command.insert(command.end(), extra.begin(), extra.end());
  program_ = std::make_unique<Program>(folder, command);
  until("the X server to tell its display", [&] {
    CHECK(!program_->ended());
    return program_->out().ends_with('\n');
  });
  const std::string number = program_->out();
  display_ = fmt::format(":{}", std::string_view(number).substr(0, number.size() - 1));
}

Environment XServer::environment() const {
  return {{"DISPLAY", display_},
          {"XAUTHORITY", authority_.string()},
          {"WAYLAND_DISPLAY", ""},
          {"DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere"},
          {"DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere"}};
}

void XServer::kill_now() {
  program_->signal(SIGKILL);
  program_->wait();
}

}  // namespace insyn::support
