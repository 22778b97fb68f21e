#include "recorder/session/screen_savers.h"

#include <utility>

namespace insyn::recorder {
namespace {

struct Saver {
  const char* name;  // of the service and of its interface
  const char* path;
};
constexpr Saver kSavers[] = {
    {"org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"},
    {"org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"},
    {"org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"},
    {"org.mate.ScreenSaver", "/org/mate/ScreenSaver"},
    {"org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"},
};

}  // namespace

std::unique_ptr<ScreenSavers> ScreenSavers::find() {
  Bus bus = open_session_bus();
  if (!bus) return nullptr;
  std::unique_ptr<ScreenSavers> savers(new ScreenSavers(std::move(bus)));
  return savers->watch() ? std::move(savers) : nullptr;
}

bool ScreenSavers::watch() {
  for (const Saver& saver : kSavers) {
    if (sd_bus_match_signal(bus_.get(), nullptr, nullptr, nullptr, saver.name, "ActiveChanged", &on_signal,
                            this) < 0)
      return false;
    const BusMessage reply = ask(bus_.get(), saver.name, saver.path, saver.name, "GetActive");
    int active = 0;
    if (reply && sd_bus_message_read(reply.get(), "b", &active) >= 0 && active != 0)
      covering_.insert(saver.name);
  }
  return true;
}

void ScreenSavers::handle_arrived() {
  if (bus_ && !recorder::handle_arrived(bus_.get())) bus_.reset();
}

int ScreenSavers::on_signal(sd_bus_message* message, void* self, sd_bus_error*) {
  auto& savers = *static_cast<ScreenSavers*>(self);
  int active = 0;
  if (sd_bus_message_read(message, "b", &active) < 0) return 0;
  const std::string name = sd_bus_message_get_interface(message);
  if (active != 0) {
    savers.covering_.insert(name);
  } else {
    savers.covering_.erase(name);
    savers.ended_ = true;
  }
  return 0;
}

}  // namespace insyn::recorder
