// What the agent's own softphone tells of calls, by D-Bus (packaging/dbus/org.insyn.Calls1.xml), handed on to
// the recorder, which refuses it where the agreement does not allow calls by hand. No caller's number is
// taken.
#pragma once

#include <systemd/sd-bus.h>

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "control/client.h"
#include "words/language.h"

namespace insyn::softphone {

class CallsOnBus {
 public:
  // On the session's bus; `recorder` is its control socket. Refusals are told in `language`. kTransient where
  // there is no bus, kDenied where another program is there already.
  static Result<std::unique_ptr<CallsOnBus>> open(Path recorder, words::Language language);
  CallsOnBus(const CallsOnBus&) = delete;
  CallsOnBus& operator=(const CallsOnBus&) = delete;

  // Readable when something has come. The bus is read again until nothing more is there.
  int fd() const { return sd_bus_get_fd(bus_.get()); }
  // False once the bus is gone: then its calls are over too, as the recorder sees it.
  bool handle_arrived();

 private:
  struct CloseBus {
    void operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }
  };
  struct FreeTrack {
    void operator()(sd_bus_track* track) const { sd_bus_track_unref(track); }
  };
  // A call that is over when whoever began it leaves the bus.
  struct Bound {
    CallsOnBus* bus;
    std::string call;
    std::unique_ptr<sd_bus_track, FreeTrack> beginner;
  };

  CallsOnBus(Path recorder, words::Language language) : recorder_(std::move(recorder)), language_(language) {}
  Status serve();
  static int on_begin(sd_bus_message* message, void* self, sd_bus_error* error);
  static int on_hold(sd_bus_message* message, void* self, sd_bus_error* error);
  static int on_resume(sd_bus_message* message, void* self, sd_bus_error* error);
  static int on_end(sd_bus_message* message, void* self, sd_bus_error* error);
  static int on_beginner_gone(sd_bus_track* track, void* bound);

  int begin(sd_bus_message* message, sd_bus_error* error);
  int change(control::Verb verb, sd_bus_message* message, sd_bus_error* error);
  // An error, where it was not carried out.
  int ask(const control::Request& request, sd_bus_error* error);
  void forget(const std::string& call);

  static const sd_bus_vtable kMethods[];
  Path recorder_;
  words::Language language_;
  std::unique_ptr<sd_bus, CloseBus> bus_;
  std::optional<control::Client> client_;     // calls that were begun depend on it
  std::deque<std::unique_ptr<Bound>> bound_;  // by their age
  std::deque<std::string> gone_;              // whose beginner has left
};

}  // namespace insyn::softphone
