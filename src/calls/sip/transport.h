// How SIP gets to another computer, and what is written in its addresses.
#pragma once

#include <algorithm>
#include <string_view>

namespace insyn::calls {

enum class SipTransport { kUdp, kTcp, kTls };

constexpr const char* name_of(SipTransport transport) {
  if (transport == SipTransport::kUdp) return "UDP";
  return transport == SipTransport::kTcp ? "TCP" : "TLS";
}

// Whether it may stand before the "@" of a SIP address as it is.
inline bool is_sip_user(std::string_view text) {
  constexpr std::string_view kOthers = "-_.!~*'()&=+$,;?/";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
  });
}

}  // namespace insyn::calls
