// The text header of an age file (C2SP age v1): who can open it, and a MAC over that.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"

namespace insyn::seal {

inline constexpr std::size_t kLargestHeader = 64 * 1024;
inline constexpr std::size_t kMostStanzas = 64;
inline constexpr std::string_view kVersionLine = "age-encryption.org/v1\n";

// One way to the file key: a type and its arguments, and the wrapped key.
struct Stanza {
  std::vector<std::string> arguments;  // the first is the type; never empty
  Bytes body;
};

struct Header {
  std::vector<Stanza> stanzas;
  Bytes mac;                   // 32 bytes, not yet checked
  std::size_t mac_covers = 0;  // so many bytes from the start of the file are under the MAC
  std::size_t length = 0;      // the payload starts here
};

// Reads the header that `message` starts with, to the letter of the grammar, whatever types its stanzas
// have. kCorrupt otherwise, naming the line.
Result<Header> parse_header(ByteView message);

// The HMAC-SHA-256 over that part of the header which header_under_mac() gives.
Bytes header_mac(ByteView header, ByteView file_key);

// The header up to and including "---": what the MAC covers.
std::string header_under_mac(const std::vector<Stanza>& stanzas);
// What follows it: the MAC, and the end of the line.
std::string mac_line_end(ByteView mac);

}  // namespace insyn::seal
