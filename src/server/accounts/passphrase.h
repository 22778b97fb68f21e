// Passphrases of accounts, kept by Argon2id (RFC 9106).
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace insyn::server {

inline constexpr std::size_t kShortestPassphrase = 12;  // bytes
inline constexpr std::size_t kLongestPassphrase = 1024;

// How much a guess costs.
struct PassphraseCost {
  unsigned long long operations = 3;
  std::size_t memory = std::size_t{256} << 20;  // bytes
  // At a time; more wait, and still more are refused. So logins never take more memory than this times
  // `memory`, nor all threads that answer.
  unsigned running = 2;
  unsigned waiting = 2;
};

// May be used by several threads at once.
class Passphrases {
 public:
  explicit Passphrases(const PassphraseCost& cost = {}) : cost_(cost) {}

  // What is kept of `passphrase`. kTransient where too many are being looked at.
  Result<std::string> kept(std::string_view passphrase);
  // Whether it is the one that `kept` was made of. Takes as long where nothing is kept. kTransient as above.
  Result<bool> is(std::string_view passphrase, const std::optional<std::string>& kept);

 private:
  class Place;
  Result<std::string> hashed(std::string_view passphrase) const;

  const PassphraseCost cost_;
  std::mutex mutex_;
  std::condition_variable free_;
  unsigned running_ = 0;
  unsigned waiting_ = 0;
  std::string of_nobody_;
};

}  // namespace insyn::server
