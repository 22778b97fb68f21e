#include "agreement/trial.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"

namespace insyn::agreement {
namespace {

const Utc kNow = parse_utc("2026-11-24T09:05:00.123Z").value();

TEST(Trial, IsReadAndLastsTwoWeeks) {
  const auto terms = parse_terms(trial_terms_text({"/usr/bin/xterm", "xterm", "XTerm"}, kNow));
  ASSERT_TRUE(terms) << terms.error().message;
  EXPECT_EQ(to_text(terms->not_before), "2026-11-24T09:05:00.000Z");
  EXPECT_EQ(to_text(terms->not_after), "2026-12-08T09:05:00.000Z");
  EXPECT_EQ(terms->level, Level::kFull);
  EXPECT_EQ(terms->sample, 1);
  EXPECT_EQ(terms->applications.front().wm_class, "XTerm");
}

TEST(Trial, SaysThatItIsOne) {
  const std::string text = trial_terms_text({"/usr/bin/xterm", "xterm", ""}, kNow);
  EXPECT_EQ(text.find("# TRIAL"), 0u);
  const auto terms = parse_terms(text).value();
  EXPECT_EQ(terms.purpose.find("TRIAL"), 0u);
  EXPECT_EQ(terms.employer.find("TRIAL"), 0u);
  EXPECT_EQ(terms.id, "trial-2026-11-24");
}

TEST(Trial, ValuesCannotAddTerms) {
  const std::string name = "x\"\n[retention]\ndays = 300\n# \\";
  const auto refused = parse_terms(trial_terms_text({"/usr/bin/a", name, ""}, kNow));
  EXPECT_FALSE(refused);
  const std::string path = "/opt/a \"b\" \\c/d";
  const auto terms = parse_terms(trial_terms_text({path, "Namn \"å\"", ""}, kNow));
  ASSERT_TRUE(terms) << terms.error().message;
  EXPECT_EQ(terms->applications.front().exe, path);
  EXPECT_EQ(terms->retention_days, 14);
}

}  // namespace
}  // namespace insyn::agreement
