// What the union's room knows of the centre at this moment: read and verified again and again by a thread of
// its own, as long as a page asks.
#pragma once

#include <condition_variable>
#include <thread>

#include "centre/approving.h"
#include "room/ledger_book.h"
#include "room/served_pages.h"
#include "room/signed_texts.h"

namespace insyn::room {

// A request that waits, with what was verified of it.
struct WaitingCase {
  centre::Listed listed;
  std::optional<opening::Request> asked;  // as its note says; nothing where it is none
  std::string asked_by;    // the name in the .pub of whoever has signed it, once that is verified
  std::size_t passed = 0;  // of opening::kChecks
  bool running = false;
  bool may_be_approved = false;
  std::string problem;              // why not; of the check after those that passed
  std::optional<opening::Why> why;  // the same for whoever makes words of it, where a check failed
  bool passes_by = false;           // it may be gone the next time
  // Of the recording, once it is verified.
  struct Recording {
    Utc began{};
    std::string kind, queue, agent, level;
    std::vector<std::string> applications;
    std::optional<int> withheld;  // percent
  };
  std::optional<Recording> recording;
  Mono looked{};
};

class Watch {
 public:
  // All of these outlive it. `keys` that verify nothing, and a session that is not the union's, leave it at
  // comparing pages.
  Watch(Upstream& server, const Keyring& keys, const server::Bundle& pages, Path state, const Clock& clock);
  ~Watch();

  // A page wants to know: it is looked for the next minute. `again`: at all of it, anew.
  void want(bool again = false);

  struct Seen {
    bool began = false;   // something was read since somebody signed in
    bool busy = false;    // it is being read
    std::string problem;  // why the last try read no ledger; empty where it did
    std::shared_ptr<const ReadLedger> ledger;
    std::vector<RegisteredAgreement> agreements;
    std::vector<WaitingCase> cases;
    Comparison pages;
  };
  Seen seen() const;

  struct Decided {
    std::string request;
    bool done = false;
    std::string problem;              // why not
    std::optional<opening::Why> why;  // the same for whoever makes words of it, where a check failed
  };
  // Verifies it all anew, and peels. For the union's keys alone.
  Decided approve(const std::string& request);
  Decided refuse(const std::string& request, const std::string& because);

 private:
  void run(const std::stop_token& stop);
  void look();
  void read_and_examine();
  Status read_centre(centre::Client& client);
  Status read_ledger(centre::Client& client);
  void take_cases(std::vector<centre::Listed> listed);
  void examine_all(centre::Client& client);
  void examine(centre::Client& client, const std::string& request);
  Result<centre::Approval> try_approve(const std::string& request, std::optional<opening::Why>& why);
  // The ledger as the witnesses of this agreement have seen it, fresh.
  Result<std::shared_ptr<const ReadLedger>> fresh_ledger(centre::Client& client,
                                                         const agreement::Agreement& agreement);
  // The one that was read, where it has this entry and is fresh enough.
  Result<std::shared_ptr<const ReadLedger>> ledger_for(centre::Client& client,
                                                       const agreement::Agreement& agreement,
                                                       std::uint64_t entry);
  std::shared_ptr<const agreement::Agreement> agreement_of(const std::string& note) const;
  std::shared_ptr<const agreement::Agreement> newest_agreement() const;
  Result<centre::Client> client() const;
  template <class Change>
  void change_case(const std::string& request, const Change& change);

  Upstream& server_;
  const Keyring& keys_;
  const server::Bundle& pages_;
  const Path state_;
  const Clock& clock_;

  mutable std::mutex mutex_;
  std::condition_variable_any woken_;
  Seen seen_;
  std::string account_;  // whose eyes these are
  Mono wanted_until_{}, compared_{};
  bool again_ = false;
  std::mutex reading_;   // of the ledger: what is remembered of it is one file
  std::mutex deciding_;  // one at a time
  std::jthread thread_;
};

}  // namespace insyn::room
