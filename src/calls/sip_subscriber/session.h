// All with one SIP server, from the first question to the last sign of life.
#pragma once

#include "calls/sip_subscriber/subscriber.h"

namespace insyn::calls {

// Lives while libre's loop runs, on its thread; ends that loop when the server is lost.
class Session {
 public:
  // All of these outlive it.
  Session(const SipPlace& place, const Clock& clock, const SipListener& listener, const SipTimes& times);
  ~Session();

  Status start();
  // Why, once it is.
  const std::optional<Error>& lost() const;
  bool was_there() const;
  SipTried found() const;
  // Whether each number has had its turn.
  bool is_settled() const;

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace insyn::calls
