// How often the programs of a workstation wake up while there is no call, although the screen changes all the
// time: calls_idle SECONDS. All of the way is there, from a real SIP server on. Prints rows of a table.
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <thread>

#include "desktop/sip_desk.h"

namespace {

using namespace insyn;

// Of all threads of a process, since it began.
struct Woken {
  long times = 0;  // switches of context
  double cpu = 0;  // seconds
};

long number_in(const std::string& status, const std::string& name) {
  const std::size_t at = status.find("\n" + name + ":");
  return at == std::string::npos ? 0 : std::stol(status.substr(at + name.size() + 2));
}

Woken woken(pid_t process) {
  Woken all;
  for (const auto& task : std::filesystem::directory_iterator(fmt::format("/proc/{}/task", process))) {
    std::ifstream file(task.path() / "status");
    const std::string status{std::istreambuf_iterator<char>(file), {}};
    all.times +=
        number_in(status, "voluntary_ctxt_switches") + number_in(status, "nonvoluntary_ctxt_switches");
    std::ifstream schedstat(task.path() / "schedstat");
    double nanoseconds = 0;
    schedstat >> nanoseconds;
    all.cpu += nanoseconds / 1e9;
  }
  return all;
}

}  // namespace

int main(int count, char** values) {
  if (count != 2) return 2;
  const std::chrono::seconds time(std::stoi(values[1]));
  SipDesk desk;
  const std::vector<std::pair<const char*, pid_t>> programs = {
      {"insyn-recorder", desk.service().program().pid()},
      {"insyn-link", desk.link().pid()},
      {"insyn-tray", desk.service().tray().pid()}};
  // What the beginning brought about is over.
  std::this_thread::sleep_for(std::chrono::seconds(10));
  std::vector<Woken> before;
  for (const auto& [name, process] : programs) before.push_back(woken(process));
  std::this_thread::sleep_for(time);
  for (std::size_t i = 0; i < programs.size(); ++i) {
    const Woken now = woken(programs[i].second);
    fmt::print("| {} | **{}** | {:.1f} |\n", programs[i].first, now.times - before[i].times,
               (now.cpu - before[i].cpu) * 1000);
  }
  return 0;
}
