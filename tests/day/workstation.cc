#include "day/workstation.h"

#include <thread>

#include "base/check.h"
#include "control/place.h"

namespace insyn::day {
namespace {

using namespace recorder;
using recording::Recording;

constexpr Rect kWholeWindow{0, 0, 400, 300}, kPartOfIt{16, 16, 32, 32};
constexpr std::uint32_t kOwn = 0x204060;

}  // namespace

Workstation::Workstation(const DayTime& time, const note::Signer& source, ServerNode& server,
                         std::vector<std::string> numbers, const StopRequest& stop, unsigned seed)
    : clock_(time),
      stop_(stop),
      numbers_(std::move(numbers)),
      link_(server, calls_socket_in(folder_), clock_, seed),
      enrolment_(desk_.enrol(terms(source))),
      monitor_(enrolment_.files, desk_.spool(), clock_) {
  show(false);
  start();
}

support::TestTerms Workstation::terms(const note::Signer& source) const {
  support::TestTerms terms = desk_.terms(clock_.utc());
  terms.not_after = clock_.utc() + std::chrono::hours(24);
  terms.calls_per_week = 1'000;
  terms.manual = false;
  terms.more += fmt::format("[[call_source]]\nname = \"pbx\"\nkey = \"{}\"\n", source.verifier().text());
  return terms;
}

void Workstation::start() {
  // It makes the folder that the other socket is in.
  control::Server server = control::Server::open(folder_).value();
  service_.emplace(ServiceSet{enrolment_.agreement,
                              monitor_,
                              enrolment_folder_,
                              certifier_,
                              desk_.backend,
                              WhoIsHere{"agent-7", {}, numbers_},
                              desk_.spool(),
                              usage_,
                              "",
                              {},
                              {},
                              Carriers::listen(calls_socket_in(folder_)).value(),
                              desk_.files / "call-sequences"},
                   std::move(server), OwnPrograms{HeldFile::open("/proc/self/exe").value(), {}},
                   PauseMark(folder_), stop_, clock_, [](std::string_view) {});
  std::atomic<bool> connected = false;
  std::thread connects([&] {
    tray_.emplace(control::Client::connect(control::socket_in(folder_)).value());
    connected = true;
  });
  while (!connected) turn();
  connects.join();
  control::Request indicate;
  indicate.verb = control::Verb::kIndicate;
  CHECK(tray_->send(indicate));
}

void Workstation::crash() {
  service_.reset();
  tray_.reset();
  state_ = {};
}

void Workstation::show(bool own) {
  own_ = own;
  scripted::Desktop::fill(desk_.window(), kWholeWindow, own ? kOwn : kForeign);
}

void Workstation::turn() { CHECK(!service_->turn(Service::Waits::kNot)); }

bool Workstation::answer_for_tray() {
  for (bool marked = false;;) {
    const auto reply = tray_->next(milliseconds(0)).value();
    if (!reply) return marked;
    if (reply->state) state_ = *reply->state;
    if (!reply->borders) continue;
    control::Request painted;
    painted.verb = control::Verb::kPainted;
    painted.challenge = reply->borders->challenge;
    for (const auto& window : reply->borders->windows) painted.sides.push_back(window.window);
    CHECK(tray_->send(painted));
    marked = true;
  }
}

void Workstation::work() {
  // Never what is foreign, of which there is one alone.
  scripted::Desktop::fill(desk_.window(), kPartOfIt, own_ ? ++drawn_ & 0xffff : kForeign);
  link_.work();
  if (!runs()) return;
  turn();
  // What was asked to be marked is read in the next turn, at the same moment.
  if (answer_for_tray()) turn();
  link_.work();
}

void Workstation::take_recordings() {
  std::vector<std::pair<std::chrono::microseconds, Path>> over;
  for (const auto& entry : std::filesystem::directory_iterator(desk_.spool())) {
    if (!entry.is_directory()) continue;
    const Recording read = Recording::read(entry.path()).value();
    if (!read.closing && runs()) continue;
    over.emplace_back(read.certificate.value().begin_mono, entry.path());
  }
  std::sort(over.begin(), over.end());
  for (const auto& [begin, folder] : over) {
    const support::Shown shown = support::watch(folder, desk_.parties, kForeign);
    ++recorded_.recordings;
    recorded_.foreign += shown.colour_seen;
    if (!shown.verification.intact()) ++recorded_.bad;
    for (const Mono moment : support::kept_moments(folder, desk_.parties))
      recorded_.moments.push_back(moment);
    for (const support::NothingKept& one : support::nothing_kept(folder, desk_.parties))
      recorded_.nothing[one.reason].add({one.from, one.to});
    if (Recording::read(folder).value().closing) ++recorded_.endings[desk_.parties.end_of(folder).reason];
    std::filesystem::remove_all(folder);
  }
}

}  // namespace insyn::day
