// One subscription to the dialogs of one number (RFC 4235): what each body says that is new.
#pragma once

#include "base/clock.h"
#include "calls/machine/told.h"
#include "calls/sip/dialog_info.h"

namespace insyn::calls {

class DialogWatch {
 public:
  // `number`: the agent's. A call that the agent has begun is one with a customer only where
  // `initiated_is_customer`; otherwise it may be a question to a colleague.
  explicit DialogWatch(std::string number, bool initiated_is_customer = false)
      : number_(std::move(number)), initiated_is_customer_(initiated_is_customer) {}

  struct Turn {
    std::vector<Told> told;
    // Something is missing between this body and the one before: subscribe anew, to be told all. Until then
    // there is a gap().
    bool read_again = false;
  };
  // A new subscription, at first or after the old one was lost: versions begin anew, and what the first body
  // says is read back.
  void subscribed() { version_.reset(), was_empty_ = false; }
  // The new subscription's first body is empty: there is no call, so that what the next one says is new.
  Turn began_empty();
  // What becomes of the number's calls was not told: what may have changed.
  Told gap() const { return Gap{number_, true, false, true}; }

  // kBadPeer where the body cannot be read; nothing has changed then. A body that is empty says nothing; one
  // that is older than the last is left out.
  Result<Turn> take(std::string_view body);

 private:
  void tell(const SipDialog& dialog, bool read_back, std::vector<Told>& told) const;

  std::string number_;
  bool initiated_is_customer_;
  bool was_empty_ = false;                // at first
  std::optional<std::uint32_t> version_;  // of the last body that counted
};

}  // namespace insyn::calls
