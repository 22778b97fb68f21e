#include "witness/rules/running_numbers.h"

namespace insyn::witness {

std::vector<Breach> RunningNumbers::take(std::uint64_t entry, Utc time,
                                         const recording::Certificate& certificate, const Digest& note_hash) {
  std::vector<Breach> breaches;
  Device& device = devices_[certificate.device];
  const Early one{entry, time, certificate.previous, note_hash};
  if (certificate.number < device.next || !device.early.emplace(certificate.number, one).second)
    return {{entry, NumberTwice{certificate.device, certificate.number}}};
  go_on(certificate.device, device, breaches);
  return breaches;
}

void RunningNumbers::go_on(const std::string& name, Device& device, std::vector<Breach>& breaches) {
  for (auto first = device.early.begin(); first != device.early.end() && first->first == device.next;
       first = device.early.begin()) {
    const Early& one = first->second;
    if (device.last && one.previous != device.last)
      breaches.push_back({one.entry, OtherBefore{name, first->first}});
    device.last = one.hash;
    ++device.next;
    device.early.erase(first);
  }
}

std::vector<Breach> RunningNumbers::check(Utc now) {
  std::vector<Breach> breaches;
  for (auto& [name, device] : devices_) {
    while (!device.early.empty() && now - device.early.begin()->second.time >= kPatience) {
      const auto& [number, one] = *device.early.begin();
      breaches.push_back({one.entry, NumbersMissing{name, device.next, number - 1}});
      device.next = number;
      device.last.reset();
      go_on(name, device, breaches);
    }
  }
  return breaches;
}

}  // namespace insyn::witness
