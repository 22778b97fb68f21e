// A network of this process's own: loopback alone, to which nobody else is connected, and on which a test can
// cut connections as somebody who pulls a cable.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "support/temp_folder.h"

namespace insyn::support {

class OwnNetwork {
 public:
  // Enters one, for this process and for what it starts from then on; once is enough. Why that is not
  // possible here, or nothing. To be called before anything is started, threads too.
  static std::optional<std::string> enter();

  OwnNetwork();
  // All that goes by TCP to this port or comes from it is lost from now on, until mend().
  void cut(std::uint16_t port) const;
  void mend() const;

 private:
  static std::optional<std::string> try_to_enter();
  bool ip(const std::string& words) const;
  bool try_to_cut(std::uint16_t port) const;
  const TempFolder folder_;
};

}  // namespace insyn::support
