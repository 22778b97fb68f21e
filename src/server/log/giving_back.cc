#include "server/log/giving_back.h"

#include <algorithm>

#include "ledger/checkpoint/checkpoint.h"

namespace insyn::server {
namespace {

Result<std::vector<std::string>> parse_entries(ByteView bytes) {
  std::vector<std::string> entries;
  while (!bytes.empty()) {
    if (bytes.size() < 2 || entries.size() == GivingBack::kMostAtOnce)
      return fail(Code::kCorrupt, "the entries are cut off, or more than {}", GivingBack::kMostAtOnce);
    const std::size_t length = std::size_t{bytes[0]} << 8U | bytes[1];
    bytes = bytes.subspan(2);
    if (length > bytes.size() || length > ledger::kLongestEntryText)
      return fail(Code::kCorrupt, "an entry is cut off, or longer than {} bytes", ledger::kLongestEntryText);
    entries.emplace_back(text_of(bytes.first(length)));
    bytes = bytes.subspan(length);
  }
  return entries;
}

Result<std::uint64_t> count_given(Transaction& transaction) {
  TRY_ASSIGN(const std::vector<Row> rows, transaction.query("SELECT COUNT(*) FROM ledger_given_back"));
  return static_cast<std::uint64_t>(number(rows[0][0]));
}

// Calls `take` with each of the entries that were given back, a part of them in memory at a time.
Status for_each_given(Transaction& transaction, std::uint64_t from, std::uint64_t to,
                      const std::function<Status(std::uint64_t, const std::string&)>& take) {
  for (std::uint64_t next = from; next < to;) {
    const std::uint64_t end = std::min<std::uint64_t>(to, next + GivingBack::kMostAtOnce);
    TRY_ASSIGN(
        const std::vector<Row> rows,
        transaction.query("SELECT number, entry FROM ledger_given_back WHERE number >= :a AND number < "
                          ":b ORDER BY number",
                          {column(next), column(end)}));
    if (rows.size() != end - next) return fail(Code::kCorrupt, "entries that were given back are missing");
    for (const Row& row : rows) TRY(take(next++, text(row[1])));
  }
  return {};
}

}  // namespace

Result<GivingBack::Missing> GivingBack::missing(Transaction& transaction, std::string_view key_id,
                                                const LogHead& head) {
  TRY_ASSIGN(const std::optional<Witnesses::Latest> last, witnesses_.latest(transaction, key_id));
  if (!last || !last->same_history || last->size <= head.published)
    return fail(Code::kDenied, "this server has all entries that the witness has cosigned");
  TRY_ASSIGN(const note::Note note, note::parse(last->note));
  TRY_ASSIGN(const ledger::Checkpoint checkpoint, ledger::parse_checkpoint(note.text));
  return Missing{head.published, checkpoint.size, checkpoint.root, last->note};
}

Result<GivenBack> GivingBack::take(std::string_view key_id, std::uint64_t from, ByteView bytes) {
  TRY_ASSIGN(const std::vector<std::string> entries, parse_entries(bytes));
  const std::lock_guard lock(mutex_);
  LogHead head;
  Missing wanted;
  GivenBack answer;
  const Status taken = database_.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(head, read_head(transaction));
    TRY_ASSIGN(wanted, missing(transaction, key_id, head));
    TRY_ASSIGN(const std::uint64_t given, count_given(transaction));
    answer.next = wanted.from + given;
    if (from != answer.next) return {};
    if (answer.next + entries.size() > wanted.size)
      return fail(Code::kDenied, "the witness has cosigned only {} entries", wanted.size);
    for (const std::string& entry : entries)
      TRY(transaction.execute("INSERT INTO ledger_given_back (number, entry) VALUES (:a, :b)",
                              {column(answer.next++), entry}));
    return {};
  });
  TRY(taken);
  if (answer.next < wanted.size) return answer;
  if (Status done = complete(head, wanted); !done) {
    // Whether they were wrong or could not be stored: they are asked for again.
    const Status forgotten = database_.write([](Transaction& transaction) -> Status {
      TRY(transaction.execute("DELETE FROM ledger_given_back"));
      return {};
    });
    TRY(forgotten);
    return Failure(std::move(done).error());
  }
  answer.complete = true;
  return answer;
}

// The root tells whether they are what this server has signed, before anything is done with them.
Status GivingBack::complete(const LogHead& head, const Missing& missing) {
  TRY_ASSIGN(ledger::Appender appender, ledger::Appender::open(tiles_, head.published, head.root));
  TRY(database_.read([&](Transaction& transaction) {
    return for_each_given(
        transaction, missing.from, missing.size,
        [&](std::uint64_t, const std::string& entry) { return appender.append(view_of(entry)); });
  }));
  if (appender.root() != missing.root)
    return fail(Code::kDenied, "the entries that were given back are not those that this server has signed");
  TRY(appender.store());

  return database_.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const std::uint64_t changed,
               transaction.execute(
                   "UPDATE ledger_head SET published = :a, root = :b, checkpoint = :c WHERE one = 1 AND "
                   "published = :d AND root = :e",
                   {column(missing.size), to_hex(missing.root), missing.checkpoint, column(head.published),
                    to_hex(head.root)}));
    if (changed != 1) return fail(Code::kTransient, "another server took the entries meanwhile");
    TRY(transaction.execute("UPDATE ledger_head SET size = :a WHERE one = 1 AND size < :b",
                            {column(missing.size), column(missing.size)}));
    // What was appended here and never signed stays where it is the same.
    TRY(transaction.execute(
        "DELETE FROM ledger_salts WHERE number IN (SELECT e.number FROM ledger_entries e JOIN "
        "ledger_given_back g ON e.number = g.number WHERE e.entry <> g.entry)"));
    TRY(transaction.execute(
        "DELETE FROM ledger_entries WHERE number IN (SELECT number FROM ledger_given_back)"));
    TRY(transaction.execute(
        "INSERT INTO ledger_entries (number, entry) SELECT number, entry FROM ledger_given_back"));
    TRY(for_each_given(transaction, missing.from, missing.size,
                       [&](std::uint64_t number, const std::string& entry) -> Status {
                         const auto read = ledger::parse_entry(entry);
                         return read ? apply(transaction, number, *read) : Status();
                       }));
    TRY(transaction.execute("DELETE FROM ledger_given_back"));
    return {};
  });
}

Status GivingBack::apply(Transaction& transaction, std::uint64_t number, const ledger::Entry& entry) {
  if (const auto* shredded = std::get_if<ledger::RecordingShredded>(&entry.what))
    return shred_(transaction, {to_hex(shredded->recording.bytes), shredded->because, entry.time, number});
  if (const auto* withdrawn = std::get_if<ledger::AgreementWithdrawn>(&entry.what))
    TRY(transaction.execute("UPDATE agreements SET withdrawn = :a WHERE hash = :b AND withdrawn IS NULL",
                            {column(entry.time), to_hex(withdrawn->agreement)}));
  return {};
}

}  // namespace insyn::server
