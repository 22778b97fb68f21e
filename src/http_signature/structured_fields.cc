#include "http_signature/structured_fields.h"

#include <algorithm>

namespace insyn::http_signature {
namespace {

constexpr std::size_t kMostDigits = 15;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_alpha(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_key_begin(char c) { return is_lower(c) || c == '*'; }
bool is_in_key(char c) { return is_key_begin(c) || is_digit(c) || c == '_' || c == '-' || c == '.'; }
bool is_in_token(char c) {
  return is_alpha(c) || is_digit(c) ||
         std::string_view("!#$%&'*+-.^_`|~:/").find(c) != std::string_view::npos;
}
bool is_in_string(char c) { return c >= 0x20 && c < 0x7f; }

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Dictionary> dictionary() {
    Dictionary members;
    skip(" ");
    while (!text_.empty()) {
      TRY_ASSIGN(Member member, this->member());
      if (std::any_of(members.begin(), members.end(), [&](const Member& m) { return m.key == member.key; }))
        return bad("a key stands there twice");
      members.push_back(std::move(member));
      if (members.size() > kMostMembers) return bad("it has too many members");
      skip(" \t");
      if (text_.empty()) break;
      if (!take(',')) return bad("there is no comma between two members");
      skip(" \t");
      if (text_.empty()) return bad("it ends with a comma");
    }
    return members;
  }

 private:
  static Failure bad(std::string_view why) { return fail(Code::kCorrupt, "no structured field: {}", why); }

  bool next_is(char c) const { return !text_.empty() && text_.front() == c; }
  bool take(char c) {
    if (!next_is(c)) return false;
    text_.remove_prefix(1);
    return true;
  }
  void skip(std::string_view characters) {
    text_.remove_prefix(std::min(text_.find_first_not_of(characters), text_.size()));
  }
  template <class Is>
  std::string_view take_while(Is is) {
    const auto end = std::find_if_not(text_.begin(), text_.end(), is);
    const std::string_view taken = text_.substr(0, static_cast<std::size_t>(end - text_.begin()));
    text_.remove_prefix(taken.size());
    return taken;
  }

  Result<std::string> key() {
    if (text_.empty() || !is_key_begin(text_.front())) return bad("a key does not begin with a small letter");
    return std::string(take_while(is_in_key));
  }

  Result<Member> member() {
    TRY_ASSIGN(std::string key, this->key());
    if (!take('=')) {
      TRY_ASSIGN(Parameters parameters, this->parameters());
      return Member{std::move(key), Item{true, std::move(parameters)}};
    }
    if (next_is('(')) {
      TRY_ASSIGN(InnerList list, inner_list());
      return Member{std::move(key), std::move(list)};
    }
    TRY_ASSIGN(Item item, this->item());
    return Member{std::move(key), std::move(item)};
  }

  Result<InnerList> inner_list() {
    InnerList list;
    take('(');
    for (;;) {
      skip(" ");
      if (take(')')) break;
      if (list.items.size() >= kMostMembers) return bad("a list is too long");
      TRY_ASSIGN(Item item, this->item());
      list.items.push_back(std::move(item));
      if (!next_is(' ') && !next_is(')')) return bad("a list does not end");
    }
    TRY_ASSIGN(list.parameters, parameters());
    return list;
  }

  Result<Item> item() {
    TRY_ASSIGN(BareItem value, bare_item());
    TRY_ASSIGN(Parameters parameters, this->parameters());
    return Item{std::move(value), std::move(parameters)};
  }

  Result<Parameters> parameters() {
    Parameters all;
    while (take(';')) {
      skip(" ");
      TRY_ASSIGN(std::string key, this->key());
      if (find(all, key) != nullptr) return bad("a parameter stands there twice");
      if (all.size() >= kMostMembers) return bad("it has too many parameters");
      BareItem value = true;
      if (take('=')) {
        TRY_ASSIGN(value, bare_item());
      }
      all.push_back({std::move(key), std::move(value)});
    }
    return all;
  }

  Result<BareItem> bare_item() {
    if (text_.empty()) return bad("a value is missing");
    const char first = text_.front();
    if (first == '"') return string();
    if (first == ':') return bytes();
    if (first == '?') return boolean();
    if (first == '-' || is_digit(first)) return integer();
    if (is_alpha(first) || first == '*') return BareItem(Token{std::string(take_while(is_in_token))});
    return bad("a value is of no kind");
  }

  Result<BareItem> integer() {
    const bool negative = take('-');
    const std::string_view digits = take_while(is_digit);
    if (digits.empty() || digits.size() > kMostDigits || next_is('.')) return bad("a number is no integer");
    std::int64_t value = 0;
    for (const char digit : digits) value = value * 10 + (digit - '0');
    return BareItem(negative ? -value : value);
  }

  Result<BareItem> string() {
    std::string value;
    take('"');
    while (!text_.empty()) {
      const char c = text_.front();
      text_.remove_prefix(1);
      if (c == '"') return BareItem(std::move(value));
      if (c == '\\') {
        if (!next_is('"') && !next_is('\\')) return bad("a string has an escape of no kind");
        value += text_.front();
        text_.remove_prefix(1);
      } else if (is_in_string(c)) {
        value += c;
      } else {
        return bad("a string has a character that is not printable ASCII");
      }
    }
    return bad("a string does not end");
  }

  Result<BareItem> bytes() {
    take(':');
    const std::size_t end = text_.find(':');
    if (end == std::string_view::npos) return bad("a byte sequence does not end");
    auto value = from_base64(text_.substr(0, end), Padding::kRequired);
    if (!value) return bad("a byte sequence is not base64");
    text_.remove_prefix(end + 1);
    return BareItem(std::move(*value));
  }

  Result<BareItem> boolean() {
    take('?');
    if (take('1')) return BareItem(true);
    if (take('0')) return BareItem(false);
    return bad("a boolean is neither ?0 nor ?1");
  }

  std::string_view text_;
};

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string to_text(const Parameters& parameters) {
  std::string text;
  for (const Parameter& parameter : parameters) {
    text += ';' + parameter.key;
    if (parameter.value != BareItem(true)) text += '=' + http_signature::to_text(parameter.value);
  }
  return text;
}

struct ItemText {
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(const std::string& value) const { return in_quotes(value); }
  std::string operator()(const Token& value) const { return value.text; }
  std::string operator()(const Bytes& value) const {
    return ':' + to_base64(value, Padding::kRequired) + ':';
  }
  std::string operator()(bool value) const { return value ? "?1" : "?0"; }
};

std::string to_text(const Item& item) {
  return http_signature::to_text(item.value) + to_text(item.parameters);
}

std::string to_text(const Member& member) {
  const auto* item = std::get_if<Item>(&member.value);
  if (item == nullptr) return member.key + '=' + to_text(std::get<InnerList>(member.value));
  if (item->value == BareItem(true)) return member.key + to_text(item->parameters);
  return member.key + '=' + to_text(*item);
}

}  // namespace

const BareItem* find(const Parameters& parameters, std::string_view key) {
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const Parameter& parameter) { return parameter.key == key; });
  return found == parameters.end() ? nullptr : &found->value;
}

Result<Dictionary> parse_dictionary(std::string_view field) {
  if (field.size() > kLongestField)
    return fail(Code::kCorrupt, "no structured field: it is longer than {} bytes", kLongestField);
  return Parser(field).dictionary();
}

std::string to_text(const BareItem& item) { return std::visit(ItemText(), item); }

std::string to_text(const InnerList& list) {
  std::string text = "(";
  for (const Item& item : list.items) text += (text.size() > 1 ? " " : "") + to_text(item);
  return text + ')' + to_text(list.parameters);
}

std::string to_text(const Dictionary& dictionary) {
  std::string text;
  for (const Member& member : dictionary) text += (text.empty() ? "" : ", ") + to_text(member);
  return text;
}

}  // namespace insyn::http_signature
