#include "signer/client/protocol.h"

#include <algorithm>

namespace insyn::signer {
namespace {

constexpr std::size_t kLongestText = 2000;
constexpr std::size_t kHeader = 4;
// 9999-12-31T23:59:59.999Z: the last time that a note can state.
constexpr Utc kLatest{std::chrono::milliseconds{253'402'300'799'999}};

enum class Kind : std::uint8_t { kHello = 1, kCertify = 2, kUsage = 3, kNotRecorded = 4 };

void text(ByteWriter& out, std::string_view value) { out.sized(view_of(value)); }
void time(ByteWriter& out, Utc value) { out.zigzag(value.time_since_epoch().count()); }

// Reads until something is wrong, and remembers that.
struct Reader {
  ByteReader in;
  bool bad = false;

  template <class T>
  T value(Result<T> read) {
    if (read) return *std::move(read);
    bad = true;
    return T{};
  }
  std::string text() { return std::string(text_of(value(in.sized(kLongestText)))); }
  Utc time() {
    const Utc time(std::chrono::milliseconds(value(in.zigzag())));
    bad = bad || time < Utc() || time > kLatest;
    return time;
  }
  Digest digest() {
    const ByteView bytes = value(in.raw(std::tuple_size_v<Digest>));
    Digest digest{};
    if (bytes.size() == digest.size()) std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
  }
  bool is_good() const { return !bad && in.left() == 0; }
};

void write(ByteWriter& out, const recording::CertificateRequest& request) {
  for (const std::string* one :
       {&request.id, &request.key, &request.agent, &request.call, &request.kind, &request.queue})
    text(out, *one);
  time(out, request.begin);
  out.zigzag(request.begin_mono.count());
  out.raw(request.agreement_hash);
  out.u8(request.roster_hash ? 1 : 0);
  if (request.roster_hash) out.raw(*request.roster_hash);
}

recording::CertificateRequest read_certify(Reader& in) {
  recording::CertificateRequest request;
  for (std::string* one :
       {&request.id, &request.key, &request.agent, &request.call, &request.kind, &request.queue})
    *one = in.text();
  request.begin = in.time();
  request.begin_mono = std::chrono::microseconds(in.value(in.in.zigzag()));
  request.agreement_hash = in.digest();
  const auto has_roster = in.value(in.in.u8());
  in.bad = in.bad || has_roster > 1;
  if (has_roster == 1) request.roster_hash = in.digest();
  return request;
}

Failure bad(std::string_view what) { return fail(Code::kBadPeer, "not {} of this version's", what); }

}  // namespace

Bytes encode(const Request& request) {
  ByteWriter out;
  if (std::holds_alternative<Hello>(request)) {
    out.u8(static_cast<std::uint8_t>(Kind::kHello));
  } else if (const auto* certify = std::get_if<recording::CertificateRequest>(&request)) {
    out.u8(static_cast<std::uint8_t>(Kind::kCertify));
    write(out, *certify);
  } else if (const auto* usage = std::get_if<UsageSince>(&request)) {
    out.u8(static_cast<std::uint8_t>(Kind::kUsage));
    time(out, usage->begin);
  } else {
    out.u8(static_cast<std::uint8_t>(Kind::kNotRecorded));
    text(out, text_of(usage::Entry(std::get<usage::NotRecorded>(request))));
  }
  return out.take();
}

Result<Request> decode_request(ByteView payload) {
  Reader in{ByteReader(payload)};
  std::optional<Request> request;
  switch (static_cast<Kind>(in.value(in.in.u8()))) {
    case Kind::kHello:
      request = Hello{};
      break;
    case Kind::kCertify:
      request = read_certify(in);
      break;
    case Kind::kUsage:
      request = UsageSince{in.time()};
      break;
    case Kind::kNotRecorded: {
      const auto entry = usage::parse_entry(in.text());
      const auto* one = entry ? std::get_if<usage::NotRecorded>(&*entry) : nullptr;
      if (one != nullptr) request = *one;
      break;
    }
  }
  if (!request || !in.is_good() || encode(*request) != Bytes(payload.begin(), payload.end()))
    return bad("a request");
  return *std::move(request);
}

Bytes encode(const UsageAnswer& answer) {
  ByteWriter out;
  out.u64(answer.last_number);
  for (const usage::Entry& entry : answer.entries) text(out, text_of(entry));
  return out.take();
}

Result<UsageAnswer> decode_usage(ByteView content) {
  Reader in{ByteReader(content)};
  UsageAnswer answer;
  answer.last_number = in.value(in.in.u64());
  while (!in.bad && in.in.left() > 0) {
    auto entry = usage::parse_entry(in.text());
    if (!entry) return bad("an answer");
    answer.entries.push_back(*std::move(entry));
  }
  if (!in.is_good()) return bad("an answer");
  return answer;
}

Bytes encode_answer(const Result<Bytes>& answer) {
  ByteWriter out;
  out.u8(answer ? 0 : 1);
  if (answer) {
    out.raw(*answer);
  } else {
    out.u8(static_cast<std::uint8_t>(answer.error().code));
    text(out, std::string_view(answer.error().message).substr(0, kLongestText));
  }
  return out.take();
}

Result<Bytes> decode_answer(ByteView payload) {
  if (payload.empty() || payload[0] > 1) return bad("an answer");
  if (payload[0] == 0) return Bytes(payload.begin() + 1, payload.end());
  Reader in{ByteReader(payload.subspan(1))};
  const auto code = in.value(in.in.u8());
  const std::string message = in.text();
  if (!in.is_good() || code > static_cast<std::uint8_t>(Code::kFull)) return bad("an answer");
  return Failure(Error{static_cast<Code>(code), message});
}

Bytes framed(ByteView payload) {
  ByteWriter out;
  out.u32(static_cast<std::uint32_t>(payload.size()));
  out.raw(payload);
  return out.take();
}

Result<std::optional<Bytes>> take_frame(Bytes& received, std::size_t limit) {
  if (received.size() < kHeader) return std::optional<Bytes>();
  const std::size_t size = ByteReader(received).u32().value();
  if (size > limit) return bad("a frame");
  if (received.size() < kHeader + size) return std::optional<Bytes>();
  const auto begin = received.begin() + static_cast<std::ptrdiff_t>(kHeader);
  Bytes payload(begin, begin + static_cast<std::ptrdiff_t>(size));
  received.erase(received.begin(), begin + static_cast<std::ptrdiff_t>(size));
  return std::optional<Bytes>(std::move(payload));
}

}  // namespace insyn::signer
