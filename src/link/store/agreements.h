// The agreements that this computer knows to be signed by all parties: that of its enrolment, those that were
// there before, and those that came from the centre.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "agreement/agreement.h"
#include "base/path.h"

namespace insyn::link {

// May be used by several threads. What it gives out stays as long as it does.
class Agreements {
 public:
  // `enrolment` is the folder of this computer's enrolment, whose pins decide; `archive` is this link's own,
  // where each that was seen is kept. kDenied where the enrolled one is not signed by all parties.
  static Result<Agreements> read(const Path& enrolment, const Path& archive);

  const agreement::Agreement& enrolled() const { return *with_hash(enrolled_); }
  const std::vector<note::PublicKeys>& pins() const { return pins_; }
  // Null where there is none that all parties have signed.
  const agreement::Agreement* with_hash(const Digest& hash) const;
  // Keeps one that came. kDenied where not all parties have signed it.
  Result<const agreement::Agreement*> add(std::string_view note);
  // In the order of their hashes.
  std::vector<const agreement::Agreement*> all() const;

 private:
  Agreements(Path archive, std::vector<note::PublicKeys> pins)
      : archive_(std::move(archive)), pins_(std::move(pins)) {}
  void read_archive();

  Path archive_;
  std::vector<note::PublicKeys> pins_;
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
  std::map<Digest, agreement::Agreement> known_;
  Digest enrolled_{};
};

}  // namespace insyn::link
