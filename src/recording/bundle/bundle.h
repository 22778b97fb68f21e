// The bundle of a recording that lies somewhere as files, from any byte on.
#pragma once

#include "base/sha256.h"
#include "recording/bundle/head.h"
#include "recording/format/recording_files.h"

namespace insyn::recording {

class Bundle {
 public:
  // kPermanent or kCorrupt where `files`, which outlive this, are no recording's, lack a file that a bundle
  // has, or list chunks that cannot be read. Chunks are not read yet, and nobody's signature is checked. A
  // key file that is listed and not there makes it kDenied: the recording was shredded.
  static Result<Bundle> of(const RecordingFiles& files);

  const BundleHead& head() const { return head_; }
  // In bytes, the head included.
  std::uint64_t size() const { return text_.size() + head_.length(); }
  const std::string& id() const { return id_; }
  // What a receipt has to be about: SHA-256 of opening.note, and of closing.note or chunks.journal.
  const Digest& opening_hash() const { return opening_hash_; }
  const Digest& closing_hash() const { return closing_hash_; }
  std::uint64_t chunks() const { return head_.files.size() - head_.front(); }

  // At most `most` bytes from byte `from` on; none only at the end. kCorrupt where a file has another length
  // now. The file that was read last is kept in memory.
  Result<Bytes> read(std::uint64_t from, std::size_t most);

 private:
  explicit Bundle(const RecordingFiles& files) : files_(&files) {}
  Result<const Bytes*> file_at(std::size_t place);

  const RecordingFiles* files_;
  BundleHead head_;
  std::string text_;
  std::string id_;
  Digest opening_hash_{};
  Digest closing_hash_{};
  std::optional<std::size_t> kept_place_;
  Bytes kept_;
};

}  // namespace insyn::recording
