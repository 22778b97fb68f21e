// A SIMULATED login manager and screen saver on the buses that its environment names: as much of
// org.freedesktop.login1 as a program sees that asks whether its session is locked.
//
// Obeys lines on standard input, each answered with "ok" once the bus has handed it on: lock, unlock, locked
// yes|no, active yes|no, sleep yes|no, saver yes|no.
#include <poll.h>
#include <systemd/sd-bus.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>

namespace {

constexpr const char* kSessionPath = "/org/freedesktop/login1/session/c1";
constexpr const char* kSession = "org.freedesktop.login1.Session";
constexpr const char* kManagerPath = "/org/freedesktop/login1";
constexpr const char* kManager = "org.freedesktop.login1.Manager";

struct State {
  int locked = 0;
  int active = 1;
} state;

int get_session(sd_bus_message* call, void*, sd_bus_error*) {
  return sd_bus_reply_method_return(call, "o", kSessionPath);
}

int get_active(sd_bus_message* call, void*, sd_bus_error*) {
  return sd_bus_reply_method_return(call, "b", 0);
}

const sd_bus_vtable kManagerTable[] = {
    SD_BUS_VTABLE_START(0), SD_BUS_METHOD("GetSession", "s", "o", get_session, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_SIGNAL("PrepareForSleep", "b", 0), SD_BUS_VTABLE_END};
const sd_bus_vtable kSessionTable[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_SIGNAL("Lock", "", 0),
    SD_BUS_SIGNAL("Unlock", "", 0),
    SD_BUS_PROPERTY("LockedHint", "b", nullptr, offsetof(State, locked), SD_BUS_VTABLE_PROPERTY_EMITS_CHANGE),
    SD_BUS_PROPERTY("Active", "b", nullptr, offsetof(State, active), SD_BUS_VTABLE_PROPERTY_EMITS_CHANGE),
    SD_BUS_VTABLE_END};
const sd_bus_vtable kSaverTable[] = {
    SD_BUS_VTABLE_START(0), SD_BUS_METHOD("GetActive", "", "b", get_active, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_SIGNAL("ActiveChanged", "b", 0), SD_BUS_VTABLE_END};

void require(int result, const char* what) {
  if (result >= 0) return;
  std::cerr << "login_manager: cannot " << what << std::endl;
  std::_Exit(1);
}

// The bus takes one thing after the other: when it answers this, what was said before has gone to whoever
// listens.
int wait_for_the_bus(sd_bus* bus) {
  return sd_bus_call_method(bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Peer",
                            "Ping", nullptr, nullptr, "");
}

int obey(sd_bus* bus, const std::string& line) {
  std::istringstream words(line);
  std::string verb, value;
  words >> verb >> value;
  const int yes = value == "yes" ? 1 : 0;
  if (verb == "lock") return sd_bus_emit_signal(bus, kSessionPath, kSession, "Lock", nullptr);
  if (verb == "unlock") return sd_bus_emit_signal(bus, kSessionPath, kSession, "Unlock", nullptr);
  if (verb == "sleep") return sd_bus_emit_signal(bus, kManagerPath, kManager, "PrepareForSleep", "b", yes);
  if (verb == "saver")
    return sd_bus_emit_signal(bus, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", "b",
                              yes);
  if (verb == "locked") {
    state.locked = yes;
    return sd_bus_emit_properties_changed(bus, kSessionPath, kSession, "LockedHint", nullptr);
  }
  state.active = yes;
  return sd_bus_emit_properties_changed(bus, kSessionPath, kSession, "Active", nullptr);
}

}  // namespace

int main() {
  sd_bus* bus = nullptr;
  require(sd_bus_open_system(&bus), "reach the bus");
  require(sd_bus_add_object_vtable(bus, nullptr, kManagerPath, kManager, kManagerTable, nullptr), "serve");
  require(sd_bus_add_object_vtable(bus, nullptr, kSessionPath, kSession, kSessionTable, &state), "serve");
  require(sd_bus_add_object_vtable(bus, nullptr, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver",
                                   kSaverTable, nullptr),
          "serve");
  require(sd_bus_request_name(bus, "org.freedesktop.login1", 0), "take its name");
  require(sd_bus_request_name(bus, "org.gnome.ScreenSaver", 0), "take its other name");
  std::cout << "ready" << std::endl;
  std::string pending;
  for (;;) {
    while (sd_bus_process(bus, nullptr) > 0) {
    }
    sd_bus_flush(bus);
    pollfd waits[] = {{STDIN_FILENO, POLLIN, 0}, {sd_bus_get_fd(bus), POLLIN, 0}};
    ::poll(waits, 2, -1);
    if (waits[0].revents == 0) continue;
    char buffer[256];
    const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (got <= 0) return 0;
    pending.append(buffer, static_cast<std::size_t>(got));
    for (std::size_t end; (end = pending.find('\n')) != std::string::npos; pending.erase(0, end + 1)) {
      require(obey(bus, pending.substr(0, end)), "tell");
      require(wait_for_the_bus(bus), "hear from the bus");
      std::cout << "ok" << std::endl;
    }
  }
}
