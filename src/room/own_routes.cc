#include "room/own_routes.h"

#include "control/client.h"
#include "json/members.h"
#include "room/own_discard.h"
#include "room/own_opened.h"
#include "room/signing.h"
#include "server/http/query.h"
#include "words/reason.h"

namespace insyn::room {
namespace {

using json::Json;
using json::Members;
using server::http::Answer;
using server::http::problem;
using server::http::Request;
using server::http::Role;
using server::http::Route;

constexpr std::size_t kLargestDiscard = std::size_t{4} << 10;
constexpr std::size_t kMostBytes = std::size_t{4} << 20;  // of sealed chunks in one answer
constexpr std::size_t kLongestId = 100;
constexpr std::uint64_t kFarthest = std::uint64_t{1} << 50;
// The weeks that a page tells of what was not recorded.
constexpr std::chrono::hours kLookedBack{24 * 31};

Answer answer_with(const Json& json) { return {200, "application/json", json::line_of(json)}; }

// Of a failure: what kind it is. The sentence is in English, for whoever looks into it.
Json failure_json(const Error& error) {
  const char* kind = "failed";
  switch (error.code) {
    case Code::kTransient:
      kind = "later";
      break;
    case Code::kCorrupt:
    case Code::kBadPeer:
      kind = "damaged";
      break;
    case Code::kDenied:
      kind = "denied";
      break;
    case Code::kPermanent:
    case Code::kFull:
      break;
  }
  return {{"failure", kind}, {"detail", error.message}};
}

Json in_both(const reason::Reason& why) {
  return {{"code", reason::code_of(why)},
          {"sv", words::say(why, words::Language::kSwedish)},
          {"en", words::say(why, words::Language::kEnglish)}};
}

// What the recorder of this session is doing; null where there is none.
Json now_json(const OwnPlaces& places) {
  if (!places.socket) return {};
  auto recorder = control::Client::connect(*places.socket);
  if (!recorder) return {};
  const auto reply = recorder->ask({});
  if (!reply || !reply->state) return {};
  const control::State& state = *reply->state;
  Json json = {{"activity", control::name_of(state.activity)}, {"application", state.application}};
  if (state.why) json["why"] = in_both(*state.why);
  return json;
}

Json end_json(const recording::EndStatement& end) {
  Json withheld = Json::array();
  for (const auto& [reason, tally] : end.balance.withheld)
    withheld.push_back(
        {{"reason", static_cast<int>(reason)}, {"times", tally.times}, {"pixels", tally.pixels}});
  const auto percent = withheld_percent(end.balance);
  return {{"length_ms", end.duration.count()},
          {"ended", reason::code_of(end.reason)},
          {"withheld_percent", percent ? Json(*percent) : Json()},
          {"withheld", std::move(withheld)}};
}

const char* state_of(const HereRecording& one) {
  if (one.is_discarded) return "discarded";
  if (one.is_being_recorded) return "being-recorded";
  return one.is_closed ? "closed" : "cut-off";
}

Json here_json(const HereRecording& one) {
  Json json = {{"id", one.id},
               {"began", to_text(one.began)},
               {"kind", one.kind},
               {"queue", one.queue},
               {"level", one.level},
               {"applications", one.applications},
               {"kept_until", recording::date_text(one.kept_until)},
               {"state", state_of(one)},
               {"has_pictures", one.has_pictures},
               {"is_unconfirmed", one.is_unconfirmed}};
  if (one.discard_until) json["discard_until"] = to_text(*one.discard_until);
  if (one.end) json["end"] = end_json(*one.end);
  return json;
}

Json left_out_json(const LeftOutCalls& left_out) {
  using State = LeftOutCalls::State;
  Json calls = Json::array();
  for (const LeftOut& one : left_out.calls)
    calls.push_back({{"time", to_text(one.time)}, {"why", one.by_discard ? "discarded" : "sample"}});
  return {{"state", left_out.state == State::kRead   ? "read"
                    : left_out.state == State::kNone ? "none"
                                                     : "not-readable"},
          {"calls", std::move(calls)}};
}

Answer own(const OwnDesk& desk, const Request&) {
  Json json = {
      {"agent", desk.agent.name},
      {"now", now_json(desk.places)},
      {"left_out", left_out_json(calls_left_out(desk.places, desk.agent, desk.clock.utc() - kLookedBack))}};
  Json here = Json::array();
  if (const auto rows = recordings_here(desk.places, desk.agent)) {
    for (const HereRecording& one : *rows) here.push_back(here_json(one));
  } else {
    json["here_problem"] = failure_json(rows.error());
  }
  json["here"] = std::move(here);
  return answer_with(json);
}

// The newest that parties have signed at the centre, where this computer was not enrolled.
Result<agreement::Agreement> agreement_of(const OwnDesk& desk) {
  auto here = agreement_here(desk.places, desk.keys.pins);
  if (here) return here;
  TRY_ASSIGN(const auto all, read_agreements(desk.server, desk.keys, {}));
  for (auto one = all.rbegin(); one != all.rend(); ++one)
    if (one->agreement) return *one->agreement;
  return here;
}

Answer what_applies(const OwnDesk& desk, const Request&) {
  const auto agreement = agreement_of(desk);
  if (!agreement) return answer_with(failure_json(agreement.error()));
  const agreement::Terms& terms = agreement->terms();
  Json json = agreement_json(*agreement, nullptr);
  json["id"] = terms.id;
  json["hash"] = to_hex(agreement->hash());
  json["may_pause"] = terms.pause;
  json["see_own"] = terms.see_own;
  json["sample_percent"] = terms.sample * 100;
  json["calls_per_agent_per_week"] = terms.calls_per_agent_per_week;
  return answer_with(json);
}

// By what a page knows the note of audio beside the recording (docs/audio.md); null where the agreement that
// it was made under is not to be had.
Json audio_json(const OwnDesk& desk, const recording::Contents& recording) {
  const auto told = [&](const agreement::Agreement& agreement) -> Json {
    Json importers = Json::array();
    for (const agreement::Importer& one : agreement.terms().importers)
      importers.push_back(one.keys.verifier->text());
    return {{"opening_sha256", to_hex(sha256(view_of(recording.opening_note)))},
            {"allowed", agreement::audio_name(agreement.terms().audio)},
            {"importers", std::move(importers)}};
  };
  const Digest& made_under = recording.opening.agreement_hash;
  if (const auto here = agreement_here(desk.places, desk.keys.pins); here && here->hash() == made_under)
    return told(*here);
  const auto all = read_agreements(desk.server, desk.keys, {});
  if (!all) return {};
  for (const RegisteredAgreement& one : *all)
    if (one.agreement && one.agreement->hash() == made_under) return told(*one.agreement);
  return {};
}

Json opened_json(const OwnDesk& desk, const OpenedOwn& opened) {
  const recording::Contents& recording = opened.recording;
  Json chunks = Json::array();
  for (const recording::ChunkRecord& chunk : opened.chunks)
    chunks.push_back({{"index", chunk.index},
                      {"kind", recording::name_of(chunk.kind)},
                      {"sha256", to_hex(chunk.sha256)},
                      {"length", chunk.length}});
  Json applications = Json::array();
  for (const recording::RecordedApplication& one : recording.opening.applications)
    applications.push_back(one.name);
  Json keys = {{"calls", opened.calls.secret_text()}};
  if (opened.pictures) keys["pictures"] = opened.pictures->secret_text();
  return {{"id", recording.opening.id},
          {"began", to_text(recording.certificate->begin)},
          {"kind", recording.certificate->kind},
          {"level", agreement::level_name(recording.opening.level)},
          {"applications", std::move(applications)},
          {"kept_until", recording::date_text(kept_until(recording.opening))},
          {"is_closed", recording.has_closing()},
          {"chunks", std::move(chunks)},
          {"keys", std::move(keys)},
          {"audio", audio_json(desk, recording)}};
}

Answer open_it(const OwnDesk& desk, const Request& request) {
  const auto query = server::http::parse_query(request.head.query);
  if (!query) return problem(400, "query");
  const auto where = query->find("at");
  if (query->size() != 1 || where == query->end()) return problem(400, "parameter");
  const std::string& id = request.parameters.at("id");
  const auto opened = where->second == "here"
                          ? open_here(desk.places, desk.agent, desk.server, desk.keys, id)
                          : open_at_centre(desk.places, desk.agent, desk.server, desk.keys, id);
  if (opened) return answer_with(opened_json(desk, *opened));
  if (opened.error().code == Code::kPermanent) return problem(404, "no-such-recording");
  return answer_with(failure_json(opened.error()));
}

// "bytes=3-7".
std::optional<std::pair<std::uint64_t, std::uint64_t>> range_in(const Request& request) {
  const std::string field = http_signature::value_of(request.head, "range").value_or("");
  constexpr std::string_view kUnit = "bytes=";
  const std::size_t dash = field.find('-');
  if (!field.starts_with(kUnit) || dash == std::string::npos) return std::nullopt;
  const std::string_view text = field;
  const auto from = server::http::parse_count(text.substr(kUnit.size(), dash - kUnit.size()), kFarthest);
  const auto to = server::http::parse_count(text.substr(dash + 1), kFarthest);
  if (!from || !to || *to < *from) return std::nullopt;
  return std::pair(*from, *to);
}

Answer chunks_here(const OwnDesk& desk, const Request& request) {
  const auto range = range_in(request);
  if (!range) return problem(416, "range");
  const auto one = recording_here(desk.places, desk.agent, request.parameters.at("id"));
  if (!one || !*one) return problem(404, "no-such-recording");
  const auto most =
      static_cast<std::size_t>(std::min<std::uint64_t>(range->second - range->first + 1, kMostBytes));
  const auto bytes = sealed_bytes(**one, range->first, most);
  if (!bytes) return server::http::because(problem(503, "unavailable"), bytes.error().message);
  Answer answer{206, "application/octet-stream", std::string(text_of(*bytes))};
  if (!bytes->empty())
    answer.fields.push_back(
        {"content-range", fmt::format("bytes {}-{}/*", range->first, range->first + bytes->size() - 1)});
  return answer;
}

const char* name_of(Discarded::AtCentre how) {
  switch (how) {
    case Discarded::AtCentre::kNone:
      return "none";
    case Discarded::AtCentre::kDone:
      return "done";
    case Discarded::AtCentre::kLeft:
      return "left";
    case Discarded::AtCentre::kRefused:
      return "refused";
    case Discarded::AtCentre::kNotTold:
      return "not-told";
  }
  return "";
}

const char* name_of(Discarded::Here how) {
  switch (how) {
    case Discarded::Here::kNone:
      return "none";
    case Discarded::Here::kDone:
      return "done";
    case Discarded::Here::kNotAsked:
      return "not-asked";
    case Discarded::Here::kNoRecorder:
      return "no-recorder";
    case Discarded::Here::kRefused:
      return "refused";
  }
  return "";
}

Answer discard(const OwnDesk& desk, const Request& request) {
  auto members = Members::parse(request.body);
  if (!members) return problem(400, "json");
  const auto id = members->text("id", kLongestId);
  if (!id || !members->finish()) return problem(400, "json");
  const auto done = discard_own(desk.places, desk.agent, desk.server, *id, desk.clock.utc());
  if (!done && done.error().code == Code::kPermanent) return problem(404, "no-such-recording");
  if (!done) return answer_with(failure_json(done.error()));
  Json json = {{"at_centre", name_of(done->at_centre)}, {"here", name_of(done->here)}};
  if (!done->code.empty()) json["code"] = done->code;
  if (done->why) json["why"] = in_both(*done->why);
  if (done->entry) json["entry"] = *done->entry;
  return answer_with(json);
}

}  // namespace

std::vector<Route> own_routes(const OwnDesk& desk) {
  const auto route = [](const char* method, const char* path, std::size_t largest,
                        server::http::Handle handle) {
    return Route{method, path, {Role::kAnybody}, largest, std::move(handle)};
  };
  const auto by = [&desk](Answer (*what)(const OwnDesk&, const Request&)) {
    return [&desk, what](const Request& request) { return what(desk, request); };
  };
  const auto no = [](const Request&) { return problem(403, "role"); };
  return {route("GET", "/room/own", 0, by(&own)), route("GET", "/room/own/agreement", 0, by(&what_applies)),
          route("GET", "/room/own/recordings/{id}", 0, by(&open_it)),
          route("GET", "/room/own/recordings/{id}/chunks", 0, by(&chunks_here)),
          route("POST", "/room/own/discard", kLargestDiscard, by(&discard)),
          route("GET", "/v1/session", 0,
                [&desk](const Request&) {
                  return answer_with({{"account", desk.agent.name}, {"role", "agent"}, {"by_key", true}});
                }),
          // Nobody becomes somebody else here, and nobody signs out: it ends with the program.
          route("DELETE", "/v1/session", 0, no), route("POST", "/v1/sessions", kLargestDiscard, no),
          route("POST", "/v1/invitations", kLargestDiscard, no)};
}

}  // namespace insyn::room
