// Brings recordings to the centre: a certificate when a call begins, the recording once it has ended, and its
// removal here once it has arrived and been kept long enough. Nothing is removed without a receipt that
// proves, by the key of the ledger in the agreement, that the recording is stored.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <set>

#include "base/backoff.h"
#include "link/store/agreements.h"
#include "link/store/data_folder.h"
#include "link/store/remembered.h"
#include "link/upload/discards.h"
#include "link/upload/failure.h"
#include "link/upload/spool.h"

namespace insyn::recording {
class Bundle;
}

namespace insyn::link {

// What uploads work with. All of it outlives them.
struct UploadSet {
  const Configuration& configuration;
  const Agreements& agreements;
  Centre& centre;
  const Memory& memory;
  Path outbox;
  const Clock& clock;
  Patience patience = {};
};

class Uploads {
 public:
  explicit Uploads(UploadSet set);

  // Does all that can be done now. When there may be more to do though nothing changes in the spools.
  Mono turn();
  // From any thread: what turn() is doing ends soon, and no more is begun.
  void stop();
  // From any thread: the server asks for a recording that had arrived.
  void want(const std::string& id);
  // From any thread: the server says that it has shredded a recording. It is removed here too, once that is
  // proven.
  void told_shredded(const std::string& id);
  // Its part of how the link stands, of the last turn.
  void report(Standing& standing) const;

 private:
  // What is known of a recording while this program runs.
  struct Known {
    explicit Known(const Patience& patience)
        : backoff(patience.recording_first, patience.recording_longest) {}
    Remembered remembered;
    std::string certificate_note;
    const agreement::Ledger* ledger = nullptr;  // of its agreement; null: it stays here
    std::optional<Digest> agreement_hash;
    std::uint64_t bytes = 0;
    std::optional<Utc> expires;  // the end of its retention
    Backoff backoff;
    std::optional<Trouble> trouble;
    bool complete = false;  // it can be read, and nothing about it changes any more
  };
  bool stopped() const { return stopped_; }
  bool may_call() const { return !stopped() && everywhere_.may(set_.clock.mono()); }
  Known* know(const Lying& one);
  void read_again(const Lying& one, Known& known) const;
  void take_wishes();

  void certify_what_began(const Spools& spools);
  void bring_discards(const Spools& spools);
  void remove_what_was_shredded(const Spools& spools);
  void remove_what_is_done(const Spools& spools);
  // A receipt has the salt of the recording's entry, which nobody may keep longer than the recording.
  void forget_what_is_gone(const Spools& spools);
  void upload_what_waits(const Spools& spools);

  Done certify(const Lying& one, Known& known);
  // Removes it where the server proves that it is shredded.
  Done bury(const Lying& one, Known& known);
  Done upload(const Lying& one, Known& known);
  // What is not at the server yet. `bundle` outlives it.
  Result<http_client::Body> rest_of(recording::Bundle& bundle, std::uint64_t from);
  Done keep_receipt(const Lying& one, Known& known, const recording::Bundle& bundle, std::string receipt);
  Done check_samples(const Lying& one);
  Done remove(const Lying& one, Known& known);
  bool is_due(const Lying& one, const Known& known) const;
  bool has_expired(const Known& known) const;

  // Notes how it went, with one recording or everywhere.
  void note(const Done& done, Known& known);
  void note_everywhere(const Done& done);
  // Whether a call began that uploads have to wait for.
  bool must_pause();
  Mono next_turn() const;

  UploadSet set_;
  std::map<std::string, Known> known_;  // by id
  // Of those that were removed here: until when they are remembered.
  std::map<std::string, Utc> forgotten_at_;
  Backoff everywhere_;
  Backoff witnesses_lag_;           // behind what the server proves
  std::optional<Trouble> trouble_;  // with the server as a whole
  std::optional<Utc> contact_;
  Mono looked_for_call_ = Mono::min();
  bool in_call_ = false;
  Discards discards_;
  std::atomic<bool> stopped_ = false;
  std::mutex wishes_mutex_;
  std::set<std::string> wishes_;
  std::set<std::string> shredded_;  // guarded by it too; what is not here is passed over
};

}  // namespace insyn::link
