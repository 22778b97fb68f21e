#include "centre/http_ledger.h"

#include "base/check.h"
#include "ledger/tiles/edge.h"
#include "os/file.h"

namespace insyn::centre {
namespace {

Path memory_of(const Path& state, const std::string& origin) {
  return state / "ledgers" / to_hex(sha256(view_of(origin)));
}

// Nothing where none was read before.
Result<std::optional<ledger::Checkpoint>> remembered(const Path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return std::optional<ledger::Checkpoint>();
  TRY_ASSIGN(const std::string note, read_text(file, ledger::kLargestCheckpoint));
  TRY_ASSIGN(const note::Note parsed, note::parse(note));
  TRY_ASSIGN(ledger::Checkpoint checkpoint, ledger::parse_checkpoint(parsed.text));
  return std::optional(std::move(checkpoint));
}

// Takes the entries, and finds out whether they go on from what was read before.
class Reader {
 public:
  Reader(Client& client, opening::LedgerKnowledge& knowledge, std::uint64_t size,
         const std::optional<ledger::Checkpoint>& before)
      : client_(client), knowledge_(knowledge), size_(size), before_(before) {}

  Status take(std::uint64_t number, ByteView entry) {
    if (number % Client::kMostShown == 0) {
      TRY_ASSIGN(shown_, client_.shown(number, std::min(size_, number + Client::kMostShown)));
    }
    const auto found = shown_.find(number);
    knowledge_.take(entry, found == shown_.end() ? nullptr : &found->second);
    tree_.append(ledger::leaf_hash(entry));
    if (before_ && tree_.size() == before_->size && tree_.root() != before_->root)
      return fail(Code::kDenied,
                  "the ledger does not begin with the {} entries that it had the last time: its keeper has "
                  "signed two histories. Keep the checkpoint that is remembered, it proves it",
                  before_->size);
    return {};
  }

 private:
  Client& client_;
  opening::LedgerKnowledge& knowledge_;
  const std::uint64_t size_;
  const std::optional<ledger::Checkpoint>& before_;
  std::map<std::uint64_t, opening::ShownEntry> shown_;
  ledger::Tree tree_;
};

Utc earliest(const ledger::Believed& believed) {
  std::optional<Utc> first;
  for (const auto& one : believed.cosigned)
    if (one && (!first || Utc(*one) < *first)) first = Utc(*one);
  return first.value_or(Utc());
}

Result<ledger::Believed> believe(const std::string& note, const agreement::Agreement& agreement, Utc now) {
  const auto& named = agreement.terms().ledger;
  if (!named)
    return fail(Code::kDenied, "the agreement names no ledger: nothing is opened by it at a centre");
  const ledger::Trust trust{named->origin, named->key, named->witnesses, named->witnesses.size()};
  auto believed = ledger::verify_checkpoint(note, trust, ledger::Freshness{now, kFreshEnough});
  if (!believed) return in_context("the ledger's checkpoint", std::move(believed).error());
  return believed;
}

}  // namespace

Path approvals_file(const Path& state, const std::string& origin) {
  return memory_of(state, origin).concat(".approvals");
}

Result<std::optional<Bytes>> HttpTiles::read(const ledger::Tile& tile, std::size_t limit) {
  return client_.tile(ledger::path_of(tile), limit);
}

Status HttpTiles::put_if_absent(const ledger::Tile&, ByteView) {
  CHECK(false);
  return {};
}

Result<LedgerRead> read_ledger(Client& client, const agreement::Agreement& agreement, const Path& state,
                               Utc now, const ledger::TakeEntry& also) {
  TRY_ASSIGN(const std::string note, client.checkpoint());
  TRY_ASSIGN(const ledger::Believed believed, believe(note, agreement, now));
  const Path memory = memory_of(state, agreement.terms().ledger->origin);
  TRY_ASSIGN(const auto before, remembered(memory));
  LedgerRead read{{}, believed.checkpoint, earliest(believed)};
  if (before && before->size > read.checkpoint.size)
    return fail(Code::kDenied,
                "the ledger had {} entries the last time and has {} now: it is an older one, or was put back",
                before->size, read.checkpoint.size);
  HttpTiles tiles(client);
  Reader reader(client, read.knowledge, read.checkpoint.size, before);
  const auto take = [&](std::uint64_t number, ByteView entry) -> Status {
    TRY(reader.take(number, entry));
    return also ? also(number, entry) : Status();
  };
  TRY(ledger::verify_entries(tiles, read.checkpoint.size, read.checkpoint.root, take));
  TRY(ensure_folders(memory.parent_path()));
  TRY(write_file(memory, view_of(note), Access::kOwnerOnly, IfExists::kReplace));
  return read;
}

Result<std::optional<Utc>> cosigned_again(Client& client, const agreement::Agreement& agreement,
                                          const ledger::Checkpoint& read, Utc now) {
  TRY_ASSIGN(const std::string note, client.checkpoint());
  TRY_ASSIGN(const ledger::Believed believed, believe(note, agreement, now));
  if (believed.checkpoint != read) return std::optional<Utc>();
  return std::optional(earliest(believed));
}

}  // namespace insyn::centre
