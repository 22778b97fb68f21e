#include "server/audio/hearing.h"

#include "server/access/blob_range.h"
#include "server/access/own.h"
#include "server/access/reading.h"
#include "server/accounts/transact.h"
#include "server/audio/audio_row.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;
using json::Json;

constexpr std::uint64_t kLargestOffset = 1 << 10;
constexpr std::int64_t kFarthest = std::int64_t{60} * 60 * 1000;

bool is_agent(const Request& request) { return request.caller.role == http::Role::kAgent; }

// The recording that the caller may hear now.
Result<FoundOrAnswer<std::string>> find_heard(const Desk& desk, const Request& request,
                                              Transaction& transaction) {
  using Found = FoundOrAnswer<std::string>;
  if (is_agent(request)) {
    TRY_ASSIGN(auto own, find_own(desk, request, transaction));
    return own.value ? Found(std::move(own.value->id)) : Found(std::move(own.refusal));
  }
  TRY_ASSIGN(auto opened, find_opened(desk, request, transaction));
  if (!opened.value) return Found(std::move(opened.refusal));
  // The key of events opens no audio.
  if (opened.value->asked.opens != name_of(recording::PeelKind::kPictures))
    return Found(problem(404, "no-audio"));
  return Found(std::move(opened.value->asked.recording));
}

Result<FoundOrAnswer<AudioRow>> find_row(const Desk& desk, const Request& request, Transaction& transaction,
                                         std::string& recording) {
  using Found = FoundOrAnswer<AudioRow>;
  TRY_ASSIGN(auto heard, find_heard(desk, request, transaction));
  if (!heard.value) return Found(std::move(heard.refusal));
  recording = *heard.value;
  TRY_ASSIGN(auto audio, find_audio(transaction, recording));
  return audio ? Found(*std::move(audio)) : Found(problem(404, "no-audio"));
}

Answer give_note(const Desk& desk, const Request& request) {
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    std::string recording;
    TRY_ASSIGN(auto found, find_row(desk, request, transaction, recording));
    if (!found.value) return std::move(found.refusal);
    return text_answer(std::move(found.value->note), "text/plain; charset=utf-8");
  });
}

// Before bytes are handed out it stands in the ledger that they are.
Answer begin(const Desk& desk, const Request& request) {
  if (is_agent(request)) {
    std::optional<Stored> stored;
    return begin_own_reading(desk, request, stored);
  }
  std::optional<Opened> opened;
  return begin_reading(desk, request, opened);
}

Answer give_bytes(const Desk& desk, const Request& request) {
  std::string recording;
  std::uint64_t size = 0;
  Answer answer = answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(auto found, find_row(desk, request, transaction, recording));
    if (!found.value) return std::move(found.refusal);
    size = found.value->bytes;
    return json_answer(Json::object());
  });
  if (answer.status >= 400) return answer;
  answer = begin(desk, request);
  if (answer.status >= 400) return answer;
  recording::ChunkRecord whole;
  whole.length = size;
  return answer_with_range(desk, request, ReadableChunks({whole}, [](recording::ChunkKind) { return true; }),
                           audio_blob_of(recording));
}

// Reviewers learn no agent's name, so of what an agent has done they are told that an agent did.
Json told(const AudioRow& audio, const Request& request) {
  const bool hidden = audio.moved_as == http::name_of(http::Role::kAgent) && !is_agent(request);
  Json body;
  body["ms"] = audio.moved;
  body["by"] = audio.moved_by.empty() || hidden ? Json() : Json(audio.moved_by);
  body["as"] = audio.moved_by.empty() ? Json() : Json(audio.moved_as);
  body["at"] = audio.moved_by.empty() ? Json() : Json(time_text(audio.moved_at));
  return body;
}

Answer give_offset(const Desk& desk, const Request& request) {
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    std::string recording;
    TRY_ASSIGN(auto found, find_row(desk, request, transaction, recording));
    if (!found.value) return std::move(found.refusal);
    return json_answer(told(*found.value, request));
  });
}

Answer set_offset(const Desk& desk, const Request& request) {
  auto members = json::Members::parse(request.body);
  if (!members) return problem(400, "json");
  const auto moved = members->number_either_way("ms", kFarthest);
  if (!moved || !members->finish()) return problem(400, "offset");
  return answer_writing(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    std::string recording;
    TRY_ASSIGN(auto found, find_row(desk, request, transaction, recording));
    if (!found.value) return std::move(found.refusal);
    AudioRow& audio = *found.value;
    audio.moved = *moved;
    audio.moved_by = request.caller.id;
    audio.moved_as = http::name_of(request.caller.role);
    audio.moved_at = desk.now();
    TRY(transaction.execute(
        "UPDATE audio SET moved = :ms, moved_by = :by, moved_as = :as, moved_at = :at WHERE recording = :id",
        {audio.moved, audio.moved_by, audio.moved_as, audio.moved_at, recording}));
    return json_answer(told(audio, request));
  });
}

}  // namespace

std::vector<http::Route> hearing_routes(const Desk& desk) {
  const std::vector<http::Role> readers = {http::Role::kReviewer, http::Role::kAnalyst};
  std::vector<http::Route> all;
  for (const auto& [path, who] : {std::pair("/v1/requests/{id}/audio", readers),
                                  {"/v1/own/recordings/{id}/audio", {http::Role::kAgent}}}) {
    const auto add = [&](const char* method, const char* behind, std::uint64_t largest,
                         Answer (*what)(const Desk&, const Request&)) {
      all.push_back({method, std::string(path) + behind, who, largest,
                     http::Handle([desk, what](const Request& request) { return what(desk, request); })});
    };
    add("GET", "", 0, &give_bytes);
    add("GET", "/note", 0, &give_note);
    add("GET", "/offset", 0, &give_offset);
    add("PUT", "/offset", kLargestOffset, &set_offset);
  }
  return all;
}

}  // namespace insyn::server
