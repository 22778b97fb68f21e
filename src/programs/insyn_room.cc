// insyn-room: the rooms' pages from one's own disk. It verifies and peels in its own process, for a browser
// on this computer.
#include <cstdio>
#include <cstdlib>

#include "cli/arguments/program.h"
#include "control/place.h"
#include "enrolment/enrolled.h"
#include "link/outbox/outbox.h"
#include "os/broken_pipe.h"
#include "os/helper_process.h"
#include "os/open_files.h"
#include "room/run.h"
#include "server/memory/wiped.h"

namespace {

using namespace insyn;
using cli::Console;
using cli::Outcome;

constexpr std::size_t kLongestAddress = 1000;
constexpr std::chrono::seconds kLookAgain{60};

// A process that starts the browser once it is told the address: this one may start no program any more, and
// has keys by then.
Result<LocalSocket> start_browser_opener() {
  return start_helper_process([](LocalSocket told) {
    std::string address;
    for (std::array<std::uint8_t, kLongestAddress> piece; !address.ends_with('\n');) {
      if (!wait_until_readable(told.fd(), kLookAgain)) continue;
      const LocalSocket::Received more = told.receive(piece);
      if (more.closed) return;
      address += text_of(std::span(piece).first(more.bytes));
    }
    address.pop_back();
    (void)run_program("/usr/bin/xdg-open", {address});
  });
}

room::RoomRole role_of(const std::string& name) {
  if (name == "reviewer") return room::RoomRole::kReviewer;
  return name == "agent" ? room::RoomRole::kAgent : room::RoomRole::kUnion;
}

// Whole lines, by many threads.
void log_line(const std::string& line) { std::fputs((line + "\n").c_str(), stderr); }

Result<Path> pages_beside_this() {
  TRY_ASSIGN(const Path programs, program_folder());
  return programs.parent_path() / "share" / "insyn" / "rooms";
}

// Where the tray keeps the agent's key.
Path usual_agent_key() {
  const char* set = std::getenv("XDG_DATA_HOME");
  const char* home = std::getenv("HOME");
  const Path data = set != nullptr && Path(set).is_absolute() ? Path(set)
                    : home != nullptr                         ? Path(home) / ".local/share"
                                                              : Path("/");
  return data / "insyn" / "agent-key";
}

// What an agent's room needs beside the pages, where nothing else was said: all that the tray uses.
Status add_agent(const cli::RoomOptions& options, room::Settings& settings) {
  if (!options.keys.empty())
    return fail(Code::kDenied, "an agent's key is given whole: --keys PREFIX instead of --key FILE");
  room::OwnPlaces& own = settings.own;
  own.enrolment = options.enrolment.value_or(enrolment::kEnrolmentFolder);
  own.link = options.link.value_or(link::kUsualFolder);
  own.spool = options.spool.value_or(Path());
  if (!options.spool) {
    TRY_ASSIGN(own.spool, enrolment::usual_spool());
  }
  own.journals = enrolment::kJournals;
  if (!enrolment::is_enrolled(own.enrolment)) {
    TRY_ASSIGN(own.journals, enrolment::own_journals());
  }
  if (const auto folder = control::runtime_folder()) own.socket = control::socket_in(*folder);
  settings.agent_keys = options.prefixes;
  settings.keys.prefixes.clear();
  if (settings.agent_keys.empty()) settings.agent_keys = room::agent_keys_in(usual_agent_key());
  std::error_code error;
  if (settings.keys.pins.empty())
    for (const Path& pin : enrolment::files_in(own.enrolment, {}).pins)
      if (std::filesystem::exists(pin, error)) settings.keys.pins.push_back(pin);
  return {};
}

Result<room::Settings> settings_of(const cli::RoomOptions& options) {
  room::Settings settings;
  settings.server = options.server;
  if (options.authority) settings.authority = std::filesystem::absolute(*options.authority);
  settings.keys = {options.keys, options.prefixes, options.pins};
  settings.role = role_of(options.role);
  if (options.pages) {
    settings.pages = *options.pages;
  } else {
    TRY_ASSIGN(settings.pages, pages_beside_this());
  }
  if (settings.role == room::RoomRole::kAgent) TRY(add_agent(options, settings));
  settings.port = static_cast<std::uint16_t>(options.port);
  TRY_ASSIGN(settings.state, enrolment::state_folder());
  TRY(ensure_folders(settings.state));
  return settings;
}

Result<Outcome> run(const cli::RoomOptions& options, Console& console) {
  const SystemClock clock;
  ignore_broken_pipes();
  std::optional<LocalSocket> opener;
  if (options.browser) {
    TRY_ASSIGN(opener, start_browser_opener());
  }
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  TRY_ASSIGN(const room::Settings settings, settings_of(options));
  TRY_ASSIGN(const room::Furnished with, room::furnish(settings));
  raise_open_files();
  TRY_ASSIGN(const std::string lacking, room::enter_room_sandbox(settings));
  if (!lacking.empty()) console.say(lacking);
  const auto ready = [&](const std::string& address) {
    console.say(
        fmt::format("pages: {}, SHA-256 {}", with.pages.folder().string(), to_hex(with.pages.hash())));
    console.say("Open this address in a browser on this computer; it is good once. Ctrl-C ends it.");
    console.result(address);
    if (opener) (void)opener->send(view_of(address + "\n"));
  };
  TRY(room::run_room(settings, with, stop, ready, &log_line, clock));
  return Outcome::kGood;
}

}  // namespace

int main(int count, char** values) {
  return cli::run_program("insyn-room", count, values, cli::parse_room_arguments, run);
}
