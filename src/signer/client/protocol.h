// What passes between a recorder and the signer, each time a frame of four little-endian bytes of length and
// a payload. The signer greets with random bytes, which the recorder sends back before its first request:
// what was sent before the signer has looked at who connects is no answer to them. Then one request, one
// answer. Both sides are of this installation; what comes from the other is checked all the same.
#pragma once

#include <chrono>

#include "os/local_socket.h"
#include "recording/format/certificate.h"
#include "usage/entry.h"

namespace insyn::signer {

inline constexpr std::size_t kGreetingSize = 16;
inline constexpr std::size_t kLargestRequest = std::size_t{16} << 10;
inline constexpr std::size_t kLargestAnswer = std::size_t{16} << 20;

// Who are you?
struct Hello {
  bool operator==(const Hello&) const = default;
};
// What was certified since then, and all that was discarded.
struct UsageSince {
  Utc begin{};
  bool operator==(const UsageSince&) const = default;
};
using Request = std::variant<Hello, recording::CertificateRequest, UsageSince, usage::NotRecorded>;

Bytes encode(const Request& request);
// kBadPeer where encode() would not have written it.
Result<Request> decode_request(ByteView payload);

// What the answers of a UsageSince hold.
struct UsageAnswer {
  std::uint64_t last_number = 0;  // of all certificates; 0: none
  std::vector<usage::Entry> entries;
  bool operator==(const UsageAnswer&) const = default;
};
Bytes encode(const UsageAnswer& answer);
Result<UsageAnswer> decode_usage(ByteView content);

// An answer: its content, or the error.
Bytes encode_answer(const Result<Bytes>& answer);
Result<Bytes> decode_answer(ByteView payload);

// A payload as a frame.
Bytes framed(ByteView payload);
// Takes the first frame's payload off `received`; nothing where it is not whole yet. kBadPeer where it is
// larger than `limit`.
Result<std::optional<Bytes>> take_frame(Bytes& received, std::size_t limit);

}  // namespace insyn::signer
