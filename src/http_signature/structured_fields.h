// Structured Field Values for HTTP (RFC 8941), of which Signature-Input, Signature and Content-Digest are
// made: dictionaries of items and inner lists, with parameters. Stricter than the standard in three things: a
// key may stand in a dictionary or among parameters once, there are no decimals, and lengths are bounded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.h"

namespace insyn::http_signature {

struct Token {
  std::string text;
  bool operator==(const Token&) const = default;
};

// A String is ASCII.
using BareItem = std::variant<std::int64_t, std::string, Token, Bytes, bool>;

struct Parameter {
  std::string key;
  BareItem value;
  bool operator==(const Parameter&) const = default;
};
using Parameters = std::vector<Parameter>;

// Nothing where there is none by that key.
const BareItem* find(const Parameters& parameters, std::string_view key);

struct Item {
  BareItem value;
  Parameters parameters;
  bool operator==(const Item&) const = default;
};

struct InnerList {
  std::vector<Item> items;
  Parameters parameters;
  bool operator==(const InnerList&) const = default;
};

struct Member {
  std::string key;
  std::variant<Item, InnerList> value;
  bool operator==(const Member&) const = default;
};
using Dictionary = std::vector<Member>;

inline constexpr std::size_t kLongestField = 8192;  // bytes
inline constexpr std::size_t kMostMembers = 32;     // of a dictionary, an inner list, parameters

// kCorrupt where `field`, the values of all lines of one field joined by ", ", is no dictionary.
Result<Dictionary> parse_dictionary(std::string_view field);

// The one way to write it (RFC 8941, section 4.1). Strings have to be ASCII without control characters, keys
// keys.
std::string to_text(const BareItem& item);
std::string to_text(const InnerList& list);
std::string to_text(const Dictionary& dictionary);

}  // namespace insyn::http_signature
