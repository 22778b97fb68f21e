// export_tool TRACK TO     exports a file of concatenated chunks, for tests; TO as in export.h
#include <cstdio>

#include "track/codec/format.h"
#include "track/export/export.h"

namespace {

using namespace insyn;
using namespace insyn::track;

class File : public ChunkSource {
 public:
  explicit File(Bytes bytes) : bytes_(std::move(bytes)) {}

  Result<std::optional<Bytes>> next() override {
    if (bytes_.size() - at_ < kHeaderSize) return std::optional<Bytes>();
    std::size_t size = 0;
    for (std::size_t i = 4; i-- > 0;) size = size << 8 | bytes_[at_ + 20 + i];
    const std::size_t end = std::min(bytes_.size(), at_ + kHeaderSize + size);
    Bytes chunk(bytes_.begin() + static_cast<std::ptrdiff_t>(at_),
                bytes_.begin() + static_cast<std::ptrdiff_t>(end));
    at_ = end;
    return std::optional<Bytes>(std::move(chunk));
  }
  bool was_gap() const override { return false; }
  Status rewind() override {
    at_ = 0;
    return {};
  }
  double progress() const override {
    return bytes_.empty() ? 1 : static_cast<double>(at_) / static_cast<double>(bytes_.size());
  }

 private:
  Bytes bytes_;
  std::size_t at_ = 0;
};

Status run(const Path& track, const Path& to) {
  TRY_ASSIGN(Bytes bytes, read_file(track, std::size_t{256} << 20));
  File source(std::move(bytes));
  ExportOptions options;
  options.progress = [](double share) { std::printf("%.3f\n", share); };
  const bool video = to.extension() == ".webm" || to.extension() == ".mp4";
  TRY(video ? export_video(source, to, options) : export_pictures(source, to, options));
  return {};
}

}  // namespace

int main(int count, char** values) {
  if (count != 3) return 2;
  if (const Status status = run(values[1], values[2]); !status) {
    std::fprintf(stderr, "export_tool: %s\n", status.error().message.c_str());
    return 1;
  }
  return 0;
}
