// How SIP gets to another computer.
#pragma once

namespace insyn::calls {

enum class SipTransport { kUdp, kTcp, kTls };

}  // namespace insyn::calls
