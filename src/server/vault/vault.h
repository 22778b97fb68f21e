// What a centre keeps of bytes: the chunks of a recording as one blob, and the ledger's tiles. In a folder,
// or in an S3 store. Key files are not here: they are in the database, apart from what they open.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/path.h"
#include "base/result.h"

namespace insyn::server {

// How much of a blob is in memory at a time where all of it is read.
inline constexpr std::size_t kBlobPiece = std::size_t{1} << 20;

// Names are made of a-z, 0-9, "-", "." and "_", with "/" between their parts, none of which begins with ".".
class Vault {
 public:
  virtual ~Vault() = default;
  // Takes over a file's bytes: `file` is gone afterwards, or of no use. Lasts when this returns. Where a blob
  // of this name is there with the same bytes it succeeds too; kDenied where there are other ones.
  virtual Status put_file(const std::string& name, const Path& file) = 0;
  // The same for bytes.
  virtual Status put(const std::string& name, ByteView bytes) = 0;
  // All of it; nothing where it is not there; kCorrupt where it is longer than `limit` bytes.
  virtual Result<std::optional<Bytes>> read(const std::string& name, std::size_t limit) = 0;
  // Exactly these bytes. kCorrupt where the blob is not there or ends before.
  virtual Result<Bytes> read_range(const std::string& name, std::uint64_t from, std::size_t length) = 0;
  // Nothing where it is not there.
  virtual Result<std::optional<std::uint64_t>> size(const std::string& name) = 0;
  // Lasts when this returns. Succeeds where it is not there.
  virtual Status remove(const std::string& name) = 0;
  // Names that begin with `prefix`, ascending, at most `most` of them, each after `after`.
  virtual Result<std::vector<std::string>> list(const std::string& prefix, const std::string& after,
                                                std::size_t most) = 0;
};

}  // namespace insyn::server
