#include "pages/codec/body_reader.h"

#include "base/text.h"

namespace insyn::pages {
namespace {

constexpr std::size_t kLongestNumber = 8;  // bytes

Failure ends_within() { return fail(Code::kCorrupt, "the body ends within it"); }

Status check_unicode(std::string_view text) {
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    if (byte == 0) return fail(Code::kCorrupt, "a text with a U+0000");
    if (byte < 0x80) {
      text.remove_prefix(1);
      continue;
    }
    const Utf8Character first = decode_utf8(text);
    if (first.bytes == 0) return fail(Code::kCorrupt, "a text that is not UTF-8");
    text.remove_prefix(first.bytes);
  }
  return {};
}

}  // namespace

Result<Number> BodyReader::number() {
  Number value = 0;
  for (std::size_t place = 0; place < kLongestNumber; ++place) {
    if (at_end()) return ends_within();
    const std::uint8_t byte = body_[offset_++];
    value |= Number{byte & 0x7FU} << 7 * place;
    if ((byte & 0x80) != 0) continue;
    if (byte == 0 && place > 0) return fail(Code::kCorrupt, "a number that is longer than it needs to be");
    if (value > kLargestNumber) return fail(Code::kCorrupt, "a number of 2^53 or more");
    return value;
  }
  return fail(Code::kCorrupt, "a number of more than {} bytes", kLongestNumber);
}

Result<Number> BodyReader::number_up_to(Number most, const char* what) {
  TRY_ASSIGN(const Number value, number());
  if (value > most) return fail(Code::kCorrupt, "{} {} of at most {}", what, value, most);
  return value;
}

Result<Number> BodyReader::name(Number most, const char* what) {
  TRY_ASSIGN(const Number value, number());
  if (value == 0 || value > most) return fail(Code::kCorrupt, "there is no {} {}", what, value);
  return value;
}

Result<Px> BodyReader::px() {
  TRY_ASSIGN(const Number folded, number());
  const auto half = static_cast<Px>(folded / 2);
  const Px value = folded % 2 == 0 ? half : -half - 1;
  if (value < -kFarthest || value > kFarthest) return fail(Code::kCorrupt, "a length of {}/64 px", value);
  return value;
}

Result<std::string> BodyReader::text() {
  TRY_ASSIGN(const Number length, number());
  TRY_ASSIGN(const ByteView bytes, raw(length));
  TRY(check_unicode(text_of(bytes)));
  return std::string(text_of(bytes));
}

Result<ByteView> BodyReader::raw(Number count) {
  if (count > body_.size() - offset_) return ends_within();
  const ByteView bytes = body_.subspan(offset_, count);
  offset_ += count;
  return bytes;
}

}  // namespace insyn::pages
