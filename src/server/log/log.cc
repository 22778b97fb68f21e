#include "server/log/log.h"

#include <algorithm>
#include <type_traits>

#include "base/check.h"
#include "ledger/checkpoint/checkpoint.h"
#include "ledger/tiles/reading.h"
#include "note/note.h"

namespace insyn::server {
namespace {

using ledger::Tile;

// How many entries one checkpoint adds at most: they are in memory until it is signed.
constexpr std::uint64_t kMostAtOnce = 4096;
// How often others may have been faster.
constexpr int kTries = 100;

template <class What>
bool has_salted(const What& what) {
  bool found = false;
  What::fields(what, [&found](const char*, const auto& member) {
    if constexpr (std::is_same_v<std::decay_t<decltype(member)>, ledger::Salted>) found = true;
  });
  return found;
}

bool has_salted(const ledger::AnyEntry& entry) {
  return std::visit([](const auto& what) { return has_salted(what); }, entry);
}

Result<Digest> parse_digest(const std::string& hex) {
  TRY_ASSIGN(const Bytes bytes, from_hex(hex));
  Digest digest{};
  if (bytes.size() != digest.size()) return fail(Code::kCorrupt, "“{}” is no SHA-256", hex);
  std::ranges::copy(bytes, digest.begin());
  return digest;
}

// The salts are the database's, and may have been shredded.
Result<std::optional<Kept>> kept_of(Transaction& transaction, std::uint64_t number) {
  TRY_ASSIGN(
      const std::vector<Row> rows,
      transaction.query("SELECT salt, recording FROM ledger_salts WHERE number = :a", {column(number)}));
  if (rows.empty()) return std::optional<Kept>();
  Kept kept;
  TRY_ASSIGN(kept.salt.bytes, parse_digest(text(rows[0][0])));
  if (!is_null(rows[0][1])) kept.recording = text(rows[0][1]);
  return std::optional(std::move(kept));
}

}  // namespace

Result<std::vector<std::string>> entries_between(Transaction& transaction, std::uint64_t from,
                                                 std::uint64_t to) {
  TRY_ASSIGN(const std::vector<Row> rows,
             transaction.query("SELECT number, entry FROM ledger_entries WHERE number >= :a AND number < :b "
                               "ORDER BY number",
                               {column(from), column(to)}));
  std::vector<std::string> entries;
  for (const Row& row : rows) {
    if (number(row[0]) != column(from + entries.size())) break;
    entries.push_back(text(row[1]));
  }
  if (entries.size() != to - from)
    return fail(Code::kCorrupt, "entry {} of the ledger is missing in the database", from + entries.size());
  return entries;
}

Result<LogHead> read_head(Transaction& transaction) {
  TRY_ASSIGN(const std::vector<Row> rows,
             transaction.query("SELECT size, published, root, checkpoint FROM ledger_head WHERE one = 1"));
  if (rows.size() != 1)
    return fail(Code::kCorrupt, "the database has no row in ledger_head; put it back from a backup");
  LogHead head;
  head.size = static_cast<std::uint64_t>(number(rows[0][0]));
  head.published = static_cast<std::uint64_t>(number(rows[0][1]));
  TRY_ASSIGN(head.root, parse_digest(text(rows[0][2])));
  head.checkpoint = text(rows[0][3]);
  if (head.size > ledger::kLargestTree || head.published > head.size)
    return fail(Code::kCorrupt, "ledger_head states {} entries and {} that were published", head.size,
                head.published);
  return head;
}

Result<LogHead> read_head(Database& database) {
  LogHead head;
  const Status read = database.read([&head](Transaction& transaction) -> Status {
    TRY_ASSIGN(head, read_head(transaction));
    return {};
  });
  TRY(read);
  return head;
}

Log::Log(Database& database, Vault& vault, const note::Signer& key, const Clock& clock, GrowthGate* gate)
    : database_(database),
      tiles_(database, vault),
      unsigned_tiles_(database, tiles_),
      key_(key),
      clock_(clock),
      gate_(gate) {}

Status Log::may_grow(Transaction& transaction) {
  return gate_ == nullptr ? Status() : gate_->may_grow(transaction);
}

Result<std::uint64_t> Log::append(Transaction& transaction, const ledger::AnyEntry& what,
                                  const std::optional<Kept>& kept) {
  const ledger::Entry entry{clock_.utc(), what};
  CHECK(ledger::check_entry(entry));
  CHECK(kept || !has_salted(what));
  TRY(may_grow(transaction));
  TRY(transaction.execute("UPDATE ledger_head SET size = size + 1 WHERE one = 1"));
  TRY_ASSIGN(const LogHead head, read_head(transaction));
  const std::uint64_t number = head.size - 1;
  TRY(transaction.execute("INSERT INTO ledger_entries (number, entry) VALUES (:a, :b)",
                          {column(number), ledger::text_of(entry)}));
  if (!kept) return number;
  const Value recording = kept->recording.empty() ? Value() : Value(kept->recording);
  TRY(transaction.execute("INSERT INTO ledger_salts (number, salt, recording) VALUES (:a, :b, :c)",
                          {column(number), to_hex(kept->salt.bytes), recording}));
  return number;
}

Result<Log::Stood> Log::at(Transaction& transaction, std::uint64_t number) {
  TRY_ASSIGN(const std::vector<Row> rows,
             transaction.query("SELECT entry FROM ledger_entries WHERE number = :a", {column(number)}));
  if (rows.empty()) return fail(Code::kPermanent, "the ledger has no entry {}", number);
  Stood stood;
  TRY_ASSIGN(stood.entry, ledger::parse_entry(text(rows[0][0])));
  TRY_ASSIGN(stood.kept, kept_of(transaction, number));
  return stood;
}

// The edge of what was published last. It is kept between calls, for reading it takes long, and used only
// where the database still says the same.
Status Log::take_edge(const LogHead& head) {
  if (edge_ && edge_->size() == head.published && edge_->root() == head.root) return {};
  edge_.reset();
  auto opened = ledger::Appender::open(unsigned_tiles_, head.published, head.root);
  if (!opened) return in_context("the ledger's tiles are not what was signed", std::move(opened).error());
  edge_.emplace(*std::move(opened));
  return {};
}

Result<Log::Next> Log::read_next() {
  Next next;
  const Status read = database_.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(next.after, read_head(transaction));
    const std::uint64_t from = next.after.published;
    const std::uint64_t to = std::min(next.after.size, from + kMostAtOnce);
    if (from == to) return {};
    TRY(may_grow(transaction));
    TRY_ASSIGN(next.entries, entries_between(transaction, from, to));
    return {};
  });
  TRY(read);
  if (next.after.published < largest_)
    return fail(Code::kDenied,
                "the database says that {} entries were published, and this server has published {}: it was "
                "put back from a backup; start the server again",
                next.after.published, largest_);
  largest_ = next.after.published;
  return next;
}

// It is nobody's before it is the database's: of two servers that have signed one is refused here, and what
// it signed is forgotten.
Result<bool> Log::swap_head(const LogHead& before, const LogHead& after) {
  std::uint64_t changed = 0;
  const Status written = database_.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(changed,
               transaction.execute(
                   "UPDATE ledger_head SET published = :a, root = :b, checkpoint = :c, signed_at = :d WHERE "
                   "one = 1 AND published = :e AND root = :f AND size >= :g",
                   {column(after.published), to_hex(after.root), after.checkpoint, column(clock_.utc()),
                    column(before.published), to_hex(before.root), column(after.published)}));
    return {};
  });
  TRY(written);
  return changed == 1;
}

Result<bool> Log::publish_next(const Next& next) {
  TRY(take_edge(next.after));
  // A tile is never overwritten: an entry lasts before one has it.
  if (edge_->size() / ledger::kTileWidth < (edge_->size() + next.entries.size()) / ledger::kTileWidth)
    TRY(database_.sync());
  for (const std::string& entry : next.entries) TRY(edge_->append(view_of(entry)));
  TRY(edge_->store());
  LogHead after{next.after.size, edge_->size(), edge_->root(), {}};
  after.checkpoint =
      note::sign(ledger::text_of(ledger::Checkpoint{origin(), after.published, after.root, {}}), key_);
  TRY_ASSIGN(const bool published, swap_head(next.after, after));
  if (published) {
    largest_ = after.published;
    {
      const std::lock_guard lock(grown_mutex_);
      grown_to_ = after.published;
    }
    grown_.notify_all();
    remove_partial(next.after, after.published);
  }
  return published;
}

// Of the tiles that have become full. What is left over where this fails does no harm.
void Log::remove_partial(const LogHead& before, std::uint64_t size) {
  for (int level = Tile::kEntries; ledger::hashes_at(level, size) >= ledger::kTileWidth; ++level) {
    const std::uint64_t from = ledger::hashes_at(level, before.published) / ledger::kTileWidth;
    const std::uint64_t to = ledger::hashes_at(level, size) / ledger::kTileWidth;
    for (std::uint64_t index = from; index < to; ++index)
      (void)tiles_.remove_partial({level, index, ledger::kTileWidth});
  }
}

Status Log::publish() {
  TRY_ASSIGN(const LogHead wanted, read_head(database_));
  if (wanted.size == wanted.published) return {};
  const std::lock_guard lock(publishing_);
  for (int lost = 0; lost < kTries;) {
    TRY_ASSIGN(const Next next, read_next());
    if (next.after.published >= wanted.size) return {};
    const auto published = publish_next(next);
    if (!published || !*published) edge_.reset();
    if (!published) return Failure(published.error());
    if (!*published) ++lost;
  }
  return fail(Code::kTransient, "other servers were faster in publishing the ledger {} times", kTries);
}

void Log::wait_for_more(std::uint64_t size, const std::stop_token& stop, std::chrono::milliseconds longest) {
  std::unique_lock lock(grown_mutex_);
  grown_.wait_for(lock, stop, longest, [&] { return grown_to_ > size; });
}

Result<std::string> Log::checkpoint() {
  TRY_ASSIGN(LogHead now, read_head(database_));
  if (now.checkpoint.empty()) return fail(Code::kPermanent, "the ledger has no checkpoint yet");
  return std::move(now.checkpoint);
}

Result<Log::Proven> Log::prove(std::uint64_t number) {
  TRY_ASSIGN(const LogHead now, read_head(database_));
  if (number >= now.size) return fail(Code::kPermanent, "the ledger has no entry {}", number);
  if (number >= now.published)
    return fail(Code::kTransient, "no checkpoint covers entry {} yet; ask again", number);
  return prove_in({now.published, now.root}, number, now.checkpoint);
}

Result<Log::Proven> Log::prove(std::uint64_t number, const std::string& checkpoint) {
  TRY_ASSIGN(const LogHead now, read_head(database_));
  if (number >= now.size) return fail(Code::kPermanent, "the ledger has no entry {}", number);
  TRY_ASSIGN(const note::Note note, note::parse(checkpoint));
  TRY_ASSIGN(const ledger::Checkpoint covers, ledger::parse_checkpoint(note.text));
  if (number >= covers.size)
    return fail(Code::kTransient, "no checkpoint covers entry {} yet; ask again", number);
  return prove_in({covers.size, covers.root}, number, checkpoint);
}

// What is handed out is true, or nothing is.
Result<Log::Proven> Log::prove_in(const Covered& covered, std::uint64_t number,
                                  const std::string& checkpoint) {
  Proven proven{number, {}, {}, checkpoint};
  ledger::TileNodes nodes(tiles_, covered.size);
  TRY_ASSIGN(proven.proof, ledger::prove_inclusion(nodes, number, covered.size));
  const Tile tile = ledger::tile_with(Tile::kEntries, number, covered.size);
  TRY_ASSIGN(const Bytes bundle, ledger::read_tile(tiles_, tile));
  TRY_ASSIGN(const std::vector<ByteView> entries, ledger::parse_bundle(bundle, tile.width));
  proven.entry = text_of(entries[number % ledger::kTileWidth]);
  TRY(ledger::verify_inclusion(ledger::leaf_hash(view_of(proven.entry)), number, covered.size, covered.root,
                               proven.proof));
  return proven;
}

}  // namespace insyn::server
