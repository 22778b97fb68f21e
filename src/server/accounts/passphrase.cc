#include "server/accounts/passphrase.h"

#include <sodium.h>

#include "base/check.h"

namespace insyn::server {

// One of the places in which a passphrase may be looked at.
class Passphrases::Place {
 public:
  static Result<Place> take(Passphrases& all) {
    std::unique_lock lock(all.mutex_);
    if (all.running_ == all.cost_.running && all.waiting_ == all.cost_.waiting)
      return fail(Code::kTransient, "too many passphrases are being looked at");
    ++all.waiting_;
    all.free_.wait(lock, [&] { return all.running_ < all.cost_.running; });
    --all.waiting_;
    ++all.running_;
    return Place(&all);
  }
  Place(Place&& other) noexcept : all_(std::exchange(other.all_, nullptr)) {}
  Place& operator=(Place&&) = delete;
  ~Place() {
    if (all_ == nullptr) return;
    const std::lock_guard lock(all_->mutex_);
    --all_->running_;
    all_->free_.notify_one();
  }

 private:
  explicit Place(Passphrases* all) : all_(all) {}
  Passphrases* all_;
};

Result<std::string> Passphrases::hashed(std::string_view passphrase) const {
  CHECK(::sodium_init() >= 0);
  char out[crypto_pwhash_STRBYTES];
  if (::crypto_pwhash_str_alg(out, passphrase.data(), passphrase.size(), cost_.operations, cost_.memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
    return fail(Code::kTransient, "no memory for a passphrase");
  return std::string(out);
}

Result<std::string> Passphrases::kept(std::string_view passphrase) {
  TRY_ASSIGN(const Place place, Place::take(*this));
  return hashed(passphrase);
}

Result<bool> Passphrases::is(std::string_view passphrase, const std::optional<std::string>& kept) {
  TRY_ASSIGN(const Place place, Place::take(*this));
  std::string against;
  if (kept) {
    against = *kept;
  } else {
    const std::lock_guard lock(mutex_);
    if (of_nobody_.empty()) {
      TRY_ASSIGN(of_nobody_, hashed("nobody's"));
    }
    against = of_nobody_;
  }
  CHECK(::sodium_init() >= 0);
  const bool fits = ::crypto_pwhash_str_verify(against.c_str(), passphrase.data(), passphrase.size()) == 0;
  return fits && kept.has_value();
}

}  // namespace insyn::server
