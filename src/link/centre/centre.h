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

// Something that the centre has of agreements and what belongs to them.
struct NewsItem {
  enum class Kind { kAgreement, kRoster, kWithdrawal, kInForce, kWanted, kShredded };
  Kind kind = Kind::kInForce;
  std::string text;  // the note; of kWanted and kShredded a recording's id
};
struct News {
  std::string cursor;  // by which what comes after it is asked for
  std::vector<NewsItem> items;
};

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
  // How this link stands: a text of JSON.
  Status report(const std::string& text);
  // The proof that a recording was shredded (receipt/tombstone.h), as it came.
  Result<std::string> tombstone(const std::string& id);
  // What everybody may read of the ledger: its newest checkpoint, and a tile of this path; nothing where that
  // is not there.
  Result<std::string> checkpoint();
  Result<std::optional<Bytes>> tile(const std::string& path, std::size_t limit);
  // What has come since `cursor`: at once where there is something, otherwise as soon as there is, half a
  // minute at most. Empty: all that there is.
  Result<News> feed(const std::string& cursor);

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
