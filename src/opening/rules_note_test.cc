#include "opening/rules_note.h"

#include <gtest/gtest.h>

#include "opening/testing.h"

namespace insyn::opening {
namespace {

Rules rules() {
  return {sha256(view_of("agreement")),
          {ledger::Opens::kPictures, ledger::Opens::kEvents},
          {"complaint", "search-fails"},
          {"faktura", "flytt"},
          20,
          agreement::utc("2026-12-01T00:00:00.000Z"),
          agreement::utc("2027-01-01T00:00:00.000Z")};
}

TEST(RulesNote, ComesBackAsItWas) {
  EXPECT_EQ(parse_rules(text_of(rules())).value(), rules());
  Rules of_any_kind = rules();
  of_any_kind.kinds.clear();
  EXPECT_EQ(parse_rules(text_of(of_any_kind)).value(), of_any_kind);
}

TEST(RulesNote, IsRefusedWhereItIsNotOne) {
  const std::string text = text_of(rules());
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"rules 1", "rules 2"},
      {"opens pictures\nopens events\n", ""},
      {"opens pictures\nopens events\n", "opens events\nopens pictures\n"},
      {"opens pictures\n", "opens pictures\nopens pictures\n"},
      {"purpose complaint\npurpose search-fails\n", ""},
      {"purpose complaint", "purpose x"},
      {"purpose complaint", "purpose Complaint"},
      {"kind flytt", "kind faktura"},
      {"a-week 20", "a-week 0"},
      {"a-week 20", "a-week 10001"},
      {"until 2027", "until 2025"}};
  for (const auto& [from, to] : changes) EXPECT_FALSE(parse_rules(with(text, from, to))) << from << to;
  Rules many = rules();
  for (int i = 0; i < 101; ++i) many.kinds.push_back(fmt::format("kind-{:03}", i));
  EXPECT_FALSE(parse_rules(text_of(many)));
}

}  // namespace
}  // namespace insyn::opening
