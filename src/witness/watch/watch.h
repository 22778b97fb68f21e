// A witness at work: looks at the ledger again and again, cosigns what has only grown, judges what is
// entered, says that agreements are in force as long as nobody has withdrawn them, and tells the union what
// is wrong.
#pragma once

#include <functional>
#include <map>
#include <mutex>

#include "witness/file_state.h"
#include "witness/watch/audit.h"
#include "witness/watch/copy.h"
#include "witness/watch/page.h"
#include "witness/witness.h"

namespace insyn::witness {

using Say = std::function<void(const std::string& line)>;

// A ledger may come to it too: what it cosigns it has read and keeps, whichever way it came.
class Watch final : public Cosigner {
 public:
  // All of these outlive it. `client` signs with the witness's key.
  static Result<std::unique_ptr<Watch>> open(const Place& place, const Furnished& with,
                                             http_client::Client& client, const Clock& clock, Pause pause,
                                             Say say);

  // One look. What went wrong is told, and returned.
  Status look();
  // What is remembered is on the disk, also what is saved only now and then.
  Status save();

  const Standing& standing() const { return standing_; }
  const TellList& told() const { return told_; }
  std::chrono::seconds pause_between() const { return with_.settings.poll; }

  // As Witness answers, from any thread; waits for a look that is under way. kTransient where that takes too
  // long, and the error of reading or keeping the entries: then nothing is cosigned.
  Result<Answer> add_checkpoint(std::string_view body, Utc now) override;
  Result<Answer> checkpoint(std::string_view origin_hash) override {
    return cosigner_.checkpoint(origin_hash);
  }

 private:
  // What was cosigned last.
  struct Last {
    std::string note;
    ledger::Checkpoint checkpoint;
    std::chrono::sys_seconds cosigned;
  };
  struct Withdrawn {
    std::string party;
    Utc seen{};
  };

  Watch(Place place, const Furnished& with, http_client::Client& client, const Clock& clock, Pause pause,
        Say say, Audit audit, TellList told);

  Result<Last> last();
  Result<Last> parse_last(const std::string& note) const;
  Status take_copy(const Last& last);
  Status look_now(Utc now);
  Status look_at_ledger(Utc now);
  Result<ledger::Checkpoint> believed(const std::string& note) const;
  Status compare(const ledger::Checkpoint& shown, const std::string& note, const Last& last, Utc now);
  Status grow(const ledger::Checkpoint& to, const std::string& note, const Last& last, Utc now);
  Status cosign(const ledger::Checkpoint& shown, const std::string& note, const Last& last, Utc now);
  void look_for_contradiction(std::string_view body, const Last& last, Utc now);
  Status two_histories(const Last& last, const std::string& other, std::uint64_t size, Utc now);
  Status give_back(const Last& last, Utc now);
  Status tell_recordings();
  Status judge_new(Utc now);
  Status judge(std::uint64_t from, std::uint64_t to, Utc now);
  void look_at_withdrawals(Utc now);
  void look_at_withdrawal(const Path& file, Utc now);
  // Of those that the ledger should have by now.
  void look_for_hidden(Utc now);
  Status confirm(Utc now);
  std::string in_force_note(const agreement::Agreement& agreement, Utc now) const;
  void note_silence(const Status& looked, Utc now);
  void publish(Utc now);
  template <class What>
  void tell(Utc now, const What& what);
  // For the log, where it cannot be told otherwise.
  void say_failure(const char* what, const Status& status);

  const Place place_;
  const Furnished& with_;
  const Clock& clock_;
  const Say say_;
  Centre centre_;
  std::timed_mutex busy_;  // whoever looks or cosigns has it
  FileState state_;
  Witness cosigner_;
  std::unique_ptr<Copy> copy_;  // nothing where it has to be opened again
  Audit audit_;
  TellList told_;
  Standing standing_;

  bool contradicted_ = false;  // there is evidence of two histories
  Utc heard_{};                // when the server showed its ledger last, or when this began
  bool silence_told_ = false;
  Utc saved_{}, checked_{}, published_{}, mail_tried_{};
  std::uint64_t saved_entries_ = 0;
  std::map<Digest, Utc> confirmed_;        // by agreement
  std::map<Digest, Withdrawn> withdrawn_;  // by files that the union has put there
  bool unreadable_ = false;                // one of these cannot be understood
};

}  // namespace insyn::witness
