#include "recording/format/note_text.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace insyn::recording {
namespace {

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

}  // namespace

bool fits_in_note(std::string_view value) {
  constexpr std::size_t kLongest = 500;
  if (value.empty() || value.size() > kLongest || value.front() == ' ' || value.back() == ' ') return false;
  return check_readable(value, kLongest).has_value();
}

Result<std::string> verified_text(std::string_view note, const note::Verifier& signer) {
  TRY_ASSIGN(note::Note parsed, note::parse(note));
  if (parsed.signatures.size() != 1) {
    return fail(Code::kDenied, "it has {} signatures instead of one", parsed.signatures.size());
  }
  if (!note::signature_fits(parsed.text, parsed.signatures.front(), signer)) {
    return fail(Code::kDenied, "it is signed by “{}”, and not with the key “{}” that it needs",
                parsed.signatures.front().name, signer.name());
  }
  return std::move(parsed.text);
}

std::string_view take_word(std::string_view& rest) {
  const std::size_t space = rest.find(' ');
  const std::string_view word = rest.substr(0, space);
  rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
  return word;
}

Status read_lines(std::string_view text, std::string_view head,
                  const std::function<Status(std::string_view, std::string_view)>& take) {
  if (take_line(text) != head) return fail(Code::kCorrupt, "line 1: “{}” is missing here", head);
  for (std::size_t number = 2; !text.empty(); ++number) {
    std::string_view value = take_line(text);
    const std::string_view key = take_word(value);
    if (Status taken = take(key, value); !taken) {
      return in_context(fmt::format("line {}", number), std::move(taken).error());
    }
  }
  return {};
}

Status expect_same(std::string_view text, std::string_view expected) {
  if (text == expected) return {};
  const auto differs = std::mismatch(text.begin(), text.end(), expected.begin(), expected.end()).first;
  return fail(Code::kCorrupt,
              "line {}: something is missing, too much, or not in the form that the format demands",
              1 + std::count(text.begin(), differs, '\n'));
}

Result<std::uint64_t> parse_number(std::string_view text, std::uint64_t limit) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || value > limit) {
    return fail(Code::kCorrupt, "not a whole number of at most {}", limit);
  }
  return value;
}

Result<Digest> parse_digest(std::string_view text) {
  const Result<Bytes> bytes = from_hex(text);
  Digest digest{};
  if (!bytes || bytes->size() != digest.size()) {
    return fail(Code::kCorrupt, "not a SHA-256 in 64 hexadecimal digits");
  }
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return digest;
}

Status take_text(std::string_view value, std::string& into) {
  if (!fits_in_note(value)) return fail(Code::kCorrupt, "a value that a note cannot hold");
  into = value;
  return {};
}

Status take_digest(std::string_view value, Digest& into) {
  TRY_ASSIGN(into, parse_digest(value));
  return {};
}

Status take_digest(std::string_view value, std::optional<Digest>& into) {
  TRY_ASSIGN(into, parse_digest(value));
  return {};
}

Status take_time(std::string_view value, Utc& into) {
  TRY_ASSIGN(into, parse_utc(value));
  return {};
}

Status take_date(std::string_view value, std::chrono::sys_days& into) {
  TRY_ASSIGN(const Utc begin, parse_utc(fmt::format("{}T00:00:00.000Z", value)));
  into = std::chrono::floor<std::chrono::days>(begin);
  return {};
}

Status take_number(std::string_view value, std::uint64_t limit, std::uint64_t& into) {
  TRY_ASSIGN(into, parse_number(value, limit));
  return {};
}

}  // namespace insyn::recording
