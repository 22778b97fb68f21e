#include "opening/rules_note.h"

#include <algorithm>

#include "recording/format/note_text.h"

namespace insyn::opening {
namespace {

using recording::take_digest;
using recording::take_number;
using recording::take_time;

constexpr std::string_view kRulesHead = "insyn opening rules 1";

Status take_opens(std::string_view value, Rules& rules) {
  const auto opens = ledger::value_named<ledger::Opens>(value);
  if (!opens) return fail(Code::kCorrupt, "neither pictures nor events");
  rules.opens.push_back(*opens);
  return {};
}

Status take_one(std::string_view value, std::vector<std::string>& into) {
  if (into.size() == kMostInRules) return fail(Code::kCorrupt, "more than {} of them", kMostInRules);
  return recording::take_text(value, into.emplace_back());
}

Status take(std::string_view key, std::string_view value, Rules& rules) {
  if (key == "agreement-sha256") return take_digest(value, rules.agreement);
  if (key == "opens") return take_opens(value, rules);
  if (key == "purpose") return take_one(value, rules.purposes);
  if (key == "kind") return take_one(value, rules.kinds);
  if (key == "a-week") return take_number(value, kMostApprovalsAWeek, rules.a_week);
  if (key == "from") return take_time(value, rules.from);
  if (key == "until") return take_time(value, rules.until);
  return fail(Code::kCorrupt, "unknown line in rules");
}

template <class T>
bool ascends(const std::vector<T>& list) {
  return std::adjacent_find(list.begin(), list.end(), std::greater_equal<T>()) == list.end();
}

Status check_complete(const Rules& rules) {
  if (!ascends(rules.opens) || !ascends(rules.purposes) || !ascends(rules.kinds))
    return fail(Code::kCorrupt, "each list is in ascending order, and has nothing twice");
  if (rules.opens.empty() || rules.purposes.empty())
    return fail(Code::kCorrupt, "rules say what may be opened and for which purposes");
  if (!std::all_of(rules.purposes.begin(), rules.purposes.end(), ledger::is_purpose))
    return fail(Code::kCorrupt, "a purpose is no code");
  if (rules.a_week == 0) return fail(Code::kCorrupt, "rules that approve nothing");
  if (rules.until <= rules.from) return fail(Code::kCorrupt, "the rules end before they begin");
  return {};
}

}  // namespace

std::string text_of(const Rules& rules) {
  std::string text = fmt::format("{}\nagreement-sha256 {}\n", kRulesHead, to_hex(rules.agreement));
  for (const ledger::Opens opens : rules.opens) text += fmt::format("opens {}\n", name_of(opens));
  for (const std::string& purpose : rules.purposes) text += fmt::format("purpose {}\n", purpose);
  for (const std::string& kind : rules.kinds) text += fmt::format("kind {}\n", kind);
  text +=
      fmt::format("a-week {}\nfrom {}\nuntil {}\n", rules.a_week, to_text(rules.from), to_text(rules.until));
  return text;
}

Result<Rules> parse_rules(std::string_view text) {
  Rules rules;
  TRY(recording::read_lines(text, kRulesHead, [&](std::string_view key, std::string_view value) {
    return take(key, value, rules);
  }));
  TRY(check_complete(rules));
  TRY(recording::expect_same(text, text_of(rules)));
  return rules;
}

}  // namespace insyn::opening
