#include "signer/client/signer_client.h"

#include "note/note.h"
#include "recording/format/layout.h"
#include "recording/format/note_text.h"

namespace insyn::signer {
namespace {

// A disk may be slow to write the journal.
constexpr std::chrono::seconds kPatience(10);

Failure no_answer() {
  return fail(
      Code::kTransient,
      "insyn-signer, which alone has this device's key, does not answer; nothing is recorded. Start it with: "
      "systemctl start insyn-signer");
}

agreement::NotRecorded told(const usage::NotRecorded& entry) {
  const bool discarded = entry.why == usage::NotRecorded::Why::kDiscarded;
  return {entry.time, entry.agent, entry.agreement_hash, entry.call, discarded};
}

}  // namespace

bool is_behind(std::uint64_t last, const Path& spool, const note::Verifier& device) {
  constexpr std::size_t kMostRecordings = 100'000;
  const auto names = list_folder(spool, kMostRecordings);
  if (!names) return false;
  for (const std::string& name : *names) {
    const auto note = read_text(spool / name / recording::kCertificate, recording::kLargestNote);
    if (!note) continue;
    // Read first, and verified where it would matter.
    const auto parsed = note::parse(*note);
    if (!parsed) continue;
    const auto certificate = recording::parse_certificate(parsed->text);
    if (certificate && certificate->number > last && recording::verified_text(*note, device)) return true;
  }
  return false;
}

Result<std::unique_ptr<SignerClient>> SignerClient::connect(Connect connect, Path spool) {
  std::unique_ptr<SignerClient> client(new SignerClient(std::move(connect), std::move(spool)));
  TRY_ASSIGN(const Bytes device, client->ask(Hello{}));
  TRY_ASSIGN(note::Verifier verifier, note::Verifier::parse(text_of(device)));
  client->device_.emplace(std::move(verifier));
  return client;
}

Result<std::unique_ptr<SignerClient>> SignerClient::installed(const Path& socket, Path spool) {
  return connect([socket] { return LocalSocket::connect(socket, Peers::kAnyUser); }, std::move(spool));
}

Status SignerClient::make_connection() const {
  TRY_ASSIGN(LocalSocket socket, connect_());
  socket_.emplace(std::move(socket));
  TRY_ASSIGN(const Bytes greeting, receive(kGreetingSize));
  return socket_->send_all(framed(greeting), kPatience) ? Status() : no_answer();
}

Result<Bytes> SignerClient::ask_once(const Request& request) const {
  if (!socket_) TRY(make_connection());
  if (!socket_->send_all(framed(encode(request)), kPatience)) return no_answer();
  TRY_ASSIGN(const Bytes payload, receive(kLargestAnswer));
  return decode_answer(payload);
}

Result<Bytes> SignerClient::receive(std::size_t limit) const {
  Bytes received;
  const SystemClock clock;
  const Mono deadline = clock.mono() + kPatience;
  for (;;) {
    TRY_ASSIGN(std::optional<Bytes> payload, take_frame(received, limit));
    if (payload) return *std::move(payload);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - clock.mono());
    if (left.count() < 0 || !wait_until_readable(socket_->fd(), left)) return no_answer();
    std::uint8_t buffer[4096];
    const LocalSocket::Received got = socket_->receive(buffer);
    received.insert(received.end(), buffer, buffer + got.bytes);
    if (got.closed) return no_answer();
  }
}

Result<Bytes> SignerClient::ask(const Request& request) const {
  const bool was_connected = socket_.has_value();
  Result<Bytes> answer = ask_once(request);
  if (answer || answer.error().code != Code::kTransient) return answer;
  // It may have been started anew since. What is left of an answer is not taken for the next one's.
  socket_.reset();
  if (was_connected) answer = ask_once(request);
  if (!answer && answer.error().code == Code::kTransient) socket_.reset();
  return answer;
}

Result<std::string> SignerClient::certify(const recording::CertificateRequest& request) {
  TRY_ASSIGN(const Bytes note, ask(request));
  std::string text(text_of(note));
  TRY(recording::check_certificate(text, request, device()));
  return text;
}

Result<agreement::Usage> SignerClient::since(Utc begin) const {
  TRY_ASSIGN(const Bytes content, ask(UsageSince{begin}));
  TRY_ASSIGN(const UsageAnswer answer, decode_usage(content));
  if (is_behind(answer.last_number, spool_, device())) {
    return fail(Code::kDenied,
                "how many calls were recorded cannot be told, so none is: the usage journal of this device "
                "is older than its recordings in {}. Put it back from a backup; where there is none, a new "
                "device key begins a new journal",
                spool_.string());
  }
  agreement::Usage usage;
  for (const usage::Entry& entry : answer.entries) {
    if (const auto* one = std::get_if<usage::Certified>(&entry)) {
      usage.calls.push_back({one->begin, one->agent, device().name(), one->agreement_hash});
    } else {
      usage.not_recorded.push_back(told(std::get<usage::NotRecorded>(entry)));
    }
  }
  return usage;
}

Status SignerClient::write_down(const agreement::NotRecorded& call) const {
  const auto why = call.discarded ? usage::NotRecorded::Why::kDiscarded : usage::NotRecorded::Why::kRefused;
  TRY(ask(usage::NotRecorded{why, call.time, call.agreement_hash, call.agent, call.call}));
  return {};
}

}  // namespace insyn::signer
