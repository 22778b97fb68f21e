#include "server/ingest/storing.h"

#include <algorithm>

#include "receipt/receipt.h"
#include "receipt/tombstone.h"
#include "server/lifetime/shredding.h"

namespace insyn::server {
namespace {

// Whoever stores one has put its bytes in place and said so long before.
constexpr std::chrono::hours kClaimLasts{1};
constexpr const char* kOrphan = "orphan";
constexpr std::size_t kBlobsAtOnce = 1000;

std::string contents_of(const std::string& opening_note, const std::string& list) {
  Sha256 both;
  both.add(sha256(view_of(opening_note))).add(sha256(view_of(list)));
  return to_hex(both.digest());
}

// Their names, one a line: none has a control character.
std::string names_of(const recording::Opening& opening) {
  std::string all;
  for (const recording::RecordedApplication& one : opening.applications)
    all += (all.empty() ? "" : "\n") + one.name;
  return all;
}

// About how long it is, so coarsely that no call is known by it. What is sealed tells nobody when it ended; a
// chunk of pictures is two seconds of a screen that changes.
Value rounded_minutes(const Front& front) {
  constexpr std::int64_t kChunksAMinute = 30;
  if (front.opening.level == agreement::Level::kMetrics) return {};
  const auto chunks = std::count_if(
      front.chunks.begin(), front.chunks.end(),
      [](const recording::ChunkRecord& one) { return one.kind == recording::ChunkKind::kTrack; });
  const std::int64_t minutes = chunks / kChunksAMinute;
  std::int64_t rounded = 1;
  for (const std::int64_t step : {2, 5, 10, 15, 20, 30, 45, 60})
    if (minutes >= step) rounded = step;
  return rounded;
}

http::Answer receipt_answer(OrRefusal<std::string> receipt) {
  if (!receipt) return std::move(receipt.error());
  return {200, kReceiptType, *std::move(receipt)};
}

}  // namespace

Storing::Storing(Database& database, Vault& vault, Log& log, Certificates& certificates, const Clock& clock)
    : database_(database), vault_(vault), log_(log), certificates_(certificates), clock_(clock) {}

Result<Storing::Stored> Storing::find(Transaction& transaction, const Front& front) const {
  TRY_ASSIGN(const bool gone, is_gone(transaction, front.id()));
  if (gone) return Stored{Found::kGone, 0};
  TRY_ASSIGN(const auto over,
             transaction.query("SELECT recording FROM certificates WHERE recording = :id AND "
                               "kept_until <= :now",
                               {front.id(), column(clock_.utc())}));
  if (!over.empty()) return Stored{Found::kGone, 0};
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT opening_note, closing_note, journal, entry FROM recordings "
                               "WHERE id = :id",
                               {front.id()}));
  if (rows.empty()) return Stored{};
  const std::string& closing = text(rows[0][1]);
  const std::string contents = contents_of(text(rows[0][0]), closing.empty() ? text(rows[0][2]) : closing);
  return Stored{contents == front.contents() ? Found::kSame : Found::kOther,
                static_cast<std::uint64_t>(number(rows[0][3]))};
}

Status Storing::add_fork(const Front& front) {
  return database_.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const Stored stored, find(transaction, front));
    if (stored.found != Found::kOther) return {};
    TRY_ASSIGN(const auto known,
               transaction.query("SELECT entry FROM forks WHERE recording = :id AND contents = :contents",
                                 {front.id(), front.contents()}));
    if (!known.empty()) return {};
    const Kept kept{ledger::Salt::random(), front.id()};
    TRY_ASSIGN(const std::uint64_t entry,
               log_.append(transaction,
                           ledger::RecordingForked{{stored.entry},
                                                   ledger::salted_contents(kept.salt, front.opening_hash(),
                                                                           front.closing_hash())},
                           kept));
    TRY(
        transaction.execute("INSERT INTO forks (recording, contents, entry) "
                            "VALUES (:recording, :contents, :entry)",
                            {front.id(), front.contents(), column(entry)}));
    return {};
  });
}

std::optional<http::Answer> Storing::answer_found(const Front& front, const Stored& stored) {
  switch (stored.found) {
    case Found::kNone:
      return std::nullopt;
    case Found::kSame:
      return receipt_answer(receipt(front.id()));
    case Found::kGone:
      return http::problem(410, "gone");
    case Found::kOther:
      break;
  }
  if (const Status forked = add_fork(front); !forked) return answer_for(forked.error(), "fork");
  return http::problem(409, "fork");
}

std::optional<http::Answer> Storing::check(const Front& front) {
  const auto certified = certificates_.add(front.certified);
  if (!certified) return certified.error();
  Stored stored;
  const Status read = database_.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(stored, find(transaction, front));
    return {};
  });
  if (!read) return answer_for(read.error(), "unexpected");
  return answer_found(front, stored);
}

Result<bool> Storing::has_claim(Transaction& transaction, const Front& front) const {
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT at FROM claims WHERE recording = :id AND contents = :contents",
                               {front.id(), front.contents()}));
  return !rows.empty();
}

Result<bool> Storing::claim(Transaction& transaction, const Front& front) const {
  const std::int64_t now = column(clock_.utc());
  TRY(transaction.execute(
      "DELETE FROM claims WHERE recording = :id AND (contents = :contents OR at < :old)",
      {front.id(), front.contents(), now - std::chrono::milliseconds(kClaimLasts).count()}));
  TRY_ASSIGN(const std::uint64_t added,
             transaction.execute("INSERT INTO claims (recording, contents, at) VALUES (:id, :contents, :now) "
                                 "ON CONFLICT DO NOTHING",
                                 {front.id(), front.contents(), now}));
  return added == 1;
}

http::Answer Storing::store(const Front& front, const Path& file) {
  Stored stored;
  bool claimed = false;
  // A claim keeps apart those who store now. Where a crash loses it, it has ended them too.
  const Status begun = database_.write_for_this_boot([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(stored, find(transaction, front));
    if (stored.found != Found::kNone) return {};
    TRY_ASSIGN(claimed, claim(transaction, front));
    return {};
  });
  if (!begun) return answer_for(begun.error(), "unexpected");
  if (auto answer = answer_found(front, stored)) return *std::move(answer);
  if (!claimed) return http::problem_for(409, "busy", std::chrono::seconds(30));

  const std::string blob = chunks_blob_of(front.id());
  if (const Status put = vault_.put_file(blob, file); !put) {
    // Bytes of somebody who claimed it before and never said that it is stored.
    if (put.error().code == Code::kDenied) (void)vault_.remove(blob);
    // Whatever it is, it is no fault of the recording's.
    const Code code = put.error().code == Code::kFull ? Code::kFull : Code::kTransient;
    return answer_for({code, put.error().message}, "unexpected");
  }
  // It lasts with the checkpoint that its receipt needs. Before that nobody is told that it is stored, and
  // where it is lost the link brings it again.
  const Status done = database_.write_for_this_boot([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(stored, find(transaction, front));
    if (stored.found != Found::kNone) return {};
    TRY_ASSIGN(claimed, has_claim(transaction, front));
    return claimed ? insert(transaction, front) : Status();
  });
  if (!done) return answer_for(done.error(), "unexpected");
  if (stored.found == Found::kGone) (void)vault_.remove(blob);
  if (auto answer = answer_found(front, stored)) return *std::move(answer);
  if (!claimed) return http::problem_for(409, "busy", std::chrono::seconds(30));
  return receipt_answer(receipt(front.id()));
}

Status Storing::insert(Transaction& transaction, const Front& front) {
  const recording::Certificate& says = front.certified.certificate;
  const Kept kept{ledger::Salt::random(), front.id()};
  TRY_ASSIGN(const std::uint64_t entry,
             log_.append(transaction,
                         ledger::RecordingReceived{
                             ledger::salted(kept.salt, view_of(front.id())),
                             ledger::salted_contents(kept.salt, front.opening_hash(), front.closing_hash()),
                             front.chunks.size()},
                         kept));
  TRY_ASSIGN(const auto until, transaction.query("SELECT kept_until FROM certificates WHERE recording = :id "
                                                 "ORDER BY entry LIMIT 1",
                                                 {front.id()}));
  if (until.empty()) return fail(Code::kTransient, "the certificate of {} is gone", front.id());
  std::uint64_t bytes = 0;
  for (const recording::ChunkRecord& chunk : front.chunks) bytes += chunk.length;
  Value withheld;
  if (front.withheld_percent) withheld = std::int64_t{*front.withheld_percent};
  TRY(transaction.execute(
      "INSERT INTO recordings (id, state, agreement, device, agent, call_id, kind, queue, began, day, "
      "kept_until, level, withheld, minutes, applications, chunks, bytes, received, entry, opening_note, "
      "closing_note, journal) VALUES (:id, 'stored', :agreement, :device, :agent, :call_id, :kind, :queue, "
      ":began, :day, "
      ":kept_until, :level, :withheld, :minutes, :applications, :chunks, :bytes, :received, :entry, "
      ":opening_note, :closing_note, "
      ":journal)",
      {front.id(),
       to_hex(says.agreement_hash),
       says.device,
       says.agent,
       says.call,
       says.kind,
       says.queue,
       column(says.begin),
       recording::date_text(front.opening.date),
       until[0][0],
       std::string(agreement::level_name(front.opening.level)),
       withheld,
       rounded_minutes(front),
       names_of(front.opening),
       column(front.chunks.size()),
       column(bytes),
       column(clock_.utc()),
       column(entry),
       front.opening_note,
       front.closing_note,
       front.journal}));
  for (const auto& [name, content] : front.key_files)
    TRY(transaction.execute("INSERT INTO key_files (recording, name, content) VALUES (:id, :name, :content)",
                            {front.id(), name, to_base64(view_of(content), Padding::kRequired)}));
  TRY(transaction.execute("DELETE FROM claims WHERE recording = :id", {front.id()}));
  TRY(transaction.execute("DELETE FROM wanted WHERE recording = :id", {front.id()}));
  return {};
}

OrRefusal<std::string> Storing::receipt(const std::string& recording) {
  bool gone = false;
  std::optional<std::uint64_t> entry;
  std::optional<Log::Stood> stood;
  const Status read = database_.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(gone, is_gone(transaction, recording));
    TRY_ASSIGN(const auto rows,
               transaction.query("SELECT entry FROM recordings WHERE id = :id", {recording}));
    if (rows.empty()) return {};
    entry = static_cast<std::uint64_t>(number(rows[0][0]));
    TRY_ASSIGN(stood, log_.at(transaction, *entry));
    return {};
  });
  if (!read) return refuse(read.error(), "receipt");
  if (gone) return refuse(410, "gone");
  if (!entry) return refuse(404, "receipt");
  if (!stood->kept) return refuse({Code::kTransient, "the salt of its entry is not there"}, "receipt");
  return receipt_of(recording, *entry, stood->kept->salt);
}

OrRefusal<std::string> Storing::receipt_of(const std::string& recording, std::uint64_t entry,
                                           const ledger::Salt& salt) {
  const auto there = proven(entry);
  if (!there) return tl::unexpected(there.error());
  return insyn::text_of(
      Receipt{recording, salt, there->number, there->proof, there->entry, there->checkpoint});
}

OrRefusal<ProvenEntry> Storing::proven(std::uint64_t entry) {
  auto proven = log_.prove(entry);
  if (!proven) {
    if (const Status published = log_.publish(); !published) return refuse(published.error(), "unexpected");
    proven = log_.prove(entry);
  }
  if (!proven) return refuse(proven.error(), "unexpected");
  return ProvenEntry{proven->number, proven->proof, proven->entry, proven->checkpoint};
}

OrRefusal<std::string> Storing::tombstone(const std::string& recording) {
  std::optional<std::uint64_t> entry;
  const Status read = database_.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const auto rows,
               transaction.query("SELECT entry FROM tombstones WHERE recording = :id", {recording}));
    if (!rows.empty()) entry = static_cast<std::uint64_t>(number(rows[0][0]));
    return {};
  });
  if (!read) return refuse(read.error(), "unexpected");
  if (!entry) return refuse(404, "recording");
  const auto there = proven(*entry);
  if (!there) return tl::unexpected(there.error());
  return insyn::text_of(Tombstone{recording, *there});
}

Result<bool> Storing::is_done(const std::string& recording) {
  bool done = false;
  TRY(database_.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const auto rows, transaction.query("SELECT recording FROM tombstones WHERE recording = :id "
                                                  "UNION ALL SELECT id FROM recordings WHERE id = :id",
                                                  {recording}));
    done = !rows.empty();
    return {};
  }));
  return done;
}

// A claim of nobody's keeps others from storing it meanwhile.
Result<bool> Storing::is_orphan(const std::string& recording, bool begin) {
  bool orphan = false;
  const Status done = database_.write([&](Transaction& transaction) -> Status {
    orphan = false;
    if (!begin) {
      TRY(transaction.execute("DELETE FROM claims WHERE recording = :id AND contents = :orphan",
                              {recording, std::string(kOrphan)}));
      return {};
    }
    TRY_ASSIGN(const auto rows, transaction.query("SELECT id FROM recordings WHERE id = :id", {recording}));
    if (!rows.empty()) return {};
    const std::int64_t now = column(clock_.utc());
    TRY(transaction.execute("DELETE FROM claims WHERE recording = :id AND at < :old",
                            {recording, now - std::chrono::milliseconds(kClaimLasts).count()}));
    TRY_ASSIGN(const std::uint64_t added,
               transaction.execute("INSERT INTO claims (recording, contents, at) VALUES (:id, :orphan, :now) "
                                   "ON CONFLICT DO NOTHING",
                                   {recording, std::string(kOrphan), now}));
    orphan = added == 1;
    return {};
  });
  TRY(done);
  return orphan;
}

Status Storing::remove_orphans() {
  std::string after;
  for (;;) {
    TRY_ASSIGN(const auto names, vault_.list("recordings/", after, kBlobsAtOnce));
    if (names.empty()) return {};
    for (const std::string& name : names) {
      const std::string recording = name.substr(name.rfind('/') + 1);
      if (!recording::is_recording_id(recording)) continue;
      TRY_ASSIGN(const bool orphan, is_orphan(recording, true));
      if (!orphan) continue;
      const Status removed = vault_.remove(name);
      TRY(is_orphan(recording, false));
      TRY(removed);
    }
    after = names.back();
  }
}

}  // namespace insyn::server
