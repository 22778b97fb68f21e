#include "recorder/session/bus.h"

namespace insyn::recorder {
namespace {

constexpr std::uint64_t kPatience = 2'000'000;  // microseconds

Bus opened(int (*open)(sd_bus**)) {
  sd_bus* bus = nullptr;
  if (open(&bus) < 0) return nullptr;
  sd_bus_set_method_call_timeout(bus, kPatience);
  return Bus(bus);
}

}  // namespace

Bus open_system_bus() { return opened(&sd_bus_open_system); }
Bus open_session_bus() { return opened(&sd_bus_open_user); }

bool handle_arrived(sd_bus* bus) {
  int handled = 0;
  do handled = sd_bus_process(bus, nullptr);
  while (handled > 0);
  return handled == 0;
}

BusMessage ask(sd_bus* bus, const char* service, const char* path, const char* interface,
               const char* member) {
  sd_bus_message* call = nullptr;
  if (sd_bus_message_new_method_call(bus, &call, service, path, interface, member) < 0) return nullptr;
  const BusMessage owned(call);
  sd_bus_message_set_auto_start(call, 0);
  sd_bus_message* reply = nullptr;
  if (sd_bus_call(bus, call, 0, nullptr, &reply) < 0) return nullptr;
  return BusMessage(reply);
}

}  // namespace insyn::recorder
