// The lines of a byte stream, of which a bounded number of bytes is stored.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace insyn::calls {

class Lines {
 public:
  explicit Lines(std::size_t longest) : longest_(longest) {}

  void receive(std::string_view bytes) { received_ += bytes; }
  // The next complete line, without its end; nothing where there is none yet. kBadPeer where one is too
  // long: the stream is of no use any more.
  Result<std::optional<std::string>> next();

 private:
  std::size_t longest_;  // bytes, with its end
  std::string received_;
};

}  // namespace insyn::calls
