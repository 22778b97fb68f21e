#include "room/own_discard.h"

#include "control/client.h"
#include "json/members.h"
#include "link/outbox/outbox.h"
#include "recording/format/layout.h"
#include "recording/store/kept_terms.h"

namespace insyn::room {
namespace {

using AtCentre = Discarded::AtCentre;
using Here = Discarded::Here;

constexpr const char* kText = "text/plain; charset=utf-8";

// Whose it is, as the certificate at the centre says; empty where it is not there.
Result<std::string> agent_at_centre(Upstream& server, const std::string& id) {
  http_client::Call call;
  call.target = "/v1/own/recordings/" + id + "/files/" + recording::kCertificate;
  TRY_ASSIGN(const http_client::Answer answer, server.ask(call));
  if (answer.status == 404 || answer.status == 410) return std::string();
  TRY(http_client::expect_good(answer));
  TRY_ASSIGN(const note::Note note, note::parse(answer.body));
  TRY_ASSIGN(const recording::Certificate certificate, recording::parse_certificate(note.text));
  if (certificate.id != id) return fail(Code::kBadPeer, "the server gives another recording under this id");
  return certificate.agent;
}

AtCentre leave(const OwnPlaces& places, const std::string& id, const std::string& note) {
  return link::leave_discard(link::outbox_of(places.link), id, note) ? AtCentre::kLeft : AtCentre::kNotTold;
}

void tell_centre(const OwnPlaces& places, Upstream& server, const std::string& id, const std::string& note,
                 bool is_here, Discarded& into) {
  http_client::Call call;
  call.method = "POST";
  call.target = "/v1/discards";
  call.body = http_client::body_of(kText, note);
  const auto answer = server.ask(call);
  // What has not arrived yet the link brings in order: the discard before anything else.
  const bool later =
      !answer || answer->status >= 500 || answer->status == 429 || (answer->status == 404 && is_here);
  if (later) {
    into.at_centre = leave(places, id, note);
  } else if (answer->is_good()) {
    into.at_centre = AtCentre::kDone;
    if (auto members = json::Members::parse(answer->body))
      if (const auto entry = members->number("entry")) into.entry = static_cast<std::uint64_t>(*entry);
  } else {
    into.at_centre = AtCentre::kRefused;
    into.code = answer->code();
  }
}

void tell_recorder(const OwnPlaces& places, const std::string& id, Discarded& into) {
  into.here = Here::kNoRecorder;
  if (!places.socket) return;
  auto recorder = control::Client::connect(*places.socket);
  if (!recorder) return;
  control::Request request;
  request.verb = control::Verb::kDiscard;
  request.recording = id;
  auto reply = recorder->ask(request);
  if (!reply) return;
  into.here = reply->refused ? Here::kRefused : Here::kDone;
  into.why = std::move(reply->refused);
}

}  // namespace

Result<Discarded> discard_own(const OwnPlaces& places, const OwnAgent& agent, Upstream& server,
                              const std::string& id, Utc now) {
  if (!recording::is_recording_id(id)) return fail(Code::kPermanent, "“{}” is no recording's id", id);
  TRY_ASSIGN(const auto here, recording_here(places, agent, id));
  Discarded done;
  std::string name = agent.name;
  bool has_centre = true;
  if (here) {
    // Where the terms are lost the centre has its own.
    const auto terms = recording::kept_terms(places.spool, here->opening.agreement_hash);
    has_centre = !terms || terms->ledger.has_value();
  } else {
    TRY_ASSIGN(const std::string whose, agent_at_centre(server, id));
    if (whose.empty()) return fail(Code::kPermanent, "there is no recording {} of yours", id);
    if (name.empty()) name = whose;
  }
  if (has_centre) {
    const std::string note = link::sign_discard({id, name, now}, agent.signer);
    tell_centre(places, server, id, note, here.has_value(), done);
  }
  if (!here) return done;
  if (done.at_centre == AtCentre::kRefused)
    done.here = Here::kNotAsked;
  else
    tell_recorder(places, id, done);
  return done;
}

}  // namespace insyn::room
