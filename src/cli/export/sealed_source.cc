#include "cli/export/sealed_source.h"

#include "recording/format/layout.h"

namespace insyn::cli {

Result<std::optional<Bytes>> SealedSource::next() {
  if (stop_.asked()) return fail(Code::kTransient, "stopped; nothing was exported");
  TRY_ASSIGN(std::optional<Bytes> chunk, recording_.next());
  at_end_ = !chunk.has_value();
  if (chunk) ++read_;
  return chunk;
}

bool SealedSource::was_gap() const { return at_end_ ? missing_at_end_ : recording_.was_gap(); }

Status SealedSource::rewind() {
  recording_.rewind();
  read_ = 0;
  at_end_ = false;
  ++passes_;
  return {};
}

std::string SealedSource::file() const {
  if (at_end_ || read_ == 0 || read_ > proven_.size()) return "";
  return recording::chunk_file_name(proven_[read_ - 1].index);
}

}  // namespace insyn::cli
