// An upload while it arrives, at whatever pieces: each chunk is compared with the signed list before the next
// one is taken.
#pragma once

#include <functional>

#include "server/ingest/front.h"
#include "server/ingest/staged.h"

namespace insyn::server {

class Intake {
 public:
  // Asked once the front is verified, before any chunk is taken. An answer ends the upload.
  using CheckFront = std::function<std::optional<http::Answer>(const Front&)>;

  // Goes on with what is staged, of which what does not fit is cut off. The answer where the front was
  // refused: then nothing of it is left. All of these outlive it.
  static OrRefusal<std::unique_ptr<Intake>> resume(Staged& staged, const std::string& id,
                                                   Certificates& certificates, CheckFront check);

  // How many bytes of the bundle are staged.
  std::uint64_t offset() const { return staged_.front().size() + staged_.chunks().size(); }
  // An answer ends the upload: what does not fit was cut off, and where the front was refused all of it.
  std::optional<http::Answer> take(ByteView piece);
  // Whether all of the recording is there.
  bool is_whole() const { return front_ && chunk_ == front_->chunks.size(); }
  // Once it is whole.
  const Front& front() const { return *front_; }

 private:
  Intake(Staged& staged, std::string id, Certificates& certificates, CheckFront check)
      : staged_(staged), id_(std::move(id)), certificates_(certificates), check_(std::move(check)) {}

  std::optional<http::Answer> take_staged();
  std::optional<http::Answer> take_front(ByteView& piece);
  std::optional<http::Answer> take_chunk(ByteView& piece, bool is_staged);
  // The front is there: it is verified.
  std::optional<http::Answer> open_front();
  std::optional<http::Answer> drop_all(http::Answer answer);

  Staged& staged_;
  const std::string id_;
  Certificates& certificates_;
  const CheckFront check_;
  std::string front_bytes_;  // while there is no front_
  std::optional<Front> front_;
  std::size_t chunk_ = 0;          // that is taken now
  std::uint64_t chunk_begin_ = 0;  // in the chunks' file
  std::uint64_t in_chunk_ = 0;     // bytes of it so far
  Sha256 hash_;                    // over these
};

}  // namespace insyn::server
