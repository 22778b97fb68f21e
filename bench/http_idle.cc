// Holds many idle TLS connections to a running server, and says how much memory that takes there.
//   http_idle PORT AUTHORITY.pem COUNT PROCESS
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <vector>

#include "http/client.h"
#include "os/open_files.h"

namespace {

using namespace insyn;
using http_test::Client;

// Of the process, in kB: VmRSS or VmHWM.
long memory_of(const std::string& process, const std::string& what) {
  std::ifstream status("/proc/" + process + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(what + ":")) return std::stol(line.substr(what.size() + 1));
  return -1;
}

int run(std::uint16_t port, const char* authority, std::size_t count, const std::string& process) {
  raise_open_files();
  const http_test::TlsWish wish{authority};
  constexpr const char* kAsk = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const long before = memory_of(process, "VmRSS");
  std::vector<Client> clients;
  while (clients.size() < count) {
    clients.emplace_back(port, &wish);
    if (!clients.back().connected() || clients.back().ask(kAsk).status != 200) {
      fmt::print(stderr, "connection {} was not answered\n", clients.size());
      return 1;
    }
  }
  const long with = memory_of(process, "VmRSS"), most = memory_of(process, "VmHWM");
  // All of them are there still, and answered.
  std::size_t answered = 0;
  for (Client& client : clients) answered += client.ask(kAsk).status == 200 ? 1 : 0;
  fmt::print("| {} | {} | {:.1f} | {:.1f} | {:.1f} | {:.1f} |\n", count, answered,
             static_cast<double>(before) / 1024, static_cast<double>(with) / 1024,
             static_cast<double>(most) / 1024,
             static_cast<double>(with - before) / static_cast<double>(count));
  return answered == count ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
  if (count != 5) return 2;
  return run(static_cast<std::uint16_t>(std::stoi(values[1])), values[2], std::stoul(values[3]), values[4]);
}
