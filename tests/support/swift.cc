#include "support/swift.h"

#include <stdexcept>

#include "support/until.h"

namespace insyn::support {

SwiftStore::SwiftStore() {
  // Debian's own python3: Swift is in no other.
  server_ = std::make_unique<Program>(
      folder_.path(),
      std::vector<std::string>{"/usr/bin/python3", INSYN_SOURCE_DIR "/tests/support/swift_store.py",
                               folder_.path().string(), "centre", "server", kSecretKey, kBucket});
  until(
      "Swift to answer",
      [this] {
        if (server_->ended())
          throw std::runtime_error(
              "Swift (apt-get install swift-proxy swift-account swift-container swift-object): " +
              server_->err());
        port_ = server_->out();
        return port_.ends_with('\n');
      },
      std::chrono::seconds(120));
  port_.pop_back();
}

SwiftStore& SwiftStore::shared() {
  static SwiftStore store;
  return store;
}

}  // namespace insyn::support
