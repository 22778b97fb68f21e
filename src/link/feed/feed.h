// Brings agreements, rosters, withdrawals and the witnesses' words to this computer's recorders. Everything
// is verified with the keys of the enrolment before it is put into the feed's folder, where recorders verify
// it again; nothing that came replaces anything newer.
#pragma once

#include <functional>
#include <map>
#include <mutex>

#include "link/centre/centre.h"
#include "link/standing/standing.h"
#include "link/store/agreements.h"
#include "roster/roster.h"

namespace insyn::link {

class Feed {
 public:
  struct Set {
    Centre& centre;          // of its own: it waits
    Agreements& agreements;  // to which those are added that came
    Path folder;             // everybody reads it
    const Clock& clock;
    std::function<void(const std::string& recording)> wanted;
    std::function<void(const std::string& recording)> shredded;
  };
  // All of `set` outlives it.
  explicit Feed(Set set);

  // Waits for news, half a minute at most, and puts what is good where it belongs. An error is the server's
  // or of this computer's disk; what the server sent and was not good is none: report() tells of it.
  Status round();
  // Its part of how the link stands. From any thread.
  void report(Standing& standing) const;

 private:
  Status take(const NewsItem& item);
  Status take_agreement(const std::string& note);
  Status take_roster(const std::string& note);
  Status take_withdrawal(const std::string& note);
  Status take_word(const std::string& note);
  Status put(const std::string& name, const std::string& note) const;
  void refuse(const std::string& what, const Error& why);

  Set set_;
  std::string cursor_;
  mutable std::mutex mutex_;
  std::map<std::string, std::string> refused_;  // what, and why
};

}  // namespace insyn::link
