// A SIMULATED panel on the session bus that its environment names: the watcher of StatusNotifierItems, with a
// host that comes and goes.
//
// Obeys lines on standard input, each answered once the bus has handed it on: host yes|no. Prints "item NAME"
// for each item that registers, and for "ask PROPERTY", "menu" and "click ID" what the last item answers:
// "ok …" or "error …".
#include <poll.h>
#include <systemd/sd-bus.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>

namespace {

constexpr const char* kWatcher = "org.kde.StatusNotifierWatcher";
constexpr const char* kPath = "/StatusNotifierWatcher";
constexpr const char* kMenu = "com.canonical.dbusmenu";

struct State {
  int host = 0;
  std::string item;
} state;

int register_item(sd_bus_message* call, void*, sd_bus_error*) {
  const char* name = nullptr;
  sd_bus_message_read(call, "s", &name);
  state.item = name;
  std::cout << "item " << name << std::endl;
  return sd_bus_reply_method_return(call, "");
}

int has_host(sd_bus*, const char*, const char*, const char*, sd_bus_message* reply, void*, sd_bus_error*) {
  return sd_bus_message_append(reply, "b", state.host);
}

const sd_bus_vtable kTable[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("RegisterStatusNotifierItem", "s", "", register_item, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_PROPERTY("IsStatusNotifierHostRegistered", "b", has_host, 0, 0),
    SD_BUS_SIGNAL("StatusNotifierHostRegistered", "", 0),
    SD_BUS_SIGNAL("StatusNotifierHostUnregistered", "", 0),
    SD_BUS_VTABLE_END};

void require(int result, const char* what) {
  if (result >= 0) return;
  std::cerr << "panel_host: cannot " << what << std::endl;
  std::_Exit(1);
}

std::string ask(sd_bus* bus, const std::string& property) {
  char* text = nullptr;
  sd_bus_error error = SD_BUS_ERROR_NULL;
  if (sd_bus_get_property_string(bus, state.item.c_str(), "/StatusNotifierItem", "org.kde.StatusNotifierItem",
                                 property.c_str(), &error, &text) < 0)
    return std::string("error ") + error.message;
  return std::string("ok ") + text;
}

// The labels, parted by "|".
std::string menu(sd_bus* bus) {
  sd_bus_message* reply = nullptr;
  sd_bus_error error = SD_BUS_ERROR_NULL;
  if (sd_bus_call_method(bus, state.item.c_str(), "/MenuBar", kMenu, "GetLayout", &error, &reply, "iias", 0,
                         -1, 0) < 0)
    return std::string("error ") + error.message;
  unsigned revision = 0;
  int id = 0;
  std::string labels;
  sd_bus_message_read(reply, "u", &revision);
  require(sd_bus_message_enter_container(reply, 'r', "ia{sv}av"), "read the menu");
  sd_bus_message_read(reply, "i", &id);
  require(sd_bus_message_skip(reply, "a{sv}"), "read the menu's properties");
  require(sd_bus_message_enter_container(reply, 'a', "v"), "read the items");
  while (sd_bus_message_enter_container(reply, 'v', "(ia{sv}av)") > 0) {
    require(sd_bus_message_enter_container(reply, 'r', "ia{sv}av"), "read an item");
    sd_bus_message_read(reply, "i", &id);
    require(sd_bus_message_enter_container(reply, 'a', "{sv}"), "read an item's properties");
    while (sd_bus_message_enter_container(reply, 'e', "sv") > 0) {
      const char *key = nullptr, *text = nullptr;
      sd_bus_message_read(reply, "s", &key);
      if (std::string(key) == "label") {
        sd_bus_message_read(reply, "v", "s", &text);
        labels += std::to_string(id) + " " + text + "|";
      } else {
        sd_bus_message_skip(reply, "v");
      }
      sd_bus_message_exit_container(reply);
    }
    sd_bus_message_exit_container(reply);
    require(sd_bus_message_skip(reply, "av"), "read what is below an item");
    sd_bus_message_exit_container(reply);
    sd_bus_message_exit_container(reply);
  }
  sd_bus_message_unref(reply);
  return "ok " + labels;
}

std::string obey(sd_bus* bus, const std::string& line) {
  std::istringstream words(line);
  std::string verb, value;
  words >> verb >> value;
  if (verb == "host") {
    state.host = value == "yes" ? 1 : 0;
    sd_bus_emit_signal(bus, kPath, kWatcher,
                       state.host != 0 ? "StatusNotifierHostRegistered" : "StatusNotifierHostUnregistered",
                       "");
    return "ok";
  }
  if (verb == "ask") return ask(bus, value);
  if (verb == "menu") return menu(bus);
  if (verb == "click") {
    return sd_bus_call_method(bus, state.item.c_str(), "/MenuBar", kMenu, "Event", nullptr, nullptr, "isvu",
                              std::stoi(value), "clicked", "i", 0, 0) < 0
               ? "error"
               : "ok";
  }
  return "error: not understood: " + verb;
}

}  // namespace

int main() {
  sd_bus* bus = nullptr;
  require(sd_bus_open_user(&bus), "reach the bus");
  require(sd_bus_add_object_vtable(bus, nullptr, kPath, kWatcher, kTable, nullptr), "serve");
  require(sd_bus_request_name(bus, kWatcher, 0), "take its name");
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
    for (std::size_t end; (end = pending.find('\n')) != std::string::npos; pending.erase(0, end + 1))
      std::cout << obey(bus, pending.substr(0, end)) << std::endl;
  }
}
