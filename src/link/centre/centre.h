// The centre's interface (docs/api/openapi.yaml), as a link uses it. What the server says is read strictly,
// and none of it is believed: whoever calls this verifies receipts and notes.
#pragma once

#include "http_client/client.h"

namespace insyn::link {

// What a server said beside its status, of the last call that failed with an answer.
struct Refusal {
  int status = 0;
  std::string code;  // of the problem; may be empty
  std::optional<std::chrono::seconds> retry_after;
};

// How much of a recording's bundle is there; or the receipt, where all of it is.
struct UploadState {
  std::uint64_t offset = 0;
  std::string receipt = {};  // empty: it is not there
};

// What the centre has of agreements and what belongs to them: hashes, of which the notes are asked for one by
// one, and the witnesses' words themselves.
struct News {
  std::string cursor;                                         // by which the next change is waited for
  std::vector<std::string> agreements, rosters, withdrawals;  // 64 hexadecimal digits each
  std::vector<std::string> in_force;                          // notes
  std::vector<std::string> wanted;                            // ids of recordings
};
enum class NoteKind { kAgreement, kRoster, kWithdrawal };

class Centre {
 public:
  // `client` outlives this.
  explicit Centre(http_client::Client& client) : client_(client) {}

  // Errors of all of these are Client::ask()'s and error_of()'s; kBadPeer where an answer cannot be
  // understood.
  Status certify(const std::string& certificate_note);
  Result<UploadState> upload_state(const std::string& id);
  struct Rest {
    std::uint64_t from = 0;  // byte of the bundle
    http_client::Body body;
    std::uint64_t bytes_per_second = 0;  // 0: no bound
  };
  // How much is there now, or the receipt.
  Result<UploadState> upload(const std::string& id, Rest rest);
  // SHA-256 of `nonce` and the bytes of a chunk, as the server has them.
  Result<Digest> sample(const std::string& id, ByteView nonce, std::uint32_t chunk);
  Status discard(const std::string& discard_note);
  // Answers at once where something has changed since `cursor`; otherwise waits for it, half a minute at
  // most. Empty: as it is now.
  Result<News> feed(const std::string& cursor);
  Result<std::string> note(NoteKind kind, const std::string& hash);

  // Nothing where no answer came, or a good one.
  const std::optional<Refusal>& refusal() const { return refusal_; }
  void stop() { client_.stop(); }

 private:
  Result<http_client::Answer> ask(const http_client::Call& call);
  Result<UploadState> ask_upload(const http_client::Call& call);
  Status post_note(const char* path, const std::string& note);

  http_client::Client& client_;
  std::optional<Refusal> refusal_;
};

}  // namespace insyn::link
