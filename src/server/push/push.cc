#include "server/push/push.h"

#include "http_signature/signature.h"
#include "ledger/tiles/reading.h"
#include "witness/add_checkpoint.h"
#include "witness/file_state.h"

namespace insyn::server {
namespace {

using End = Pushed::End;
using http_client::Answer;

constexpr const char* kText = "text/plain; charset=utf-8";
constexpr const char* kSize = "text/x.tlog.size";
// The witness's own looks may be faster, so that it names another size than it is known to have.
constexpr int kMostConflicts = 3;
constexpr int kMostAnswers = 100;

Pushed ended(End end, const LogHead& head, std::string cause, std::string why) {
  return {end, head.published, fmt::format("{} {}", name_of(end), cause), std::move(why)};
}

// Of a request that had no answer.
Pushed unanswered(const LogHead& head, const Error& error) {
  if (error.code == Code::kBadPeer)
    return ended(End::kNotUnderstood, head, "http",
                 fmt::format("{}; look whether witness.url is where it listens", error.message));
  if (error.code == Code::kTransient)
    return ended(End::kUnreachable, head, "network",
                 fmt::format("{}. It is asked again and again, and cosigns at its own looks meanwhile; look "
                             "whether insyn-witness runs there and has a [listen]",
                             error.message));
  return ended(End::kUnreachable, head, "certificate",
               fmt::format("{}; witness.authority names the certificates that are believed", error.message));
}

Pushed own_failure(const LogHead& head, const Error& error) {
  return ended(End::kFailed, head, "",
               fmt::format("no checkpoint could be brought to it: {}", error.message));
}

Pushed not_understood(const LogHead& head, const char* cause, const std::string& why) {
  return ended(
      End::kNotUnderstood, head, cause,
      why + ". Nothing of it counts; look whether witness.url and witness.key are of the same witness");
}

std::string_view refusal(int status) {
  switch (status) {
    case 400:
      return "it cannot read what this server sends; look whether both have the same version";
    case 403:
      return "it does not know the key of this ledger; give its insyn-witness.toml the key that the "
             "agreement "
             "names";
    case 404:
      return "it does not watch this ledger; make its folder by insyn-witness init with this ledger's "
             "agreement";
    case 422:
      return "it says that this ledger has not grown from what it has cosigned; insyn-witness report, at the "
             "union's, says what it has found";
    default:
      return "";
  }
}

Pushed without_cosignature(const LogHead& head, const Answer& answer) {
  const std::string cause = std::to_string(answer.status);
  if (answer.status == 429 || answer.status / 100 == 5) {
    Pushed busy =
        ended(End::kBusy, head, cause,
              fmt::format("it answers {} and cosigns nothing now; it is asked again, and its own log "
                          "says why",
                          answer.status));
    busy.wait = answer.retry_after();
    return busy;
  }
  const std::string_view why = refusal(answer.status);
  if (!why.empty()) return ended(End::kRefused, head, cause, fmt::format("{} ({})", why, answer.status));
  return not_understood(head, cause.c_str(), fmt::format("it answers {}, which no witness does", cause));
}

}  // namespace

const char* name_of(End end) {
  switch (end) {
    case End::kNothingNew:
      return "nothing-new";
    case End::kUnnamed:
      return "unnamed";
    case End::kCosigned:
      return "cosigned";
    case End::kBehind:
      return "behind";
    case End::kOtherHistory:
      return "other-history";
    case End::kUnreachable:
      return "unreachable";
    case End::kBusy:
      return "busy";
    case End::kRefused:
      return "refused";
    case End::kNotUnderstood:
      return "not-understood";
    case End::kFailed:
      break;
  }
  return "failed";
}

// A server that is behind waits until it was given back what it has forgotten.
bool Push::State::has_news() const {
  if (head.published == 0) return false;
  return !last || (last->same_history && last->size < head.published);
}

Result<Push::State> Push::read() {
  State state;
  const std::string key_id = http_signature::key_id_of(key_);
  TRY(database_.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const Witnesses::ByKey all, witnesses_.registered(transaction));
    const auto named = all.find(key_id);
    state.is_named = named != all.end() && named->second == key_;
    TRY_ASSIGN(state.last, witnesses_.latest(transaction, key_id));
    TRY_ASSIGN(state.head, read_head(transaction));
    return {};
  }));
  return state;
}

Result<Answer> Push::send(const LogHead& head, std::uint64_t old_size) {
  witness::AddCheckpoint request{old_size, {}, head.checkpoint};
  ledger::TileNodes nodes(log_.tiles(), head.published);
  TRY_ASSIGN(request.proof, ledger::prove_consistency(nodes, old_size, head.published));
  http_client::Call call;
  call.method = "POST";
  call.target = "/add-checkpoint";
  call.body = http_client::body_of(kText, witness::text_of(request));
  call.largest_answer = ledger::kLargestCheckpoint;
  call.times = times_;
  return client_.ask(call);
}

Pushed Push::once() {
  std::optional<std::uint64_t> said;  // by the witness: how much it has cosigned
  LogHead head;
  int conflicts = 0;
  for (int answers = 0; answers < kMostAnswers && conflicts < kMostConflicts; ++answers) {
    const auto state = read();
    if (!state) return own_failure(head, state.error());
    head = state->head;
    if (!state->is_named)
      return ended(End::kUnnamed, head, "",
                   "no registered agreement has its key among ledger.witnesses; it is asked once one has");
    if (!said && !state->has_news()) return {End::kNothingNew, head.published};
    if (said && *said > head.published) return look_ahead(head);
    const auto answer = send(head, said ? *said : state->last ? state->last->size : 0);
    if (!answer) return unanswered(head, answer.error());
    if (answer->status != 409) return take(head, *answer);
    const auto size = witness::parse_conflict(answer->body);
    if (!size || answer->type() != kSize)
      return not_understood(head, "409", "it answers 409 without the size that it has cosigned");
    // One that reads this ledger itself meanwhile has cosigned more of it each time.
    if (!said || *size <= *said) ++conflicts;
    said = *size;
  }
  return not_understood(head, "sizes", "it answers 409 with another size each time");
}

Pushed Push::take(const LogHead& head, const Answer& answer) {
  if (answer.status != 200) return without_cosignature(head, answer);
  const auto note = witness::with_cosignatures(head.checkpoint, answer.body, std::span(&key_, 1));
  if (!note) return not_understood(head, "cosignature", note.error().message);
  return hear(head, *note, {End::kCosigned, head.published});
}

// It says that it has cosigned more than this server has signed. That is so where it shows a checkpoint which
// this server's key has signed; a number alone proves nothing.
Pushed Push::look_ahead(const LogHead& head) {
  http_client::Call call;
  call.target = "/" + witness::origin_hash(log_.origin()) + "/checkpoint";
  call.largest_answer = ledger::kLargestCheckpoint;
  call.times = times_;
  const auto shown = client_.ask(call);
  if (!shown) return unanswered(head, shown.error());
  const Pushed unproven = not_understood(
      head, "ahead",
      "it says that it has cosigned more entries than this server has signed, and does not show it");
  return shown->status == 200 ? hear(head, shown->body, unproven) : unproven;
}

Pushed Push::hear(const LogHead& head, const std::string& note, Pushed where_same) {
  const auto word = witnesses_.hear(database_, log_.tiles(), key_, note, Witnesses::Came::kAsAnswer);
  if (!word && (word.error().code == Code::kDenied || word.error().code == Code::kCorrupt))
    return not_understood(head, "checkpoint", word.error().message);
  if (!word) return own_failure(head, word.error());
  if (*word == Witnesses::Word::kSame) return where_same;
  const End end = *word == Witnesses::Word::kLonger ? End::kBehind : End::kOtherHistory;
  return ended(end, head, "", consequence_of(*word));
}

}  // namespace insyn::server
