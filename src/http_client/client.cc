#include "http_client/client.h"

#include <curl/curl.h>

#include <atomic>
#include <cstring>

#include "base/check.h"
#include "base/text.h"
#include "http_signature/content_digest.h"
#include "http_signature/signature.h"

namespace insyn::http_client {
namespace {

constexpr std::size_t kLargestHead = std::size_t{64} << 10;  // of an answer, in bytes
constexpr std::size_t kMostFields = 100;
constexpr double kLeastSpeed = 64;  // bytes a second
// Between two looks at what has gone and come, where somebody wants to know.
constexpr std::chrono::milliseconds kPoll{200};
// Where nobody does: libcurl ends a wait itself when it has something to do.
constexpr std::chrono::milliseconds kLongPoll{60'000};
// Larger bodies wait until the server has said that it wants them, at most a second.
constexpr std::uint64_t kAskFirst = std::uint64_t{64} << 10;

struct EndList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

class Lines {
 public:
  void add(const std::string& line) {
    curl_slist* longer = curl_slist_append(list_.get(), line.c_str());
    CHECK(longer != nullptr);
    (void)list_.release();
    list_.reset(longer);
  }
  curl_slist* get() const { return list_.get(); }

 private:
  std::unique_ptr<curl_slist, EndList> list_;
};

template <class T>
void set(CURL* easy, CURLoption option, T value) {
  const CURLcode code = curl_easy_setopt(easy, option, value);
  CHECK(code == CURLE_OK);
}

bool starts_up() {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return started;
}

// One request under way, as libcurl's callbacks see it.
struct Running {
  const Call& call;
  Answer answer = {};
  std::size_t head_bytes = 0;
  std::uint64_t sent = 0;
  std::uint64_t received = 0;
  std::optional<Error> error = {};  // that ended it

  bool end_with(Code code, std::string message) {
    error = Error{code, std::move(message)};
    return false;
  }
};

// How long nearly nothing has come or gone. libcurl can tell it too, and looks at it each second, which would
// wake a computer that waits for an answer all day.
class Stall {
 public:
  explicit Stall(std::chrono::seconds patience) : patience_(patience) {}

  // Whether it has been for too long. `bytes`: all that have come and gone so far.
  bool is_over(std::uint64_t bytes) {
    const auto now = Tick::now();
    const std::chrono::duration<double> since = now - moved_;
    if (static_cast<double>(bytes - bytes_) > kLeastSpeed * since.count()) {
      moved_ = now;
      bytes_ = bytes;
    }
    return patience_.count() > 0 && now - moved_ >= patience_;
  }
  // Until it can be.
  std::chrono::milliseconds left() const {
    if (patience_.count() == 0) return kLongPoll;
    return std::chrono::ceil<std::chrono::milliseconds>(moved_ + patience_ - Tick::now());
  }

 private:
  using Tick = std::chrono::steady_clock;
  const std::chrono::seconds patience_;
  Tick::time_point moved_ = Tick::now();
  std::uint64_t bytes_ = 0;  // by then
};

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// Of a status line, after "HTTP/1.1 "; 0 where it is none.
int status_in(std::string_view line) {
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || line.size() < space + 4) return 0;
  int status = 0;
  for (const char c : line.substr(space + 1, 3)) {
    if (c < '0' || c > '9') return 0;
    status = status * 10 + (c - '0');
  }
  return status;
}

bool take_head_line(Running& running, std::string_view line) {
  running.head_bytes += line.size();
  if (running.head_bytes > kLargestHead || running.answer.fields.size() > kMostFields)
    return running.end_with(Code::kBadPeer, "the server's answer begins with too many fields");
  if (line.starts_with("HTTP/")) {
    running.answer = {status_in(line), {}, ""};
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  running.answer.fields.push_back({lower(line.substr(0, colon)), std::string(trim(line.substr(colon + 1)))});
  return true;
}

// What the answer has to say of its range, but for the whole length behind the "/".
std::string range_text(const Range& range) {
  return fmt::format("{}-{}", range.from, range.from + range.length - 1);
}

bool check_range(Running& running) {
  if (!running.call.range || running.answer.status / 100 != 2) return true;
  const std::string wanted = "bytes " + range_text(*running.call.range) + "/";
  const std::string given = running.answer.value_of("content-range").value_or("");
  if (running.answer.status == 206 && given.starts_with(wanted)) return true;
  return running.end_with(Code::kBadPeer, "the server gives another range than it was asked for");
}

bool take_body(Running& running, ByteView piece) {
  if (running.received == 0 && !check_range(running)) return false;
  running.received += piece.size();
  const Call& call = running.call;
  const bool good = running.answer.is_good();
  const std::uint64_t largest = good && call.range ? call.range->length : call.largest_answer;
  if (running.received > largest)
    return running.end_with(Code::kBadPeer,
                            fmt::format("the server's answer is longer than {} bytes", largest));
  if (!good || !call.sink) {
    running.answer.body.append(text_of(piece));
    return true;
  }
  Status taken = call.sink(piece);
  if (!taken) running.error = std::move(taken.error());
  return !running.error;
}

// All of a range came, also where nothing did.
void check_end(Running& running) {
  if (!running.error && running.received == 0) (void)check_range(running);
  const auto& range = running.call.range;
  if (!running.error && range && running.answer.is_good() && running.received != range->length)
    (void)running.end_with(Code::kBadPeer, "the server gives less than it was asked for");
}

std::size_t on_head_line(char* bytes, std::size_t size, std::size_t count, void* running) {
  const bool taken = take_head_line(*static_cast<Running*>(running), {bytes, size * count});
  return taken ? size * count : 0;
}

std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* running) {
  const ByteView piece = view_of(std::string_view(bytes, size * count));
  return take_body(*static_cast<Running*>(running), piece) ? piece.size() : 0;
}

std::size_t on_read(char* into, std::size_t size, std::size_t count, void* context) {
  Running& running = *static_cast<Running*>(context);
  const Body& body = *running.call.body;
  if (running.sent >= body.length) return 0;
  const auto room =
      static_cast<std::size_t>(std::min<std::uint64_t>(size * count, body.length - running.sent));
  Result<std::size_t> read = body.read(running.sent, {reinterpret_cast<std::uint8_t*>(into), room});
  if (read && (*read == 0 || *read > room)) read = fail(Code::kPermanent, "what is sent ends too early");
  if (!read) {
    running.error = std::move(read.error());
    return CURL_READFUNC_ABORT;
  }
  running.sent += *read;
  return *read;
}

int on_seek(void* context, curl_off_t offset, int origin) {
  if (origin != SEEK_SET || offset < 0) return CURL_SEEKFUNC_FAIL;
  static_cast<Running*>(context)->sent = static_cast<std::uint64_t>(offset);
  return CURL_SEEKFUNC_OK;
}

Error error_from(CURLcode code, const char* detail) {
  const std::string why = detail[0] != '\0' ? detail : curl_easy_strerror(code);
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
      return {Code::kDenied, "the server is not the one whose certificate is to be believed: " + why};
    case CURLE_SSL_CACERT_BADFILE:
      return {Code::kPermanent, "the certificates that are to be believed cannot be read: " + why};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_URL_MALFORMAT:
      return {Code::kBadPeer, "what came is no proper answer: " + why};
    case CURLE_OUT_OF_MEMORY:
      return {Code::kFull, "there is not enough memory"};
    default:
      return {Code::kTransient, "no answer came: " + why};
  }
}

bool leads_elsewhere(const Answer& answer) { return answer.status / 100 == 3 && answer.status != 304; }

}  // namespace

struct Client::Core {
  struct EndEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };
  struct EndMulti {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };

  Core(Server server_, Identity identity_, const Clock& clock_)
      : server(std::move(server_)), identity(std::move(identity_)), clock(clock_) {}

  Result<Lines> lines_for(const Call& call) const;
  void set_up(Running& running, const Lines& lines);
  void set_up_server();
  CURLcode run(Running& running);

  const Server server;
  const Identity identity;
  const Clock& clock;
  std::atomic<bool> stopped = false;
  char detail[CURL_ERROR_SIZE] = "";
  std::unique_ptr<CURLM, EndMulti> multi;
  std::unique_ptr<CURL, EndEasy> easy;
};

Body body_of(std::string type, std::string bytes) {
  Body body;
  body.type = std::move(type);
  body.length = bytes.size();
  body.sha256 = sha256(view_of(bytes));
  body.read = [bytes = std::move(bytes)](std::uint64_t offset,
                                         std::span<std::uint8_t> into) -> Result<std::size_t> {
    const std::size_t count = std::min<std::size_t>(into.size(), bytes.size() - offset);
    std::memcpy(into.data(), bytes.data() + offset, count);
    return count;
  };
  return body;
}

Result<Lines> Client::Core::lines_for(const Call& call) const {
  http_signature::Request request;
  request.method = call.method;
  request.authority = server.address.authority;
  const std::size_t question = std::min(call.target.find('?'), call.target.size());
  request.path = call.target.substr(0, question);
  request.query = call.target.substr(question);
  request.has_body = call.body.has_value();
  request.fields = call.fields;
  if (call.body) {
    request.fields.push_back({"content-type", call.body->type});
    request.fields.push_back({"content-digest", http_signature::content_digest(call.body->sha256)});
  }
  if (call.range) request.fields.push_back({"range", "bytes=" + range_text(*call.range)});
  if (const auto* const* signer = std::get_if<const note::Signer*>(&identity)) {
    TRY_ASSIGN(const std::vector<Field> signature, http_signature::sign(request, **signer, clock.utc()));
    request.fields.insert(request.fields.end(), signature.begin(), signature.end());
  } else if (const auto* cookie = std::get_if<std::string>(&identity)) {
    request.fields.push_back({"cookie", "__Host-insyn=" + *cookie});
    // No page of another site can add it: the server wants it where a cookie says who asks.
    request.fields.push_back({"x-insyn", "1"});
  }
  Lines lines;
  lines.add("host: " + server.address.authority);
  lines.add("accept:");
  lines.add(call.body && call.body->length > kAskFirst ? "expect: 100-continue" : "expect:");
  for (const Field& field : request.fields) {
    if (field.value.find_first_of("\r\n") != std::string::npos)
      return fail(Code::kPermanent, "the field {} has a line break", field.name);
    lines.add(fmt::format("{}: {}", field.name, field.value));
  }
  return lines;
}

void Client::Core::set_up_server() {
  CURL* const handle = easy.get();
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_ERRORBUFFER, detail);
  set(handle, CURLOPT_PROTOCOLS_STR, server.address.tls ? "https" : "http");
  set(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(handle, CURLOPT_FOLLOWLOCATION, 0L);
  set(handle, CURLOPT_PATH_AS_IS, 1L);
  // What the environment says of proxies is not asked: it is the caller's user's.
  set(handle, CURLOPT_PROXY, "");
  set(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(handle, CURLOPT_HTTP09_ALLOWED, 0L);
  set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_3));
  set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!server.authority.empty()) {
    set(handle, CURLOPT_CAINFO, server.authority.c_str());
    set(handle, CURLOPT_CAPATH, static_cast<char*>(nullptr));
  }
}

void Client::Core::set_up(Running& running, const Lines& lines) {
  const Call& call = running.call;
  CURL* const handle = easy.get();
  curl_easy_reset(handle);
  detail[0] = '\0';
  set_up_server();
  set(handle, CURLOPT_URL, (server.address.base + call.target).c_str());
  if (call.body) {
    set(handle, CURLOPT_UPLOAD, 1L);
    set(handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(call.body->length));
    set(handle, CURLOPT_READFUNCTION, on_read);
    set(handle, CURLOPT_READDATA, static_cast<void*>(&running));
    set(handle, CURLOPT_SEEKFUNCTION, on_seek);
    set(handle, CURLOPT_SEEKDATA, static_cast<void*>(&running));
    if (call.bytes_per_second > 0)
      set(handle, CURLOPT_MAX_SEND_SPEED_LARGE, static_cast<curl_off_t>(call.bytes_per_second));
  }
  if (call.method == "HEAD") set(handle, CURLOPT_NOBODY, 1L);
  set(handle, CURLOPT_CUSTOMREQUEST, call.method.c_str());
  set(handle, CURLOPT_HTTPHEADER, lines.get());
  set(handle, CURLOPT_HEADERFUNCTION, on_head_line);
  set(handle, CURLOPT_HEADERDATA, static_cast<void*>(&running));
  set(handle, CURLOPT_WRITEFUNCTION, on_body);
  set(handle, CURLOPT_WRITEDATA, static_cast<void*>(&running));
  set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(call.times.connect.count()));
  set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(call.times.whole.count()));
}

CURLcode Client::Core::run(Running& running) {
  CHECK(curl_multi_add_handle(multi.get(), easy.get()) == CURLM_OK);
  CURLcode code = CURLE_OK;
  std::uint64_t told_sent = 0, told_received = 0;
  Stall stall(running.call.times.stalled);
  for (int going = 1; going > 0;) {
    if (stopped || (running.call.is_over && running.call.is_over())) {
      (void)running.end_with(Code::kTransient, "it was stopped");
      break;
    }
    CHECK(curl_multi_perform(multi.get(), &going) == CURLM_OK);
    if (running.call.progress && (running.sent != told_sent || running.received != told_received))
      running.call.progress(told_sent = running.sent, told_received = running.received);
    if (going == 0) break;
    if (stall.is_over(running.sent + running.head_bytes + running.received)) {
      (void)running.end_with(Code::kTransient, "no answer came: nearly nothing came or went for too long");
      break;
    }
    const auto longest = running.call.progress ? kPoll : std::min(kLongPoll, stall.left());
    curl_multi_poll(multi.get(), nullptr, 0, static_cast<int>(std::max<std::int64_t>(longest.count(), 0)),
                    nullptr);
  }
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left))
    if (message->msg == CURLMSG_DONE) code = message->data.result;
  curl_multi_remove_handle(multi.get(), easy.get());
  return code;
}

Result<Client> Client::create(Server server, Identity identity, const Clock& clock) {
  auto core = std::make_unique<Core>(std::move(server), std::move(identity), clock);
  if (starts_up()) {
    core->multi.reset(curl_multi_init());
    core->easy.reset(curl_easy_init());
  }
  if (!core->multi || !core->easy) return fail(Code::kPermanent, "libcurl cannot be used");
  return Client(std::move(core));
}

Client::Client(std::unique_ptr<Core> core) : core_(std::move(core)) {}
Client::Client(Client&&) noexcept = default;
Client::~Client() = default;

const Server& Client::server() const { return core_->server; }

void Client::stop() {
  core_->stopped = true;
  curl_multi_wakeup(core_->multi.get());
}

void Client::wake() { curl_multi_wakeup(core_->multi.get()); }

Result<Answer> Client::ask(const Call& call) {
  CHECK(call.target.starts_with('/'));
  TRY_ASSIGN(const Lines lines, core_->lines_for(call));
  Running running{call};
  core_->set_up(running, lines);
  const CURLcode code = core_->run(running);
  const std::string where = core_->server.address.authority;
  if (!running.error && code != CURLE_OK) running.error = error_from(code, core_->detail);
  check_end(running);
  if (running.error) return in_context(where, std::move(*running.error));
  if (leads_elsewhere(running.answer)) {
    return fail(Code::kBadPeer,
                "{}: the server answers {}, which leads to another address and is not followed", where,
                running.answer.status);
  }
  if (running.answer.status == 401 && running.answer.code() == "seen-before")
    return fail(Code::kTransient, "{}: the answer to this request was lost", where);
  return std::move(running.answer);
}

}  // namespace insyn::http_client
