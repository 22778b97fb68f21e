// One checkpoint on its way to a witness that listens (https://c2sp.org/tlog-witness, add-checkpoint), and
// what its answer is worth: a cosignature counts once it is verified by the key that an agreement names, and
// is taken as one that the witness hands in itself. Nothing else that is answered is believed.
#pragma once

#include "server/log/witnesses.h"
#include "server/push/listening_witness.h"

namespace insyn::server {

struct Pushed {
  enum class End {
    kNothingNew,     // it has cosigned the newest checkpoint
    kUnnamed,        // no registered agreement has this key
    kCosigned,       // and its cosignature is stored
    kBehind,         // it has proven that it has entries which this server has forgotten
    kOtherHistory,   // it has proven that it has cosigned another history
    kUnreachable,    // no answer came, or not from whom it should
    kBusy,           // it cannot now: 429, 500 and above
    kRefused,        // it does not cosign this: 400, 403, 404, 422
    kNotUnderstood,  // what came is no answer to this, or a cosignature that does not fit
    kFailed,         // something of this server's own
  };
  End end = End::kNothingNew;
  std::uint64_t size = 0;  // entries of the checkpoint that was the newest
  std::string cause = {};  // the same for all that has the same cause; empty where nothing is wrong
  std::string why = {};    // for the log: the reason and the next step
  std::optional<std::chrono::seconds> wait = {};  // that the witness asks for
};
// "cosigned", for figures.
const char* name_of(Pushed::End end);

class Push {
 public:
  // All of these outlive it; `to.at` is where `client` asks.
  Push(const ListeningWitness& to, http_client::Client& client, http_client::Times times, Database& database,
       Log& log, Witnesses& witnesses)
      : key_(to.key), client_(client), times_(times), database_(database), log_(log), witnesses_(witnesses) {}

  // Brings the newest checkpoint, where the witness has not cosigned it yet. Signs nothing.
  Pushed once();

 private:
  struct State {
    bool is_named = false;
    LogHead head;
    std::optional<Witnesses::Latest> last;  // that the witness is known to have cosigned
    bool has_news() const;
  };
  Result<State> read();
  Result<http_client::Answer> send(const LogHead& head, std::uint64_t old_size);
  Pushed take(const LogHead& head, const http_client::Answer& answer);
  Pushed look_ahead(const LogHead& head);
  Pushed hear(const LogHead& head, const std::string& note, Pushed where_same);

  const note::Verifier key_;
  http_client::Client& client_;
  const http_client::Times times_;
  Database& database_;
  Log& log_;
  Witnesses& witnesses_;
};

}  // namespace insyn::server
