#include "recorder/session/login_session.h"

#include <string_view>

namespace insyn::recorder {
namespace {

constexpr const char* kService = "org.freedesktop.login1";
constexpr const char* kManagerPath = "/org/freedesktop/login1";
constexpr const char* kManager = "org.freedesktop.login1.Manager";
constexpr const char* kSession = "org.freedesktop.login1.Session";
constexpr const char* kProperties = "org.freedesktop.DBus.Properties";

// Empty where it knows none.
std::string own_session(sd_bus* bus) {
  sd_bus_message* reply = nullptr;
  if (sd_bus_call_method(bus, kService, kManagerPath, kManager, "GetSession", nullptr, &reply, "s", "auto") <
      0)
    return "";
  const BusMessage owned(reply);
  const char* path = nullptr;
  return sd_bus_message_read(reply, "o", &path) < 0 ? "" : path;
}

}  // namespace

std::unique_ptr<LoginSession> LoginSession::find() {
  Bus bus = open_system_bus();
  if (!bus) return nullptr;
  std::string path = own_session(bus.get());
  if (path.empty()) return nullptr;
  std::unique_ptr<LoginSession> session(new LoginSession(std::move(bus)));
  session->path_ = std::move(path);
  return session->watch() ? std::move(session) : nullptr;
}

// Listens first and asks then, so that nothing changes unnoticed in between.
bool LoginSession::watch() {
  sd_bus* bus = bus_.get();
  for (const char* member : {"Lock", "Unlock"}) {
    if (sd_bus_match_signal(bus, nullptr, kService, path_.c_str(), kSession, member, &on_signal, this) < 0)
      return false;
  }
  if (sd_bus_match_signal(bus, nullptr, kService, path_.c_str(), kProperties, "PropertiesChanged", &on_signal,
                          this) < 0)
    return false;
  if (sd_bus_match_signal(bus, nullptr, kService, kManagerPath, kManager, "PrepareForSleep", &on_signal,
                          this) < 0)
    return false;
  if (sd_bus_match_signal(bus, nullptr, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "NameOwnerChanged", &on_signal, this) < 0)
    return false;
  int locked = 0, active = 1;
  if (sd_bus_get_property_trivial(bus, kService, path_.c_str(), kSession, "LockedHint", nullptr, 'b',
                                  &locked) < 0)
    return false;
  if (sd_bus_get_property_trivial(bus, kService, path_.c_str(), kSession, "Active", nullptr, 'b', &active) <
      0)
    return false;
  locked_hint_ = locked != 0;
  active_ = active != 0;
  return true;
}

void LoginSession::handle_arrived() {
  // Without the connection closed, what waits for it would be woken for ever.
  if (bus_ && !recorder::handle_arrived(bus_.get())) bus_.reset();
}

// "sa{sv}as": the interface, what has which value now, what has changed otherwise.
void LoginSession::read_properties(sd_bus_message* message) {
  if (sd_bus_message_skip(message, "s") < 0 || sd_bus_message_enter_container(message, 'a', "{sv}") < 0)
    return;
  while (sd_bus_message_enter_container(message, 'e', "sv") > 0) {
    const char* name = nullptr;
    const char* type = nullptr;
    char kind = 0;
    if (sd_bus_message_read(message, "s", &name) < 0) return;
    if (sd_bus_message_peek_type(message, &kind, &type) < 0) return;
    const std::string_view property = name;
    const bool wanted = std::string_view(type) == "b" && (property == "LockedHint" || property == "Active");
    int value = 0;
    if (wanted && sd_bus_message_read(message, "v", "b", &value) >= 0) {
      if (property == "Active") active_ = value != 0;
      if (property == "LockedHint") {
        if (locked_hint_ && value == 0) lock_asked_ = false;
        locked_hint_ = value != 0;
      }
    } else if (sd_bus_message_skip(message, "v") < 0) {
      return;
    }
    if (sd_bus_message_exit_container(message) < 0) return;
  }
}

int LoginSession::on_signal(sd_bus_message* message, void* self, sd_bus_error*) {
  auto& session = *static_cast<LoginSession*>(self);
  const std::string_view member = sd_bus_message_get_member(message);
  if (member == "Lock") session.lock_asked_ = true;
  if (member == "Unlock") session.lock_asked_ = false;
  if (member == "PropertiesChanged") session.read_properties(message);
  if (member == "PrepareForSleep") {
    int before = 1;
    sd_bus_message_read(message, "b", &before);
    session.asleep_ = before != 0;
    session.went_to_sleep_ = session.went_to_sleep_ || session.asleep_;
  }
  if (member == "NameOwnerChanged") {
    const char *name = nullptr, *old_owner = nullptr, *owner = nullptr;
    if (sd_bus_message_read(message, "sss", &name, &old_owner, &owner) >= 0 &&
        std::string_view(name) == kService)
      session.lost_ = std::string_view(owner).empty();
  }
  return 0;
}

}  // namespace insyn::recorder
