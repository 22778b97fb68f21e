#include "room/own_opened.h"

#include <algorithm>

#include "enrolment/enrolled.h"
#include "enrolment/feed.h"
#include "enrolment/roster_file.h"
#include "json/members.h"
#include "link/outbox/outbox.h"
#include "opening/judge/given_files.h"
#include "recording/format/layout.h"
#include "recording/verify/verify.h"
#include "seal/open/open_recording_key.h"

namespace insyn::room {
namespace {

constexpr std::size_t kLargestJson = std::size_t{4} << 20;

Failure no_such(const std::string& id) { return fail(Code::kPermanent, "there is no recording {}", id); }

// The version that the certificate names: here, or at the centre.
Result<roster::SignedRoster> roster_of(const recording::Certificate& certificate, const OwnPlaces& places,
                                       Upstream& server, const Keyring& keys) {
  if (!keys.can_verify())
    return fail(Code::kDenied, "nobody's signature can be verified: the parties' .pub files were not given");
  if (!certificate.roster_hash)
    return fail(Code::kDenied,
                "the recording names no roster, so that nobody knows which workstation made it");
  for (const Path& file : {link::feed_of(places.link) / enrolment::kFeedRoster,
                           enrolment::files_in(places.enrolment, {}).roster}) {
    auto roster = enrolment::read_roster(file, keys.pins);
    if (roster && roster->hash() == *certificate.roster_hash) return roster;
  }
  return read_roster(server, to_hex(*certificate.roster_hash), keys);
}

Status check_device(const recording::Contents& recording, const recording::RecordingFiles& files,
                    const roster::SignedRoster& roster) {
  for (const roster::Machine& device : roster->devices) {
    if (device.name != recording.certificate->device) continue;
    TRY(recording::certified_key(recording, files, device.sign));
    return {};
  }
  return fail(Code::kDenied, "no workstation called {} is on the roster that the recording names",
              recording.certificate->device);
}

std::optional<seal::Identity> take(std::vector<seal::Identity>& from, const std::string& recipient) {
  for (seal::Identity& one : from)
    if (one.recipient().text() == recipient) return std::move(one);
  return std::nullopt;
}

Result<OpenedOwn> opened(recording::Contents recording, const recording::RecordingFiles& files,
                         const OwnAgent& agent) {
  const auto listed = std::ranges::find(recording.opening.key_files, std::string(recording::kAgentKey),
                                        &recording::KeyFileRecord::name);
  if (listed == recording.opening.key_files.end())
    return fail(Code::kDenied, "the agreement that it was made under does not let agents open their own");
  TRY_ASSIGN(const Bytes file, files.read(recording::kAgentKey, recording::kLargestKeyFile));
  if (listed->sha256 != sha256(file))
    return fail(Code::kCorrupt, "{} is not the one that the recording was begun with", recording::kAgentKey);
  TRY_ASSIGN(std::vector<seal::Identity> own, seal::open_one_layer(file, agent.identities));
  std::optional<seal::Identity> pictures, calls = take(own, recording.opening.calls_recipient);
  if (!recording.opening.recipient.empty()) pictures = take(own, recording.opening.recipient);
  if (!calls || (!recording.opening.recipient.empty() && !pictures))
    return fail(Code::kCorrupt, "{} holds the keys of another recording", recording::kAgentKey);
  TRY_ASSIGN(auto chunks, listed_chunks(recording, files));
  return OpenedOwn{std::move(recording), std::move(chunks), std::move(pictures), *std::move(calls)};
}

Result<http_client::Answer> get(Upstream& server, const std::string& target, std::size_t largest) {
  http_client::Call call;
  call.target = target;
  call.largest_answer = largest;
  TRY_ASSIGN(http_client::Answer answer, server.ask(call));
  TRY(http_client::expect_good(answer));
  return answer;
}

// Notes and the agent's key file.
Result<opening::GivenFiles> files_at_centre(Upstream& server, const std::string& id) {
  const std::string target = "/v1/own/recordings/" + id;
  TRY_ASSIGN(const http_client::Answer told, get(server, target, kLargestJson));
  // What else it says is for a page.
  const json::Json json = json::Json::parse(told.body, nullptr, false);
  const std::uint64_t chunks =
      json.is_object() && json.contains("chunks") && json["chunks"].is_number_unsigned()
          ? json["chunks"].get<std::uint64_t>()
          : 0;
  std::map<std::string, Bytes> files;
  for (const char* name : {recording::kCertificate, recording::kOpeningNote, recording::kClosingNote,
                           recording::kJournal, recording::kAgentKey}) {
    http_client::Call call;
    call.target = target + "/files/" + name;
    call.largest_answer = std::size_t{4} << 20;
    TRY_ASSIGN(const http_client::Answer answer, server.ask(call));
    // It is either closed or has a journal.
    if (answer.status == 404) continue;
    TRY(http_client::expect_good(answer));
    files[name] = Bytes(answer.body.begin(), answer.body.end());
  }
  return opening::GivenFiles(std::move(files), chunks);
}

}  // namespace

Result<OpenedOwn> open_here(const OwnPlaces& places, const OwnAgent& agent, Upstream& server,
                            const Keyring& keys, const std::string& id) {
  TRY_ASSIGN(std::optional<recording::Recording> one, recording_here(places, agent, id));
  if (!one) return no_such(id);
  if (one->is_being_recorded) return fail(Code::kTransient, "the recording is not closed yet");
  const auto files = one->files();
  TRY_ASSIGN(const roster::SignedRoster roster, roster_of(*one->certificate, places, server, keys));
  TRY(check_device(*one, files, roster));
  return opened(*std::move(one), files, agent);
}

Result<OpenedOwn> open_at_centre(const OwnPlaces& places, const OwnAgent& agent, Upstream& server,
                                 const Keyring& keys, const std::string& id) {
  if (!recording::is_recording_id(id)) return no_such(id);
  TRY_ASSIGN(const opening::GivenFiles files, files_at_centre(server, id));
  TRY_ASSIGN(recording::Contents recording, read_contents(files));
  if (recording.opening.id != id || !recording.certificate)
    return fail(Code::kBadPeer, "the server gives another recording under this id");
  TRY_ASSIGN(const roster::SignedRoster roster, roster_of(*recording.certificate, places, server, keys));
  TRY(check_device(recording, files, roster));
  return opened(std::move(recording), files, agent);
}

Result<Bytes> sealed_bytes(const recording::Recording& recording, std::uint64_t from, std::size_t most) {
  TRY_ASSIGN(const auto chunks, listed_chunks(recording, recording.files()));
  std::uint64_t at = 0;
  for (const recording::ChunkRecord& chunk : chunks) {
    if (from >= at + chunk.length) {
      at += chunk.length;
      continue;
    }
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(at + chunk.length - from, most));
    const Path file = recording.folder / file_name_of(chunk.name());
    // A file that is gone or too short shows as a gap.
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return Bytes();
    return read_file_range(file, from - at, length);
  }
  return Bytes();
}

}  // namespace insyn::room
