#include "server/lifetime/shredding.h"

#include "server/erasure/erasure.h"

namespace insyn::server {
namespace {

// In one transaction.
constexpr std::int64_t kAtOnce = 100;

// By literals of ours: table and the column that names the recording.
using Places = std::vector<std::pair<const char*, const char*>>;

// What opens it, what it says and who wanted to see it.
const Places kAtOnceGone = {{"recordings", "id"},      {"key_files", "recording"},
                            {"requests", "recording"}, {"own_readings", "recording"},
                            {"forks", "recording"},    {"claims", "recording"},
                            {"wanted", "recording"},   {"examples", "recording"},
                            {"audio", "recording"},    {"audio_lookups", "recording"}};
// What witnesses are shown.
const Places kLaterGone = {{"certificates", "recording"},
                           {"discards", "recording"},
                           {"holds", "recording"},
                           {"ledger_salts", "recording"}};

Status delete_from(Transaction& transaction, const Places& places, const std::string& recording) {
  std::vector<std::string> tables;
  for (const auto& [table, column] : places) {
    tables.emplace_back(table);
    TRY(transaction.execute(fmt::format("DELETE FROM {} WHERE {} = :id", table, column), {recording}));
  }
  return note_deleted(transaction, tables);
}

Result<ledger::RecordingId> id_bytes(const std::string& recording) {
  TRY_ASSIGN(const Bytes bytes, from_hex(recording));
  ledger::RecordingId id;
  if (bytes.size() != id.bytes.size()) return fail(Code::kCorrupt, "“{}” is no recording's id", recording);
  std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
  return id;
}

// What lists tell of it from now on: on which day it was, and, unless its customer has asked for it, about
// how long, of which kind and from which queue. Nothing of one of which nothing was handed in.
Status list_as_gone(Transaction& transaction, const std::string& recording, ledger::ShreddedBecause because,
                    Utc at, std::uint64_t entry) {
  const bool tells = because != ledger::ShreddedBecause::kErasure;
  std::string agreement, day, kind, queue;
  Value minutes;
  TRY_ASSIGN(const auto stored,
             transaction.query("SELECT agreement, day, kind, queue, minutes FROM recordings WHERE id = :id",
                               {recording}));
  TRY_ASSIGN(const auto begun,
             transaction.query("SELECT agreement, began FROM certificates WHERE recording = "
                               ":id ORDER BY entry LIMIT 1",
                               {recording}));
  if (!stored.empty()) {
    agreement = text(stored[0][0]);
    day = text(stored[0][1]);
    if (tells) {
      kind = text(stored[0][2]);
      queue = text(stored[0][3]);
      minutes = stored[0][4];
    }
  } else if (!begun.empty()) {
    agreement = text(begun[0][0]);
    day = to_text(Utc(std::chrono::milliseconds(number(begun[0][1])))).substr(0, 10);
  } else {
    return {};
  }
  const bool discarded = because == ledger::ShreddedBecause::kDiscard;
  // Of a database that was put back there may be one.
  TRY(transaction.execute("DELETE FROM gone_recordings WHERE id = :id", {recording}));
  TRY(transaction.execute(
      "INSERT INTO gone_recordings (id, agreement, state, day, kind, queue, minutes, until, entry) VALUES "
      "(:id, :agreement, :state, :day, :kind, :queue, :minutes, :until, :entry)",
      {recording, agreement, std::string(discarded ? "discarded" : "shredded"), day, kind, queue, minutes,
       column(at + kGoneListedFor), static_cast<std::int64_t>(entry)}));
  return {};
}

// Notes about the support system stay; what was cut out of the recording goes with it.
Status unlink_findings(Transaction& transaction, const std::string& recording) {
  TRY(transaction.execute(
      "DELETE FROM finding_pictures WHERE finding IN (SELECT id FROM findings WHERE recording = :id)",
      {recording}));
  TRY_ASSIGN(const std::uint64_t unlinked,
             transaction.execute("UPDATE findings SET recording = NULL WHERE recording = :id", {recording}));
  return unlinked > 0 ? note_deleted(transaction, {"findings", "finding_pictures"}) : Status();
}

Status put_tombstone(Transaction& transaction, const std::string& recording, ledger::ShreddedBecause because,
                     Utc at, std::uint64_t entry) {
  TRY(transaction.execute(
      "INSERT INTO tombstones (recording, because, at, entry, blob_removed, forgotten) "
      "VALUES (:recording, :because, :at, :entry, 0, 0)",
      {recording, std::string(name_of(because)), column(at), static_cast<std::int64_t>(entry)}));
  TRY(list_as_gone(transaction, recording, because, at, entry));
  TRY(unlink_findings(transaction, recording));
  return delete_from(transaction, kAtOnceGone, recording);
}

Result<std::vector<Row>> rows_of(Database& database, const std::string& sql,
                                 const std::vector<Value>& values = {}) {
  std::vector<Row> rows;
  TRY(database.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(rows, transaction.query(sql, values));
    return {};
  }));
  return rows;
}

}  // namespace

Result<bool> is_gone(Transaction& transaction, const std::string& recording) {
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT entry FROM tombstones WHERE recording = :id", {recording}));
  return !rows.empty();
}

Result<bool> shred(Transaction& transaction, Log& log, const std::string& recording,
                   ledger::ShreddedBecause because, Utc now) {
  TRY_ASSIGN(const bool gone, is_gone(transaction, recording));
  if (gone) return false;
  TRY_ASSIGN(const ledger::RecordingId id, id_bytes(recording));
  TRY_ASSIGN(const std::uint64_t entry, log.append(transaction, ledger::RecordingShredded{id, because}));
  TRY(put_tombstone(transaction, recording, because, now, entry));
  return true;
}

Status bury(Transaction& transaction, const std::string& recording, ledger::ShreddedBecause because, Utc at,
            std::uint64_t entry) {
  TRY_ASSIGN(const bool gone, is_gone(transaction, recording));
  return gone ? Status() : put_tombstone(transaction, recording, because, at, entry);
}

Shredder::Shredder(Database& database, Vault& vault, Log& log, const Clock& clock)
    : database_(database), vault_(vault), log_(log), clock_(clock) {}

Status Shredder::apply_ledger() {
  TRY_ASSIGN(const auto rows,
             rows_of(database_,
                     "SELECT number, entry FROM ledger_entries WHERE entry LIKE 'insyn ledger 1 shredded%' "
                     "AND number NOT IN (SELECT entry FROM tombstones)"));
  for (const Row& row : rows) {
    TRY_ASSIGN(const ledger::Entry entry, ledger::parse_entry(text(row[1])));
    const auto* what = std::get_if<ledger::RecordingShredded>(&entry.what);
    if (what == nullptr) return fail(Code::kCorrupt, "entry {} is no shredding", number(row[0]));
    TRY(database_.write([&](Transaction& transaction) -> Status {
      return bury(transaction, to_hex(what->recording.bytes), what->because, entry.time,
                  static_cast<std::uint64_t>(number(row[0])));
    }));
  }
  if (rows.empty()) return {};
  TRY(remove_chunks());
  // Whoever keeps their bytes in the database keeps no server from starting: the next round erases them.
  (void)erase(database_);
  return {};
}

Result<std::uint64_t> Shredder::shred_what_is_over() {
  std::uint64_t all = 0;
  for (;;) {
    const Utc now = clock_.utc();
    std::uint64_t shredded = 0;
    TRY(database_.write([&](Transaction& transaction) -> Status {
      shredded = 0;
      TRY_ASSIGN(const auto rows,
                 transaction.query("SELECT DISTINCT recording FROM certificates WHERE kept_until <= :now AND "
                                   "recording NOT IN (SELECT recording FROM tombstones) LIMIT :most",
                                   {column(now), kAtOnce}));
      for (const Row& row : rows) {
        TRY_ASSIGN(const bool was_there,
                   shred(transaction, log_, text(row[0]), ledger::ShreddedBecause::kRetention, now));
        shredded += was_there ? 1 : 0;
      }
      return {};
    }));
    all += shredded;
    if (shredded == 0) return all;
  }
}

Result<std::uint64_t> Shredder::end_access() {
  std::uint64_t ended = 0;
  TRY(database_.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(ended, transaction.execute("UPDATE requests SET peel_key = NULL WHERE until <= :now AND "
                                          "peel_key IS NOT NULL",
                                          {column(clock_.utc())}));
    return ended > 0 ? note_deleted(transaction, {"requests"}) : Status();
  }));
  TRY(erase_if_cheap(database_));
  return ended;
}

Status Shredder::remove_chunks() {
  // Keys first: from here on the chunks are of no use to anybody.
  TRY(erase_if_cheap(database_));
  for (;;) {
    TRY_ASSIGN(
        const auto rows,
        rows_of(database_, "SELECT recording FROM tombstones WHERE blob_removed = 0 LIMIT :most", {kAtOnce}));
    if (rows.empty()) break;
    for (const Row& row : rows) {
      TRY(vault_.remove(chunks_blob_of(text(row[0]))));
      TRY(vault_.remove(audio_blob_of(text(row[0]))));
    }
    const Status done = database_.write([&](Transaction& transaction) -> Status {
      for (const Row& row : rows)
        TRY(transaction.execute("UPDATE tombstones SET blob_removed = 1 WHERE recording = :id", {row[0]}));
      return {};
    });
    TRY(done);
  }
  return {};
}

Status Shredder::forget() {
  const std::int64_t before = column(clock_.utc() - kShownFor);
  for (;;) {
    std::size_t count = 0;
    const Status done = database_.write([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(const auto rows,
                 transaction.query("SELECT recording FROM tombstones WHERE forgotten = 0 AND "
                                   "at < :before LIMIT :most",
                                   {before, kAtOnce}));
      count = rows.size();
      for (const Row& row : rows) {
        TRY(delete_from(transaction, kLaterGone, text(row[0])));
        TRY(transaction.execute("UPDATE tombstones SET forgotten = 1 WHERE recording = :id", {row[0]}));
      }
      return {};
    });
    TRY(done);
    if (count == 0) break;
  }
  TRY(database_.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(
        const std::uint64_t forgotten,
        transaction.execute("DELETE FROM gone_recordings WHERE until <= :now", {column(clock_.utc())}));
    return forgotten > 0 ? note_deleted(transaction, {"gone_recordings"}) : Status();
  }));
  return erase_if_cheap(database_);
}

}  // namespace insyn::server
