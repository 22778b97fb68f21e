#include "opening/answer_note.h"

#include <gtest/gtest.h>

#include "opening/testing.h"

namespace insyn::opening {
namespace {

Approval approval() {
  Approval one;
  one.request = sha256(view_of("request"));
  one.recording = kTestRecording;
  one.entry = 5;
  one.checkpoint_size = 6;
  one.checkpoint_root = sha256(view_of("root"));
  one.checkpoint_time = agreement::utc("2026-12-02T09:28:00.000Z");
  one.time = agreement::utc("2026-12-02T09:30:00.000Z");
  return one;
}

Refusal refusal() {
  return {sha256(view_of("request")), kTestRecording, 5, "Samtalet rör en annan fråga.",
          agreement::utc("2026-12-02T09:30:00.000Z")};
}

TEST(AnswerNote, ComesBackAsItWas) {
  EXPECT_EQ(parse_approval(text_of(approval())).value(), approval());
  Approval by_rules = approval();
  by_rules.by = ledger::ApprovedBy::kRules;
  by_rules.rules = sha256(view_of("rules"));
  EXPECT_EQ(parse_approval(text_of(by_rules)).value(), by_rules);
  EXPECT_EQ(parse_refusal(text_of(refusal())).value(), refusal());
}

TEST(AnswerNote, IsRefusedWhereItIsNotOne) {
  const std::string text = text_of(approval());
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"approval 1", "refusal 1"},
      {"by person", "by rules"},
      {"by person", "by anybody"},
      {"entry 5", "entry 6"},
      {"entry 5", "entry 05"},
      {"recording 0", "recording x"},
      {"request-sha256 ", "request-sha256 0"},
      {"checkpoint-root ", "checkpoint-root 0"},
      {"checkpoint-time 2", "checkpoint-time "},
      {"by person\n", "by person\nrules-sha256 " + std::string(64, '0') + "\n"}};
  for (const auto& [from, to] : changes) EXPECT_FALSE(parse_approval(with(text, from, to))) << from << to;
  EXPECT_FALSE(parse_refusal(text));
  EXPECT_FALSE(parse_approval(text_of(refusal())));
  EXPECT_FALSE(parse_refusal(with(text_of(refusal()), "because Samtalet rör en annan fråga.\n", "")));
  EXPECT_FALSE(parse_refusal(with(text_of(refusal()), "recording 0", "recording x")));
}

}  // namespace
}  // namespace insyn::opening
