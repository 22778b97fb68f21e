// agent_latency [TRIES [MINUTES]]: how long something is still kept after the agent has pressed the key, and
// after the indicator has stopped, measured on the recordings; and what recorder and tray cost while there is
// no call. Prints what docs/latency.md holds.
#include <fmt/format.h>
#include <xcb/xcb.h>
#include <xcb/xtest.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "support/service.h"
#include "support/until.h"

namespace insyn {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using support::Service;

// Between two pictures of the window, faster than any is kept.
constexpr milliseconds kBetweenPictures(8);
// So that pictures are being kept when it ends.
constexpr milliseconds kBefore(300);
// How long after the end is still looked for something that was kept.
constexpr milliseconds kAfterwards(400);

// Presses Ctrl+Alt+P as a keyboard does.
class Keyboard {
 public:
  explicit Keyboard(const support::Environment& environment) {
    for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
    c_ = xcb_connect(nullptr, nullptr);
  }
  ~Keyboard() { xcb_disconnect(c_); }
  Keyboard(const Keyboard&) = delete;
  Keyboard& operator=(const Keyboard&) = delete;

  void press_shortcut() {
    constexpr std::uint8_t kKeys[] = {37, 64, 33};  // Control, Alt and P of a PC's keyboard
    for (const std::uint8_t key : kKeys) xcb_test_fake_input(c_, XCB_KEY_PRESS, key, 0, XCB_NONE, 0, 0, 0);
    for (const std::uint8_t key : kKeys) xcb_test_fake_input(c_, XCB_KEY_RELEASE, key, 0, XCB_NONE, 0, 0, 0);
    std::free(xcb_get_input_focus_reply(c_, xcb_get_input_focus(c_), nullptr));
  }

 private:
  xcb_connection_t* c_;
};

struct Interval {
  Mono from, to;
};

class Measurement {
 public:
  Measurement() {
    desk_.open_support_window();
    service_.start(desk_.terms());
    folder_ = service_.begin("4711");
    painter_ = std::thread([this] {
      for (int i = 0; !done_; ++i) {
        desk_.support.ask(fmt::format("fill main 0 0 400 300 {:06x}", 0x101010 + i % 0xe0e0e0));
        std::this_thread::sleep_for(kBetweenPictures);
      }
    });
  }
  ~Measurement() {
    done_ = true;
    painter_.join();
  }

  // Does `stop`, waits until the recorder says `activity`, and a little longer, and does `go`.
  void once(const std::function<void()>& stop, const std::string& activity, const std::function<void()>& go) {
    wait_for("recording");
    std::this_thread::sleep_for(kBefore);
    const Mono from = clock_.mono();
    stop();
    wait_for(activity);
    std::this_thread::sleep_for(kAfterwards);
    intervals_.push_back({from, clock_.mono()});
    go();
  }
  void tell(const std::string& what) {
    service_.call({"end", "4711"});
    support::until("the recording to be closed",
                   [&] { return recording::Recording::read(folder_).value().closing.has_value(); });
    const std::vector<Mono> kept = support::kept_moments(folder_, desk_.parties);
    std::vector<double> ms;
    int after = 0;
    for (const Interval& one : intervals_) {
      Mono last = one.from;
      for (const Mono moment : kept) {
        if (moment > last && moment < one.to) last = moment;
      }
      ms.push_back(static_cast<double>(std::chrono::duration_cast<microseconds>(last - one.from).count()) /
                   1000);
      after += last > one.from ? 1 : 0;
    }
    std::sort(ms.begin(), ms.end());
    std::cout << fmt::format("| {} | {} | {:.1f} ms | {:.1f} ms | {} |\n", what, ms.size(), ms[ms.size() / 2],
                             ms.back(), after);
  }

  support::Desk& desk() { return desk_; }
  Service& service() { return service_; }

 private:
  void wait_for(const std::string& activity) {
    support::until(activity, [&] { return service_.activity() == activity; });
  }

  const SystemClock clock_;
  support::Desk desk_;
  Service service_{desk_};
  Path folder_;
  std::vector<Interval> intervals_;
  std::atomic<bool> done_ = false;
  std::thread painter_;
};

void measure_pause(int tries) {
  Measurement measurement;
  Keyboard keyboard(measurement.service().environment());
  for (int i = 0; i < tries; ++i) {
    measurement.once([&] { keyboard.press_shortcut(); }, "paused", [&] { keyboard.press_shortcut(); });
  }
  measurement.tell("Ctrl+Alt+P");
}

void measure_indicator(int tries) {
  Measurement measurement;
  for (int i = 0; i < tries; ++i) {
    measurement.once([&] { measurement.service().tray().signal(SIGSTOP); }, "withheld",
                     [&] { measurement.service().tray().signal(SIGCONT); });
  }
  measurement.tell("the tray hangs (SIGSTOP)");
}

// A fact of a process that is a number, by the name of its line.
std::uint64_t number_of(pid_t process, const std::string& name) {
  const std::string text = support::status_of(process);
  const std::size_t at = text.find("\n" + name + ":");
  return at == std::string::npos ? 0 : std::stoull(text.substr(at + name.size() + 2));
}

void measure_idle(int minutes) {
  support::Desk desk;
  desk.open_support_window();
  Service service(desk);
  service.start(desk.terms());
  // The start is not what it costs all day.
  std::this_thread::sleep_for(std::chrono::seconds(30));
  const std::pair<const char*, pid_t> programs[] = {{"insyn-recorder", service.program().pid()},
                                                    {"insyn-tray", service.tray().pid()}};
  std::vector<std::uint64_t> before;
  for (const auto& program : programs) before.push_back(number_of(program.second, "voluntary_ctxt_switches"));
  std::this_thread::sleep_for(std::chrono::minutes(minutes));
  std::cout << fmt::format(
      "\n| idle for {} minutes | gave up the processor, times | memory | of that its own "
      "|\n|---|---|---|---|\n",
      minutes);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto [name, process] = programs[i];
    const std::uint64_t own = number_of(process, "RssAnon"), files = number_of(process, "RssFile");
    std::cout << fmt::format("| {} | {} | {:.1f} MB | {:.1f} MB |\n", name,
                             number_of(process, "voluntary_ctxt_switches") - before[i],
                             static_cast<double>(own + files) / 1024, static_cast<double>(own) / 1024);
  }
}

}  // namespace
}  // namespace insyn

int main(int count, char** values) {
  const int tries = count > 1 ? std::atoi(values[1]) : 100;
  std::cout
      << "| what ends it | tries | last kept, median | worst | tries in which anything was kept after |\n"
         "|---|---|---|---|---|\n";
  insyn::measure_pause(tries);
  insyn::measure_indicator(tries);
  insyn::measure_idle(count > 2 ? std::atoi(values[2]) : 10);
}
