#include "server/http/head_check.h"

#include <algorithm>
#include <set>
#include <string>

#include "base/text.h"

namespace insyn::server::http {
namespace {

constexpr HeadFault kLineEnd{400, "line-end"};
constexpr HeadFault kRequestLine{400, "request-line"};
constexpr HeadFault kMethod{501, "method"};
constexpr HeadFault kVersion{505, "version"};
constexpr HeadFault kTarget{400, "target"};
constexpr HeadFault kTargetTooLong{414, "target-too-long"};
constexpr HeadFault kHeadTooLarge{431, "head-too-large"};
constexpr HeadFault kTooManyFields{431, "too-many-fields"};
constexpr HeadFault kFoldedLine{400, "folded-line"};
constexpr HeadFault kFieldName{400, "field-name"};
constexpr HeadFault kFieldValue{400, "field-value"};
constexpr HeadFault kFieldTwice{400, "field-twice"};
constexpr HeadFault kHost{400, "host"};
constexpr HeadFault kLength{400, "content-length"};
constexpr HeadFault kTwoLengths{400, "two-lengths"};
constexpr HeadFault kChunks{411, "chunks"};
constexpr HeadFault kExpectation{417, "expectation"};

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kDigits = "0123456789";

bool is_letter_or_digit(char c) {
  return kLetters.find(c) != std::string_view::npos || kDigits.find(c) != std::string_view::npos;
}
bool only(std::string_view text, std::string_view besides) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter_or_digit(c) || besides.find(c) != std::string_view::npos;
  });
}
bool is_hex(char c) { return std::string_view("0123456789abcdefABCDEF").find(c) != std::string_view::npos; }

// RFC 9110, section 5.6.2.
bool is_token(std::string_view text) { return !text.empty() && only(text, "!#$%&'*+-.^_`|~"); }

// RFC 3986, segments of a path in normal form. Percent signs are in none of this server's paths, and empty
// and dotted segments are what different programs resolve differently.
bool is_plain_path(std::string_view path) {
  if (!path.starts_with('/') || !only(path, "/-._~!$&'()*+,;=:@")) return false;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    if (segment == "." || segment == ".." || (segment.empty() && !path.empty())) return false;
    path.remove_prefix(segment.size());
  }
  return true;
}

bool is_query(std::string_view query) {
  if (!only(query, "/-._~!$&'()*+,;=:@?%")) return false;
  for (std::size_t at = query.find('%'); at != std::string_view::npos; at = query.find('%', at + 1)) {
    if (at + 2 >= query.size() || !is_hex(query[at + 1]) || !is_hex(query[at + 2])) return false;
  }
  return true;
}

std::string_view take_line(std::string_view& head) {
  const std::size_t end = head.find("\r\n");
  const std::string_view line = head.substr(0, end);
  head.remove_prefix(end == std::string_view::npos ? head.size() : end + 2);
  return line;
}

std::optional<HeadFault> check_request_line(std::string_view line, const HeadLimits& limits) {
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return kRequestLine;
  const std::string_view method = line.substr(0, first), target = line.substr(first + 1, last - first - 1),
                         version = line.substr(last + 1);
  if (!is_token(method)) return kRequestLine;
  if (target.size() > limits.target) return kTargetTooLong;
  if (version.size() != 8 || !version.starts_with("HTTP/")) return kRequestLine;
  if (version != "HTTP/1.1") return kVersion;
  static constexpr std::string_view known[] = {"GET", "HEAD", "POST", "PUT", "DELETE"};
  if (std::find(std::begin(known), std::end(known), method) == std::end(known)) return kMethod;
  const std::size_t question = target.find('?');
  if (!is_plain_path(target.substr(0, question))) return kTarget;
  if (question != std::string_view::npos && !is_query(target.substr(question + 1))) return kTarget;
  return std::nullopt;
}

// Host and port (RFC 3986, section 3.2), without user names.
bool is_authority(std::string_view text) {
  return !text.empty() && text.size() <= 255 && only(text, "-._~:[]");
}

// Proxies add lines of these; nothing that is done here depends on them but for the last x-forwarded-for.
bool may_repeat(const std::string& name) {
  return name == "via" || name == "forwarded" || name == "x-forwarded-for";
}

struct Framing {
  bool host = false, length = false, chunks = false;
};

std::optional<HeadFault> check_value(const std::string& name, std::string_view value, Framing& framing) {
  const bool plain = std::all_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
  });
  if (!plain) return kFieldValue;
  while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
  while (value.ends_with(' ') || value.ends_with('\t')) value.remove_suffix(1);
  if (name == "host") {
    framing.host = true;
    if (!is_authority(value)) return kHost;
  } else if (name == "content-length") {
    framing.length = true;
    const bool number = value.find_first_not_of(kDigits) == std::string_view::npos;
    if (value.empty() || value.size() > 18 || !number) return kLength;
  } else if (name == "transfer-encoding") {
    framing.chunks = true;
  } else if (name == "expect" && lower(value) != "100-continue") {
    return kExpectation;
  }
  return std::nullopt;
}

std::optional<HeadFault> check_field(std::string_view line, std::set<std::string>& names, Framing& framing) {
  if (line.starts_with(' ') || line.starts_with('\t')) return kFoldedLine;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return kFieldName;
  const std::string name = lower(line.substr(0, colon));
  if (!names.insert(name).second && !may_repeat(name)) return kFieldTwice;
  return check_value(name, line.substr(colon + 1), framing);
}

}  // namespace

HeadEnd find_head_end(std::string_view arrived, std::size_t looked_at, const HeadLimits& limits) {
  // The four bytes of the end may lie on both sides of what was looked at.
  for (std::size_t at = looked_at; at < arrived.size(); ++at) {
    if (at >= limits.bytes) return {0, kHeadTooLarge};
    const bool after_cr = at > 0 && arrived[at - 1] == '\r';
    if ((arrived[at] == '\n') != after_cr) return {0, kLineEnd};
    if (arrived[at] == '\n' && at >= 3 && arrived.substr(at - 3, 4) == "\r\n\r\n") return {at + 1, {}};
  }
  return {};
}

std::optional<HeadFault> check_head(std::string_view head, const HeadLimits& limits) {
  if (head.size() > limits.bytes) return kHeadTooLarge;
  if (!head.ends_with("\r\n\r\n")) return kLineEnd;
  head.remove_suffix(2);
  if (const auto fault = check_request_line(take_line(head), limits)) return fault;
  std::set<std::string> names;
  std::size_t count = 0;
  Framing framing;
  while (!head.empty()) {
    if (++count > limits.fields) return kTooManyFields;
    if (const auto fault = check_field(take_line(head), names, framing)) return fault;
  }
  if (!framing.host) return kHost;
  if (framing.chunks) return framing.length ? kTwoLengths : kChunks;
  return std::nullopt;
}

}  // namespace insyn::server::http
