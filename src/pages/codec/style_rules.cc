#include "pages/codec/style_rules.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace insyn::pages {
namespace {

constexpr std::size_t kLongestDecimal = 16;  // digits of 2^53 - 1
constexpr std::string_view kNowhere = ";{}\\<@";
constexpr std::string_view kAsking[] = {"url(",   "src(",     "image(",      "image-set(", "cross-fade(",
                                        "paint(", "element(", "expression(", "attr("};

// Reads a value from left to right.
class ValueReader {
 public:
  explicit ValueReader(std::string_view value) : value_(value), lowered_(lower(value)) {}

  Status read() {
    for (at_ = 0; at_ < value_.size(); ++at_) {
      TRY(check_character(value_[at_]));
      if (value_[at_] == '(') TRY(check_function());
      TRY(count(value_[at_]));
    }
    if (quote_ != 0 || !open_.empty())
      return fail(Code::kCorrupt, "a quotation mark or parenthesis that is left open in a value");
    return {};
  }
  std::vector<Number> take_assets() { return std::move(assets_); }

 private:
  Status check_character(char one) const {
    const auto byte = static_cast<unsigned char>(one);
    if (byte < 0x20 || byte == 0x7F) return fail(Code::kCorrupt, "a control character in a value");
    if (kNowhere.find(one) != std::string_view::npos) return fail(Code::kCorrupt, "a {} in a value", one);
    if (one == '/' && value_.substr(at_).starts_with("/*"))
      return fail(Code::kCorrupt, "a comment in a value");
    return {};
  }

  // What stands before the parenthesis at_, in quotation marks or not.
  Status check_function() {
    const std::string_view until = std::string_view(lowered_).substr(0, at_ + 1);
    if (std::any_of(std::begin(kAsking), std::end(kAsking),
                    [&](std::string_view name) { return until.ends_with(name); }))
      return fail(Code::kCorrupt, "a value that asks for something");
    const bool asset = until.ends_with("asset(");
    if (!asset && !until.ends_with("node(")) return {};
    const bool as_written = value_.substr(0, at_ + 1).ends_with(asset ? "asset(" : "node(");
    const std::string_view rest = value_.substr(at_ + 1, kLongestDecimal + 1);
    const std::size_t end = rest.find(')');
    const Number number = end == std::string_view::npos ? 0 : decimal(rest.substr(0, end));
    if (quote_ != 0 || !as_written || number == 0)
      return fail(Code::kCorrupt, "a reference that is none in a value");
    if (asset) assets_.push_back(number);
    return {};
  }

  Status count(char one) {
    if (quote_ != 0) {
      if (one == quote_) quote_ = 0;
      return {};
    }
    if (one == '"' || one == '\'') quote_ = one;
    if (one == '!') return fail(Code::kCorrupt, "a ! in a value");
    if (one == '(' || one == '[') {
      if (open_.size() == kDeepestParentheses)
        return fail(Code::kCorrupt, "parentheses more than {} deep in a value", kDeepestParentheses);
      open_.push_back(one);
    }
    if (one == ')' || one == ']') {
      if (open_.empty() || open_.back() != (one == ')' ? '(' : '['))
        return fail(Code::kCorrupt, "a parenthesis that was not opened in a value");
      open_.pop_back();
    }
    return {};
  }

  std::string_view value_;
  std::string lowered_;
  std::size_t at_ = 0;
  char quote_ = 0;
  std::string open_;
  std::vector<Number> assets_;
};

}  // namespace

Number decimal(std::string_view text) {
  if (text.empty() || text.size() > kLongestDecimal || text.front() == '0') return 0;
  Number number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return 0;
    number = number * 10 + static_cast<Number>(digit - '0');
  }
  return number > kLargestNumber ? 0 : number;
}

Status check_property(std::string_view property) {
  if (property.size() > kLongestProperty)
    return fail(Code::kCorrupt, "a property of {} bytes", property.size());
  const bool letters = std::all_of(property.begin(), property.end(),
                                   [](char one) { return one == '-' || (one >= 'a' && one <= 'z'); });
  if (property.empty() || !letters || property.starts_with("--"))
    return fail(Code::kCorrupt, "a property that is none");
  return {};
}

Result<std::vector<Number>> check_value(std::string_view value) {
  if (value.size() > kLongestValue) return fail(Code::kCorrupt, "a value of {} bytes", value.size());
  ValueReader reader(value);
  TRY(reader.read());
  return reader.take_assets();
}

}  // namespace insyn::pages
