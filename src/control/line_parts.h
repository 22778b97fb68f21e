// Parts of the control protocol's lines, each an object of its own: reasons, and news of calls.
#pragma once

#include <optional>
#include <string>

#include "control/call_news.h"
#include "json/members.h"
#include "reason/reason.h"

namespace insyn::control {

// Of one text: as much as a recording's notes hold, and so that all texts of an answer fit in a line with
// every byte escaped.
inline constexpr std::size_t kLongestText = 500;

// At most `limit` bytes, not cut in the middle of a character, with spaces for control characters.
std::string cut(std::string text, std::size_t limit);

// The parameters of a reason or of news, each as a member.
struct WriteParameters {
  json::Json& json;
  void operator()(const char* name, Utc value) { json[name] = to_text(value); }
  void operator()(const char* name, int value) { json[name] = value; }
  template <class Period>
  void operator()(const char* name, std::chrono::duration<std::int64_t, Period> value) {
    json[name] = value.count();
  }
  void operator()(const char* name, reason::Withheld value) { json[name] = code_of(value); }
  void operator()(const char* name, Code value) { json[name] = name_of(value); }
  void operator()(const char* name, const std::string& value, std::size_t limit) {
    json[name] = cut(value, limit);
  }
};

// As they are written: kBadPeer where there is none.
Result<Code> error_code_called(const std::string& name);
Result<reason::Withheld> withheld_called(const std::string& code);

// None of them may be missing. The first problem is kept.
struct ReadParameters {
  // More than any parameter is: minutes of a day, calls of a week, seconds that were asked for.
  static constexpr std::int64_t kMost = 1'000'000;

  json::Members& members;
  Status status = {};

  template <class Value>
  void set(Value& value, Result<Value> read) {
    if (read) {
      value = *std::move(read);
    } else if (status) {
      status = Failure(std::move(read).error());
    }
  }
  Result<std::int64_t> number(const char* name) {
    const auto number = members.number(name);
    if (!number || *number > kMost) return fail(Code::kBadPeer, "“{}” is missing or too large", name);
    return *number;
  }
  std::string word(const char* name) { return members.text(name, kLongestText).value_or(""); }

  void operator()(const char* name, Utc& value) { set(value, parse_utc(word(name))); }
  void operator()(const char* name, int& value) {
    std::int64_t wide = 0;
    set(wide, number(name));
    value = static_cast<int>(wide);
  }
  template <class Period>
  void operator()(const char* name, std::chrono::duration<std::int64_t, Period>& value) {
    std::int64_t wide = 0;
    set(wide, number(name));
    value = std::chrono::duration<std::int64_t, Period>(wide);
  }
  void operator()(const char* name, reason::Withheld& value) { set(value, withheld_called(word(name))); }
  void operator()(const char* name, Code& value) { set(value, error_code_called(word(name))); }
  void operator()(const char* name, std::string& value, std::size_t limit) {
    auto text = members.text(name, limit);
    if (!text) return set(value, Result<std::string>(fail(Code::kBadPeer, "“{}” is missing", name)));
    value = *std::move(text);
  }
};

json::Json reason_json(const reason::Reason& reason);
Result<reason::Reason> parse_reason(json::Members members);

json::Json news_json(const CallNews& news);
Result<CallNews> parse_call_news(json::Members members);

}  // namespace insyn::control
