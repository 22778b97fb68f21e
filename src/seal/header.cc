#include "seal/header.h"

#include <sodium.h>

#include <algorithm>

#include "seal/hkdf.h"

namespace insyn::seal {
namespace {

constexpr std::size_t kColumns = 64;
constexpr std::size_t kMacSize = 32;
constexpr std::string_view kStanzaStart = "-> ";
constexpr std::string_view kMacStart = "---";

bool is_visible(char c) { return c >= 0x21 && c <= 0x7e; }

class HeaderReader {
 public:
  explicit HeaderReader(ByteView message)
      : text_(text_of(message.first(std::min(message.size(), kLargestHeader)))) {}

  Result<Header> read() {
    if (!text_.starts_with(kVersionLine)) {
      return fail(Code::kCorrupt,
                  "age header: does not start with {}: this is not an age file in binary form",
                  kVersionLine.substr(0, kVersionLine.size() - 1));
    }
    TRY(next_line());
    TRY(next_line());
    Header header;
    while (line_.starts_with(kStanzaStart)) {
      if (header.stanzas.size() == kMostStanzas) return wrong("more than 64 recipients");
      TRY_ASSIGN(Stanza stanza, read_stanza());
      header.stanzas.push_back(std::move(stanza));
    }
    if (header.stanzas.empty()) return wrong("no recipient");
    TRY_ASSIGN(header.mac, read_mac());
    header.mac_covers = line_start_ + kMacStart.size();
    header.length = offset_;
    return header;
  }

 private:
  // Makes the next line the current one, without its line feed.
  Status next_line() {
    line_start_ = offset_;
    ++line_number_;
    const std::size_t end = text_.find('\n', offset_);
    if (end == std::string_view::npos) {
      return wrong(text_.size() == kLargestHeader ? "no end within 64 KiB" : "cut off");
    }
    line_ = text_.substr(offset_, end - offset_);
    offset_ = end + 1;
    return {};
  }

  Result<Stanza> read_stanza() {
    Stanza stanza;
    TRY_ASSIGN(stanza.arguments, read_arguments(line_.substr(kStanzaStart.size())));
    do {
      TRY(next_line());
      if (line_.size() > kColumns) return wrong("more than 64 columns of base64");
      auto part = from_base64(line_, Padding::kNone);
      if (!part) return wrong("not canonical base64");
      stanza.body.insert(stanza.body.end(), part->begin(), part->end());
    } while (line_.size() == kColumns);
    TRY(next_line());
    return stanza;
  }

  Result<std::vector<std::string>> read_arguments(std::string_view rest) const {
    std::vector<std::string> arguments;
    while (true) {
      const std::string_view argument = rest.substr(0, rest.find(' '));
      if (argument.empty()) return wrong("an empty argument");
      if (!std::all_of(argument.begin(), argument.end(), is_visible)) {
        return wrong("a character that is not visible ASCII");
      }
      arguments.emplace_back(argument);
      if (argument.size() == rest.size()) return arguments;
      rest.remove_prefix(argument.size() + 1);
    }
  }

  Result<Bytes> read_mac() const {
    if (!line_.starts_with(kMacStart) || !line_.substr(kMacStart.size()).starts_with(' ')) {
      return wrong("neither a recipient nor the MAC");
    }
    auto mac = from_base64(line_.substr(kMacStart.size() + 1), Padding::kNone);
    if (!mac || mac->size() != kMacSize) return wrong("not a MAC of 32 bytes in canonical base64");
    return std::move(*mac);
  }

  Failure wrong(std::string_view reason) const {
    return fail(Code::kCorrupt, "age header: line {}: {}; the file is damaged, take a fresh copy of it",
                line_number_, reason);
  }

  std::string_view text_;
  std::size_t offset_ = 0;
  std::size_t line_start_ = 0;
  std::string_view line_;
  int line_number_ = 0;
};

void append_body(std::string& text, ByteView body) {
  const std::string base64 = to_base64(body, Padding::kNone);
  for (std::size_t start = 0; start <= base64.size(); start += kColumns) {
    text.append(base64, start, kColumns).push_back('\n');
  }
}

}  // namespace

Result<Header> parse_header(ByteView message) { return HeaderReader(message).read(); }

Bytes header_mac(ByteView header, ByteView file_key) {
  const SecretBytes key = hkdf_sha256(file_key, {}, "header");
  Bytes mac(crypto_auth_hmacsha256_BYTES);
  crypto_auth_hmacsha256(mac.data(), header.data(), header.size(), key.data());
  return mac;
}

std::string header_under_mac(const std::vector<Stanza>& stanzas) {
  std::string text(kVersionLine);
  for (const Stanza& stanza : stanzas) {
    text += "->";
    for (const std::string& argument : stanza.arguments) text.append(" ").append(argument);
    text.push_back('\n');
    append_body(text, stanza.body);
  }
  return text.append(kMacStart);
}

std::string mac_line_end(ByteView mac) { return fmt::format(" {}\n", to_base64(mac, Padding::kNone)); }

}  // namespace insyn::seal
