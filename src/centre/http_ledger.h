// A centre's ledger, read over HTTP and believed only as far as its witnesses have seen it.
#pragma once

#include "agreement/agreement.h"
#include "centre/client.h"
#include "ledger/checkpoint/trust.h"
#include "ledger/tiles/reading.h"
#include "ledger/tiles/store.h"
#include "opening/judge/ledger_knowledge.h"

namespace insyn::centre {

// How old the witnesses' cosignatures may be when something is opened.
inline constexpr std::chrono::minutes kFreshEnough{10};

class HttpTiles final : public ledger::Store {
 public:
  // `client` outlives it.
  explicit HttpTiles(Client& client) : client_(client) {}
  Result<std::optional<Bytes>> read(const ledger::Tile& tile, std::size_t limit) override;
  Status put_if_absent(const ledger::Tile& tile, ByteView bytes) override;

 private:
  Client& client_;
};

struct LedgerRead {
  opening::LedgerKnowledge knowledge;
  ledger::Checkpoint checkpoint;
  Utc cosigned{};  // the earliest of the cosignatures by which the checkpoint is believed
};

// What a union's client remembers in `state` of the approvals that it has given by this ledger.
Path approvals_file(const Path& state, const std::string& origin);

// All entries up to a checkpoint that all of the agreement's witnesses have cosigned within kFreshEnough. The
// last checkpoint that was read so is remembered in `state`: kDenied where the ledger has not grown from it,
// so that one who keeps two histories is found out by whoever has seen both. `also` is given each entry as it
// is read, which counts only where this returns without an error.
Result<LedgerRead> read_ledger(Client& client, const agreement::Agreement& agreement, const Path& state,
                               Utc now, const ledger::TakeEntry& also = {});

// When the witnesses last cosigned the ledger as it was `read`: nothing where it is another one by now.
Result<std::optional<Utc>> cosigned_again(Client& client, const agreement::Agreement& agreement,
                                          const ledger::Checkpoint& read, Utc now);

}  // namespace insyn::centre
