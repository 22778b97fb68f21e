// Requests to an S3 store, signed (AWS Signature Version 4), bounded, and made again where that may help.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/sha256.h"
#include "http_client/address.h"
#include "server/vault/s3_vault.h"

namespace insyn::server {

// What is put: `length` bytes, whose SHA-256 the store compares.
struct S3Body {
  std::uint64_t length = 0;
  Digest sha256{};
  // Exactly those bytes; called again where the request is made again.
  std::function<Status(std::uint64_t offset, std::span<std::uint8_t> into)> read;
};

struct S3Request {
  std::string method = "GET";
  std::string object = {};  // empty: the bucket's own
  std::string query = {};   // as it is sent: sorted by name, percent-encoded
  std::optional<S3Body> body = {};
  std::uint64_t from = 0;                              // of a range
  std::optional<std::size_t> length = {};              // of a range
  std::size_t largest_answer = std::size_t{64} << 10;  // bytes, of the body
};

struct S3Answer {
  int status = 0;
  Bytes body;
  bool too_long = false;                // the body had more than `largest_answer`, and was not read on
  std::optional<std::uint64_t> length;  // Content-Length
  std::string range;                    // Content-Range
};

class S3Client {
 public:
  S3Client(const S3& where, http_client::Address address);
  ~S3Client();
  S3Client(const S3Client&) = delete;
  S3Client& operator=(const S3Client&) = delete;

  // The store's answer where it is a good one, or 404 or 416. Else an error, which names the endpoint and has
  // nothing of the keys: kTransient where the store could not be reached or was not able to answer, several
  // times; kDenied where it refuses the keys, or its certificate
  // is not believed; kFull where it has no room; kBadPeer where what came is no HTTP
  // or leads elsewhere.
  Result<S3Answer> ask(const S3Request& request);

 private:
  struct Running;
  class Handle;
  struct Attempt {
    Result<S3Answer> answer;
    bool again = false;
  };
  Attempt attempt(const S3Request& request);
  Failure refused(const S3Answer& answer) const;

  S3 where_;
  http_client::Address address_;
  std::mutex mutex_;
  std::vector<void*> idle_;  // libcurl's handles, each with its connection
};

}  // namespace insyn::server
