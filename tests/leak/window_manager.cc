#include "leak/window_manager.h"

#include <csignal>
#include <stdexcept>

#include "base/check.h"
#include "leak/hand.h"
#include "support/until.h"

namespace insyn::leak {
namespace {

using support::Program;

// Windows float in i3 as they do elsewhere, so that they can be moved and lie over one another.
constexpr const char* kI3Settings =
    "# i3 config file (v4)\n"
    "font pango:monospace 8\n"
    "for_window [class=\".*\"] floating enable\nfor_window [title=\".*\"] floating enable\n"
    "floating_modifier Mod1\nfocus_on_window_activation none\n";

}  // namespace

WindowManager::WindowManager(const Path& folder, const support::XServer& server, Manager manager, Hand& hand)
    : folder_(folder), server_(server), manager_(manager), hand_(hand), environment_(server.environment()) {
  environment_["DBUS_SESSION_BUS_ADDRESS"] = "disabled:";
  environment_["HOME"] = folder_.string();
  environment_["XDG_CONFIG_HOME"] = (folder_ / "settings").string();
  environment_["GSETTINGS_BACKEND"] = "memory";
  if (manager_ == Manager::kXfwm || manager_ == Manager::kMutter) {
    bus_ = std::make_unique<Program>(
        folder_, std::vector<std::string>{"dbus-daemon", "--session", "--nofork", "--print-address"},
        environment_);
    support::until("a message bus", [&] { return bus_->out().ends_with('\n') || bus_->ended(); });
    std::string address = bus_->out();
    if (address.ends_with('\n')) address.pop_back();
    environment_["DBUS_SESSION_BUS_ADDRESS"] = address;
  }
  start();
}

void WindowManager::run(const std::vector<std::string>& command) {
  programs_.push_back(std::make_unique<Program>(folder_, command, environment_));
}

void WindowManager::start() {
  switch (manager_) {
    case Manager::kNone:
      return;
    case Manager::kOpenbox:
    case Manager::kPicom:
    case Manager::kPicomShadows:
      run({"openbox", "--sm-disable"});
      break;
    case Manager::kXfwm:
      run({"xfwm4", "--compositor=on", "--sm-client-disable"});
      break;
    case Manager::kMetacity:
      run({"metacity", "--sm-disable", "--no-composite"});
      break;
    case Manager::kMetacityShadows:
      run({"metacity", "--sm-disable", "--composite"});
      break;
    case Manager::kMutter:
      run({"mutter", "--x11", "--sm-disable"});
      break;
    case Manager::kI3: {
      const Path settings = folder_ / "i3-settings";
      CHECK(write_file(settings, view_of(kI3Settings), Access::kOwnerOnly, IfExists::kReplace).has_value());
      run({"i3", "-c", settings.string()});
      break;
    }
  }
  support::until(name_of(manager_), [&] {
    if (programs_.back()->ended()) throw std::runtime_error("it has ended: " + programs_.back()->err());
    return hand_.window_manager_runs();
  });
  if (manager_ == Manager::kPicom) run({"picom", "--config", "/dev/null", "--backend", "xrender"});
  if (manager_ == Manager::kPicomShadows)
    run({"picom", "--config", "/dev/null", "--backend", "xrender", "--shadow"});
  if (composites()) support::until("a compositor", [&] { return hand_.compositor_runs(); });
}

void WindowManager::crash() {
  while (!programs_.empty()) {
    programs_.back()->signal(SIGKILL);
    programs_.back()->wait();
    programs_.pop_back();
  }
}

}  // namespace insyn::leak
