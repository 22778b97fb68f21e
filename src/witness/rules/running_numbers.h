// Whether a device's certificates are all there: each has a running number, and names the one before it.
#pragma once

#include <map>

#include "recording/format/certificate.h"
#include "witness/rules/breach.h"

namespace insyn::witness {

class RunningNumbers {
 public:
  // How long a certificate may be later than the one after it: a workstation brings them in their order, and
  // where it has two connections they may overtake each other.
  static constexpr std::chrono::hours kPatience{24};

  // The certificate that stands in `entry`, and the hash of its note. The breaches that it shows.
  std::vector<Breach> take(std::uint64_t entry, Utc time, const recording::Certificate& certificate,
                           const Digest& note_hash);
  // The numbers that have been missing for kPatience at `now`: each is told once, and not waited for any
  // longer.
  std::vector<Breach> check(Utc now);

  void write(ByteWriter& to) const;
  // kCorrupt where it is not what write() wrote.
  static Result<RunningNumbers> read(ByteReader& from);

 private:
  struct Early {  // it came before the one before it
    std::uint64_t entry = 0;
    Utc time{};
    std::optional<Digest> previous;
    Digest hash{};
  };
  struct Device {
    std::uint64_t next = 1;
    std::optional<Digest> last;  // nothing where the one before is missing
    std::map<std::uint64_t, Early> early;
  };
  // Takes those whose turn it is.
  static void go_on(const std::string& name, Device& device, std::vector<Breach>& breaches);

  std::map<std::string, Device> devices_;
};

}  // namespace insyn::witness
