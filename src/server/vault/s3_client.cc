#include "server/vault/s3_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <random>
#include <thread>

#include "base/check.h"
#include "server/vault/s3_answer.h"

namespace insyn::server {
namespace {

using std::chrono::milliseconds;

constexpr long kConnectMilliseconds = 10'000;
// How long nearly nothing may come or go.
constexpr long kLeastSpeed = 64, kStalledSeconds = 30;
// How long a larger body waits for the store's word that it wants it.
constexpr long kExpectMilliseconds = 500;
constexpr std::size_t kLargestHead = std::size_t{64} << 10;
// Before each further try; what is waited is between half of it and all.
constexpr milliseconds kPauses[] = {milliseconds(100), milliseconds(500), milliseconds(2000)};
// Of nothing.
constexpr const char* kEmptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

template <class T>
void set(CURL* easy, CURLoption option, T value) {
  CHECK(curl_easy_setopt(easy, option, value) == CURLE_OK);
}

struct EndList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

void pause_before(std::size_t further) {
  static thread_local std::minstd_rand random(std::random_device{}());
  const auto whole = kPauses[further].count();
  std::this_thread::sleep_for(
      milliseconds(std::uniform_int_distribution<milliseconds::rep>(whole / 2, whole)(random)));
}

// The value of a head's line where it is that field; the names are compared in lower case.
std::optional<std::string_view> value_of(std::string_view line, std::string_view name) {
  const std::size_t colon = line.find(':');
  if (colon != name.size()) return std::nullopt;
  for (std::size_t i = 0; i < colon; ++i) {
    const char c = line[i] >= 'A' && line[i] <= 'Z' ? static_cast<char>(line[i] - 'A' + 'a') : line[i];
    if (c != name[i]) return std::nullopt;
  }
  const std::string_view value = line.substr(colon + 1);
  const std::size_t first = value.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "";
  return value.substr(first, value.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

// One request, as libcurl's callbacks see it.
struct S3Client::Running {
  const S3Request& request;
  S3Answer answer = {};
  std::size_t head_bytes = 0;
  std::uint64_t sent = 0;
  std::optional<Error> error = {};  // of the body's

  static std::size_t on_head(char* bytes, std::size_t size, std::size_t count, void* context) {
    Running& running = *static_cast<Running*>(context);
    const std::string_view line(bytes, size * count);
    running.head_bytes += line.size();
    if (running.head_bytes > kLargestHead) return 0;
    if (line.starts_with("HTTP/")) running.answer = {};
    if (const auto length = value_of(line, "content-length")) {
      std::uint64_t number = 0;
      const auto [end, error] = std::from_chars(length->data(), length->data() + length->size(), number);
      if (error == std::errc() && end == length->data() + length->size()) running.answer.length = number;
    }
    if (const auto range = value_of(line, "content-range")) running.answer.range = *range;
    return line.size();
  }
  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* context) {
    Running& running = *static_cast<Running*>(context);
    const ByteView piece = view_of(std::string_view(bytes, size * count));
    if (piece.size() > running.request.largest_answer - running.answer.body.size()) {
      running.answer.too_long = true;
      return 0;
    }
    running.answer.body.insert(running.answer.body.end(), piece.begin(), piece.end());
    return piece.size();
  }
  static std::size_t on_read(char* into, std::size_t size, std::size_t count, void* context) {
    Running& running = *static_cast<Running*>(context);
    const S3Body& body = *running.request.body;
    const auto piece =
        static_cast<std::size_t>(std::min<std::uint64_t>(size * count, body.length - running.sent));
    if (piece == 0) return 0;
    if (const Status read = body.read(running.sent, {reinterpret_cast<std::uint8_t*>(into), piece}); !read) {
      running.error = read.error();
      return CURL_READFUNC_ABORT;
    }
    running.sent += piece;
    return piece;
  }
  static int on_seek(void* context, curl_off_t offset, int origin) {
    if (origin != SEEK_SET || offset < 0) return CURL_SEEKFUNC_FAIL;
    static_cast<Running*>(context)->sent = static_cast<std::uint64_t>(offset);
    return CURL_SEEKFUNC_OK;
  }
};

// One of the idle ones, or a new one.
class S3Client::Handle {
 public:
  explicit Handle(S3Client& of) : of_(of) {
    static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    CHECK(started);
    {
      const std::lock_guard lock(of_.mutex_);
      if (!of_.idle_.empty()) {
        easy_ = of_.idle_.back();
        of_.idle_.pop_back();
      }
    }
    if (easy_ == nullptr) easy_ = curl_easy_init();
    CHECK(easy_ != nullptr);
  }
  ~Handle() {
    // Keys and pointers of this request are forgotten; the connection stays open.
    curl_easy_reset(easy_);
    const std::lock_guard lock(of_.mutex_);
    of_.idle_.push_back(easy_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  CURL* get() const { return easy_; }

 private:
  S3Client& of_;
  CURL* easy_ = nullptr;
};

S3Client::S3Client(const S3& where, http_client::Address address)
    : where_(where), address_(std::move(address)) {}

S3Client::~S3Client() {
  for (void* easy : idle_) curl_easy_cleanup(easy);
}

Failure S3Client::refused(const S3Answer& answer) const {
  const std::string code = s3_error_code(text_of(answer.body));
  const std::string said =
      code.empty() ? std::to_string(answer.status) : fmt::format("{} {}", answer.status, code);
  switch (answer.status) {
    case 401:
    case 403:
      return fail(Code::kDenied, "the S3 store {} answers {}: are access key, secret key and bucket right?",
                  address_.authority, said);
    case 404:
      return fail(Code::kPermanent, "the S3 store {} answers {}: it has no bucket {}", address_.authority,
                  said, where_.bucket);
    case 507:
      return fail(Code::kFull, "the S3 store {} answers {}: it has no room", address_.authority, said);
    default:
      break;
  }
  if (answer.status / 100 == 3)
    return fail(Code::kBadPeer, "the S3 store {} answers {}, which leads elsewhere and is not followed",
                address_.authority, said);
  return fail(answer.status == 429 || answer.status / 100 == 5 ? Code::kTransient : Code::kPermanent,
              "the S3 store {} answers {}", address_.authority, said);
}

S3Client::Attempt S3Client::attempt(const S3Request& request) {
  const Handle handle(*this);
  CURL* const easy = handle.get();
  Running running{request};
  char detail[CURL_ERROR_SIZE] = "";
  std::unique_ptr<curl_slist, EndList> lines;
  const auto add = [&](const std::string& line) {
    curl_slist* longer = curl_slist_append(lines.get(), line.c_str());
    CHECK(longer != nullptr);
    (void)lines.release();
    lines.reset(longer);
  };
  add("x-amz-content-sha256: " + (request.body ? to_hex(request.body->sha256) : kEmptySha256));
  const std::string query = request.query.empty() ? "" : "?" + request.query;
  set(easy, CURLOPT_URL,
      fmt::format("{}/{}/{}{}", address_.base, where_.bucket, request.object, query).c_str());
  set(easy, CURLOPT_AWS_SIGV4, fmt::format("aws:amz:{}:s3", where_.region).c_str());
  set(easy, CURLOPT_USERNAME, where_.access_key.c_str());
  set(easy, CURLOPT_PASSWORD, where_.secret_key.c_str());
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_ERRORBUFFER, detail);
  set(easy, CURLOPT_PROTOCOLS_STR, address_.tls ? "https" : "http");
  set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  set(easy, CURLOPT_PROXY, "");
  set(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(easy, CURLOPT_CONNECTTIMEOUT_MS, kConnectMilliseconds);
  set(easy, CURLOPT_LOW_SPEED_LIMIT, kLeastSpeed);
  set(easy, CURLOPT_LOW_SPEED_TIME, kStalledSeconds);
  if (request.body) {
    set(easy, CURLOPT_EXPECT_100_TIMEOUT_MS, kExpectMilliseconds);
    set(easy, CURLOPT_UPLOAD, 1L);
    set(easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request.body->length));
    set(easy, CURLOPT_READFUNCTION, &Running::on_read);
    set(easy, CURLOPT_READDATA, static_cast<void*>(&running));
    set(easy, CURLOPT_SEEKFUNCTION, &Running::on_seek);
    set(easy, CURLOPT_SEEKDATA, static_cast<void*>(&running));
  }
  if (request.method == "HEAD") set(easy, CURLOPT_NOBODY, 1L);
  if (request.method == "DELETE") set(easy, CURLOPT_CUSTOMREQUEST, "DELETE");
  if (request.length)
    set(easy, CURLOPT_RANGE, fmt::format("{}-{}", request.from, request.from + *request.length - 1).c_str());
  set(easy, CURLOPT_HTTPHEADER, lines.get());
  set(easy, CURLOPT_HEADERFUNCTION, &Running::on_head);
  set(easy, CURLOPT_HEADERDATA, static_cast<void*>(&running));
  set(easy, CURLOPT_WRITEFUNCTION, &Running::on_body);
  set(easy, CURLOPT_WRITEDATA, static_cast<void*>(&running));

  const CURLcode code = curl_easy_perform(easy);
  if (running.error) return {Failure(*running.error)};
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  running.answer.status = static_cast<int>(status);
  if (code != CURLE_OK && !running.answer.too_long) {
    const std::string why = detail[0] != '\0' ? detail : curl_easy_strerror(code);
    if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_ISSUER_ERROR)
      return {fail(Code::kDenied, "the S3 store {} is not the one whose certificate this system believes: {}",
                   address_.authority, why)};
    const bool bad =
        code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_WRITE_ERROR;
    return {fail(bad ? Code::kBadPeer : Code::kTransient, "the S3 store {}: {}", address_.authority, why),
            !bad};
  }
  if (status / 100 == 2 || status == 416) return {std::move(running.answer)};
  if (status == 404 && s3_error_code(text_of(running.answer.body)) != "NoSuchBucket" &&
      !request.object.empty())
    return {std::move(running.answer)};
  return {refused(running.answer), status == 429 || status / 100 == 5};
}

Result<S3Answer> S3Client::ask(const S3Request& request) {
  for (std::size_t further = 0;; ++further) {
    Attempt made = attempt(request);
    if (!made.again || further == std::size(kPauses)) return std::move(made.answer);
    pause_before(further);
  }
}

}  // namespace insyn::server
