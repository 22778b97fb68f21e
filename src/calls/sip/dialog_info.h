// The body of a SIP dialog event (RFC 4235), application/dialog-info+xml.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace insyn::calls {

enum class SipState { kTrying, kProceeding, kEarly, kConfirmed, kTerminated };

// One dialog, as the agent's telephone has it. Who is on the other side is passed over.
struct SipDialog {
  std::string id;
  std::string call_id;     // empty where it is missing
  bool initiated = false;  // by this telephone
  SipState state = SipState::kTerminated;
  std::optional<bool>
      rendering;  // of media, here (+sip.rendering of the local target): no, where the call is on hold
};

struct DialogInfo {
  std::uint32_t version = 0;
  bool full = false;  // all dialogs that there are; otherwise those that have changed
  std::vector<SipDialog> dialogs;
};

// kBadPeer where it is no such body: no XML in UTF-8, a document type, more than 64 KiB, 16 levels or 50
// dialogs, an unknown state, or a dialog without its id.
Result<DialogInfo> parse_dialog_info(std::string_view body);

}  // namespace insyn::calls
