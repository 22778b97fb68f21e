// Where the SIP server is that the settings name.
#pragma once

#include "calls/settings/furnished.h"
#include "calls/sip_subscriber/subscriber.h"

namespace insyn::calls {

// `with` outlives what is made.
inline SipPlace sip_place(const SipSettings& sip, const Furnished& with) {
  return {sip.address,   sip.port,     sip.transport,
          sip.authority, sip.domain,   sip.user,
          &with.secret,  with.numbers, sip.initiated_is_customer};
}

}  // namespace insyn::calls
