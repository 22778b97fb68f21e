// What a link remembers of each recording: a file of its own in DIR/recordings, replaced whole.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "os/file.h"

namespace insyn::link {

struct Remembered {
  std::optional<Utc> certified;  // when the server had taken the certificate
  std::optional<Utc> received;   // when the receipt was here, by this computer's clock
  std::optional<Utc> leaving;    // since when its files here are being removed
  std::optional<Utc> until;      // the end of its retention; there where `received` is
  std::string receipt;           // as it came; there where `received` is
  bool operator==(const Remembered&) const = default;
};

std::string text_of(const Remembered& remembered);
// kCorrupt where it is not exactly what text_of() would write.
Result<Remembered> parse_remembered(std::string_view text);

class Memory {
 public:
  // `folder` is this link's alone.
  explicit Memory(Path folder) : folder_(std::move(folder)) {}

  // Nothing is remembered of a recording that it has not seen. kCorrupt where a file cannot be understood:
  // nothing may be deleted by it.
  Result<Remembered> of(const std::string& id) const;
  // On the disk when this returns.
  Status remember(const std::string& id, const Remembered& remembered) const;
  Status forget(const std::string& id) const;
  // The ids.
  Result<std::vector<std::string>> all() const;

 private:
  Path folder_;
};

}  // namespace insyn::link
