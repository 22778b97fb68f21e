// What insyn-calls is told: a file in TOML, read strictly. insyn-calls(1) has every key.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "calls/machine/book.h"
#include "calls/sip/transport.h"
#include "server/http/server.h"

namespace insyn::calls {

// A system that sends signed webhooks to POST /v1/webhook/NAME.
struct WebhookSettings {
  std::string name;
  std::vector<Path> secrets;  // files, one or, while they are exchanged, two
  Path mapping;
};

// An Asterisk, by its manager interface.
struct AmiSettings {
  std::string address;  // a host's name, or an IPv4 or IPv6 address
  std::uint16_t port = 0;
  bool tls = true;  // not only to this computer itself
  Path authority;   // PEM: whose certificates alone are believed; empty: those that the system believes
  std::string user;
  Path secret;
  Path mapping;
};

// A SIP server that tells of dialogs (RFC 4235).
struct SipSettings {
  std::string address;  // a host's name, or an IPv4 or IPv6 address
  std::uint16_t port = 0;
  SipTransport transport = SipTransport::kTls;  // others only to this computer itself
  Path authority;                               // as AmiSettings has it
  std::string domain;                           // a number is sip:NUMBER@domain
  std::string user;
  Path secret;
  Path numbers;                        // a file with the agents', one on a line
  bool initiated_is_customer = false;  // calls that an agent begins are with customers
};

struct Settings {
  server::http::Listen listen;
  std::optional<server::http::TlsFiles> tls;  // nothing: plain, on loopback
  Path key;                                   // the source's .sign file, whose name is the source's
  std::vector<Path> readers;  // .pub files of those who may read of everybody's calls: servers
  std::vector<Path> links;    // of those who may read of the numbers that they name
  std::variant<WebhookSettings, AmiSettings, SipSettings> system;
  BookLimits limits;
};

// Paths in it are relative to `folder`. kCorrupt, with the line, where a key is unknown, missing or wrong;
// kDenied where something would go unencrypted to another computer.
Result<Settings> parse_settings(std::string_view text, const Path& folder);
// Of a file; its name stands before the error.
Result<Settings> read_settings(const Path& file);

}  // namespace insyn::calls
