// The centre's server, as a witness asks it. Nothing that it answers is believed here.
#pragma once

#include <functional>
#include <map>

#include "http_client/client.h"
#include "ledger/entries/entry.h"
#include "ledger/tiles/store.h"

namespace insyn::witness {

// What the server shows of an entry beside the ledger.
struct ShownEntry {
  std::optional<ledger::Salt> salt;
  std::optional<ledger::RecordingId> recording;
  std::string note;
};

// Waits; false where the program is to stop.
using Pause = std::function<bool(std::chrono::milliseconds)>;

class Centre final : public ledger::Store {
 public:
  // `client` outlives it, and signs with the witness's key. `pause` is called where the server asks to wait.
  Centre(http_client::Client& client, Pause pause) : client_(client), pause_(std::move(pause)) {}

  // Hands in the checkpoint that the witness has cosigned last.
  enum class State {
    kCheckpoint,    // and this is the server's newest one
    kNone,          // it has none
    kBehind,        // it has forgotten entries
    kOtherHistory,  // it says itself that it has signed another history
  };
  struct Newest {
    State state = State::kNone;
    std::string checkpoint;
  };
  Result<Newest> hand_in(const std::string& cosigned);

  // The ledger's tiles, which are only read.
  Result<std::optional<Bytes>> read(const ledger::Tile& tile, std::size_t limit) override;
  Status put_if_absent(const ledger::Tile& tile, ByteView bytes) override;

  // Of the entries from `from` up to and without `to`, of which there are at most kMostShown.
  static constexpr std::uint64_t kMostShown = 256;
  Result<std::map<std::uint64_t, ShownEntry>> shown(std::uint64_t from, std::uint64_t to);

  Status hand_in_in_force(const std::string& note);

  // Gives back entries from number `from` on, each after its length in two bytes.
  struct GivenBack {
    std::uint64_t next = 0;  // that the server wants
    bool complete = false;
  };
  Result<GivenBack> give_back(std::uint64_t from, const Bytes& entries);
  // Lines "<id> <entry>": recordings that are there, and the entry that certified each.
  Status tell_recordings(const std::string& lines);

 private:
  Result<http_client::Answer> ask(http_client::Call call);
  Result<http_client::Answer> post(const std::string& target, const std::string& type, std::string body);

  http_client::Client& client_;
  const Pause pause_;
};

}  // namespace insyn::witness
