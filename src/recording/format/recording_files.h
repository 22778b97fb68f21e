// A recording as named bytes, wherever they lie: in a folder, in memory, on a server.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"

namespace insyn::recording {

class RecordingFiles {
 public:
  virtual ~RecordingFiles() = default;
  // Where they lie, for messages.
  virtual std::string place() const = 0;
  // Of all files, ascending.
  virtual Result<std::vector<std::string>> names() const = 0;
  // Whether there is something of this name now. What is being recorded grows after names() has been asked.
  virtual bool has(const std::string& name) const = 0;
  // The whole file. An error where it is larger than `limit` bytes or cannot be read.
  virtual Result<Bytes> read(const std::string& name, std::size_t limit) const = 0;
};

}  // namespace insyn::recording
