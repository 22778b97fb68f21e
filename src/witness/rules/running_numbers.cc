#include "witness/rules/running_numbers.h"

#include "witness/rules/stored.h"

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

void RunningNumbers::write(ByteWriter& to) const {
  to.varint(devices_.size());
  for (const auto& [name, device] : devices_) {
    write_text(to, name);
    to.varint(device.next);
    write_digest(to, device.last);
    to.varint(device.early.size());
    for (const auto& [number, one] : device.early) {
      to.varint(number);
      to.varint(one.entry);
      write_time(to, one.time);
      write_digest(to, one.previous);
      write_digest(to, one.hash);
    }
  }
}

Result<RunningNumbers> RunningNumbers::read(ByteReader& from) {
  RunningNumbers numbers;
  TRY_ASSIGN(std::uint64_t devices, from.varint());
  for (; devices > 0; --devices) {
    TRY_ASSIGN(const std::string name, read_text(from));
    Device& device = numbers.devices_[name];
    TRY_ASSIGN(device.next, from.varint());
    TRY_ASSIGN(device.last, read_optional_digest(from));
    TRY_ASSIGN(std::uint64_t early, from.varint());
    for (; early > 0; --early) {
      TRY_ASSIGN(const std::uint64_t number, from.varint());
      Early& one = device.early[number];
      TRY_ASSIGN(one.entry, from.varint());
      TRY_ASSIGN(one.time, read_time(from));
      TRY_ASSIGN(one.previous, read_optional_digest(from));
      TRY_ASSIGN(one.hash, read_digest(from));
    }
  }
  return numbers;
}

}  // namespace insyn::witness
