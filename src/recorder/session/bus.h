// A connection to one of the desktop's message buses (D-Bus, by systemd's sd-bus).
#pragma once

#include <systemd/sd-bus.h>

#include <memory>
#include <string>

namespace insyn::recorder {

struct CloseBus {
  void operator()(sd_bus* bus) const { sd_bus_close_unref(bus); }
};
using Bus = std::unique_ptr<sd_bus, CloseBus>;

struct FreeMessage {
  void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
using BusMessage = std::unique_ptr<sd_bus_message, FreeMessage>;

// Nothing where there is no such bus. Calls on it give up after two seconds.
Bus open_system_bus();
Bus open_session_bus();

// Handles what has arrived. False once the bus is gone.
bool handle_arrived(sd_bus* bus);

// What `member` of the object answers, a call without arguments. Never starts a service. Nothing on an error.
BusMessage ask(sd_bus* bus, const char* service, const char* path, const char* interface, const char* member);

}  // namespace insyn::recorder
