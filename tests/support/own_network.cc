#include "support/own_network.h"

#include <fmt/format.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <sstream>
#include <stdexcept>

#include "support/program.h"

namespace insyn::support {
namespace {

constexpr int kCutRules = 10, kLocalRule = 1000;  // what is looked at first has the lower number

bool begin_loopback() {
  const OwnedFd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  ifreq request{};
  std::strncpy(request.ifr_name, "lo", sizeof request.ifr_name - 1);
  if (::ioctl(socket.get(), SIOCGIFFLAGS, &request) != 0) return false;
  request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP);
  return ::ioctl(socket.get(), SIOCSIFFLAGS, &request) == 0;
}

}  // namespace

std::optional<std::string> OwnNetwork::try_to_enter() {
  if (::unshare(CLONE_NEWNET) != 0)
    return fmt::format("a network of its own takes root here: {}", std::strerror(errno));
  if (!begin_loopback()) return "the loopback of a network of its own cannot be switched on";
  OwnNetwork network;
  // What the rules of a cut say has to be looked at before where this computer itself is reached.
  const bool has_rules = network.ip(fmt::format("rule add pref {} from all lookup local", kLocalRule)) &&
                         network.ip("rule del pref 0") && network.try_to_cut(1);
  network.mend();
  if (!has_rules) return "this kernel has no rules for routes, by which connections are cut";
  return std::nullopt;
}

std::optional<std::string> OwnNetwork::enter() {
  static const std::optional<std::string> why_not = try_to_enter();
  return why_not;
}

OwnNetwork::OwnNetwork() = default;

bool OwnNetwork::ip(const std::string& words) const {
  std::vector<std::string> command = {"/bin/ip"};
  std::istringstream in(words);
  for (std::string word; in >> word;) command.push_back(word);
  return run(folder_.path(), command).code == 0;
}

bool OwnNetwork::try_to_cut(std::uint16_t port) const {
  const auto cut = [&](const char* end) {
    return ip(fmt::format("rule add pref {} ipproto tcp {} {} blackhole", kCutRules, end, port));
  };
  return cut("sport") && cut("dport");
}

void OwnNetwork::cut(std::uint16_t port) const {
  if (!try_to_cut(port)) throw std::runtime_error("the connection cannot be cut");
}

void OwnNetwork::mend() const {
  while (ip(fmt::format("rule del pref {}", kCutRules))) {
  }
}

}  // namespace insyn::support
