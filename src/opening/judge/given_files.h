// A recording's files as a server has given them, in memory: notes and key files, without chunks.
#pragma once

#include <map>

#include "recording/format/recording_files.h"

namespace insyn::opening {

class GivenFiles final : public recording::RecordingFiles {
 public:
  // `chunks` is how many chunks the server says that it has. It matters for the last line of a journal alone,
  // whose chunk may never have come.
  GivenFiles(std::map<std::string, Bytes> files, std::uint64_t chunks)
      : files_(std::move(files)), chunks_(chunks) {}

  std::string place() const override { return "the server's"; }
  Result<std::vector<std::string>> names() const override;
  bool has(const std::string& name) const override;
  Result<Bytes> read(const std::string& name, std::size_t limit) const override;

 private:
  std::map<std::string, Bytes> files_;
  std::uint64_t chunks_;
};

}  // namespace insyn::opening
