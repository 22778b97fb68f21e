#include "server/ledger_routes/witness_routes.h"

#include "agreement/in_force_note.h"
#include "ledger/checkpoint/checkpoint.h"
#include "server/ledger_routes/answers.h"

namespace insyn::server {
namespace {

using Word = Witnesses::Word;

// Entries that a witness gives back, or recordings that it knows of, in one request.
constexpr std::uint64_t kLargestPart = std::uint64_t{4} << 20;

// The witness that asks, which Callers has recognised by the same agreements.
Result<note::Verifier> asking(const WitnessRoom& room, const http::Request& request) {
  std::optional<note::Verifier> found;
  TRY(room.database.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const Witnesses::ByKey all, room.witnesses.registered(transaction));
    const auto one = all.find(request.caller.id);
    if (one != all.end()) found = one->second;
    return {};
  }));
  if (!found) return fail(Code::kDenied, "no agreement names this witness");
  return *found;
}

http::Answer newest_checkpoint(const WitnessRoom& room) {
  const auto checkpoint = room.log.checkpoint();
  if (checkpoint) return {200, kText, *checkpoint, {{"cache-control", "no-store"}}};
  if (checkpoint.error().code == Code::kPermanent) return {204, "", ""};
  return answer_of(checkpoint.error());
}

http::Answer take_cosignature(const WitnessRoom& room, const http::Request& request) {
  const auto witness = asking(room, request);
  if (!witness) return http::problem(403, "role");
  const auto word = room.witnesses.hear(room.database, room.log.tiles(), *witness, request.body);
  if (!word && word.error().code == Code::kCorrupt) return http::problem(400, "note");
  if (!word && word.error().code == Code::kDenied) return http::problem(403, "note");
  if (!word) return answer_of(word.error());
  if (*word == Word::kSame) return newest_checkpoint(room);
  room.say(fmt::format("the witness {} {}", witness->name(), consequence_of(*word)));
  return *word == Word::kLonger ? http::problem(409, "behind") : http::problem(409, "other-history");
}

http::Answer take_missing(const WitnessRoom& room, const http::Request& request) {
  const auto from = number_in_query(request.head, "from");
  if (!from) return http::problem(400, "parameter");
  const auto given = room.giving_back.take(request.caller.id, *from, view_of(request.body));
  if (!given) {
    room.say(fmt::format("entries that a witness gave back: {}", given.error().message));
    if (given.error().code == Code::kCorrupt) return http::problem(400, "entries");
    if (given.error().code == Code::kDenied) return http::problem(409, "not-missing");
    return answer_of(given.error());
  }
  if (given->complete) room.say(fmt::format("a witness has given back all entries, up to {}", given->next));
  return {200, kJson, fmt::format(R"({{"next":{},"complete":{}}})", given->next, given->complete)};
}

struct KnownRecording {
  std::string id;
  std::uint64_t certified = 0;
};

// Lines "<id> <entry>".
Result<std::vector<KnownRecording>> parse_recordings(std::string_view text) {
  std::vector<KnownRecording> all;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    constexpr std::size_t kId = 2 * sizeof(ledger::RecordingId::bytes);
    if (end == std::string_view::npos || line.size() < kId + 2 || line[kId] != ' ')
      return fail(Code::kCorrupt, "a line names no recording");
    TRY_ASSIGN(const Bytes id, from_hex(line.substr(0, kId)));
    TRY_ASSIGN(const std::uint64_t certified, ledger::parse_size(line.substr(kId + 1)));
    all.push_back({to_hex(id), certified});
    text.remove_prefix(end + 1);
  }
  return all;
}

// Of those that the witness knows to be there, what this server does not have.
Result<std::uint64_t> want(Transaction& transaction, const std::vector<KnownRecording>& known, Utc now) {
  std::uint64_t wanted = 0;
  for (const KnownRecording& one : known) {
    TRY_ASSIGN(
        const std::vector<Row> there,
        transaction.query("SELECT id FROM recordings WHERE id = :a UNION SELECT recording FROM tombstones "
                          "WHERE recording = :b UNION SELECT recording FROM wanted WHERE recording = :c",
                          {one.id, one.id, one.id}));
    if (!there.empty()) continue;
    TRY(transaction.execute("INSERT INTO wanted (recording, since, certified) VALUES (:a, :b, :c)",
                            {one.id, column(now), column(one.certified)}));
    ++wanted;
  }
  return wanted;
}

http::Answer take_recordings(const WitnessRoom& room, const http::Request& request) {
  const auto known = parse_recordings(request.body);
  if (!known) return http::problem(400, "recordings");
  std::uint64_t wanted = 0;
  const Status done = room.database.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(wanted, want(transaction, *known, room.clock.utc()));
    return {};
  });
  if (!done) return answer_of(done.error());
  return {200, kJson, fmt::format(R"({{"wanted":{}}})", wanted)};
}

// Which agreement the note is about is said by the note itself, which the witness has signed.
http::Answer take_in_force(const WitnessRoom& room, const http::Request& request) {
  const auto witness = asking(room, request);
  if (!witness) return http::problem(403, "role");
  const auto word = agreement::verify_in_force(request.body, *witness);
  if (!word) return http::problem(word.error().code == Code::kDenied ? 403 : 400, "note");
  if (word->at > room.clock.utc() + agreement::kWitnessClockTolerance) return http::problem(400, "too-new");
  const std::string hash = to_hex(word->agreement);
  std::optional<http::Answer> refused;
  const Status done = room.database.write([&](Transaction& transaction) -> Status {
    refused.reset();
    TRY_ASSIGN(const std::vector<Row> agreed,
               transaction.query("SELECT withdrawn FROM agreements WHERE hash = :a", {hash}));
    TRY_ASSIGN(const bool names, room.witnesses.is_witness_of(transaction, hash, *witness));
    if (agreed.empty() || !names) refused = http::problem(404, "no-such-agreement");
    if (!refused && !is_null(agreed[0][0])) refused = http::problem(409, "withdrawn");
    if (refused) return {};
    TRY_ASSIGN(const std::vector<Row> before,
               transaction.query("SELECT said FROM in_force_notes WHERE agreement = :a AND witness = :b",
                                 {hash, request.caller.id}));
    if (!before.empty() && number(before[0][0]) >= column(word->at)) return {};
    TRY(transaction.execute("DELETE FROM in_force_notes WHERE agreement = :a AND witness = :b",
                            {hash, request.caller.id}));
    TRY(transaction.execute(
        "INSERT INTO in_force_notes (agreement, witness, note, said) VALUES (:a, :b, :c, :d)",
        {hash, request.caller.id, request.body, column(word->at)}));
    return {};
  });
  if (!done) return answer_of(done.error());
  return refused ? *refused : http::Answer{204, "", ""};
}

}  // namespace

std::optional<http::Machine> find_witness(Database& database, Witnesses& witnesses, std::string_view key_id) {
  std::optional<http::Machine> found;
  const Status read = database.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const Witnesses::ByKey all, witnesses.registered(transaction));
    const auto one = all.find(key_id);
    if (one != all.end()) found = http::Machine{one->second, http::Role::kWitness};
    return {};
  });
  return read ? found : std::nullopt;
}

Status check_ledger(Database& database, Witnesses& witnesses) {
  return database.read([&](Transaction& transaction) { return witnesses.may_grow(transaction); });
}

std::vector<http::Route> witness_routes(const WitnessRoom& room) {
  using Take = http::Answer (*)(const WitnessRoom&, const http::Request&);
  struct Path {
    const char* path;
    std::uint64_t largest;
    Take take;
  };
  static constexpr Path kPaths[] = {{"/v1/ledger/cosignatures", ledger::kLargestCheckpoint, take_cosignature},
                                    {"/v1/ledger/missing", kLargestPart, take_missing},
                                    {"/v1/ledger/recordings", kLargestPart, take_recordings},
                                    {"/v1/in-force", agreement::kLargestInForceNote, take_in_force}};
  std::vector<http::Route> routes;
  for (const Path& one : kPaths)
    routes.push_back({"POST",
                      one.path,
                      {http::Role::kWitness},
                      one.largest,
                      http::Handle([room, take = one.take](const http::Request& request) {
                        return take(room, request);
                      })});
  return routes;
}

}  // namespace insyn::server
