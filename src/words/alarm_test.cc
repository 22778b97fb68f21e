#include "words/alarm.h"

#include <gtest/gtest.h>

#include <set>

#include "words/clock.h"

namespace insyn::words {
namespace {

using namespace witness;

TEST(AlarmWords, EachIsSaidInBothLanguagesWithItsParameters) {
  const Utc time = Utc(std::chrono::hours(500'000));
  Digest hash{};
  hash.fill(9);
  const std::vector<std::pair<Alarm, std::vector<std::string>>> all = {
      {Silent{time, "no answer"}, {local_minute(time), "no answer"}},
      {SilentNoMore{time}, {local_minute(time)}},
      {TwoHistories{71}, {"71"}},
      {ShowsLess{72, 73}, {"72", "73"}},
      {OtherEntries{74}, {"74"}},
      {PutBack{75, 77}, {"75", "76"}},
      {WithdrawalHidden{hash, "Klubben"}, {to_hex(hash), "Klubben"}},
      {WithdrawalUnreadable{"x.withdrawal", "line 3"}, {"x.withdrawal", "line 3"}},
  };
  EXPECT_EQ(all.size(), std::variant_size_v<Alarm>);
  std::set<std::string> said;
  for (const Language language : {Language::kSwedish, Language::kEnglish}) {
    for (const auto& [alarm, parts] : all) {
      const std::string sentence = say(alarm, language);
      EXPECT_TRUE(said.insert(sentence).second) << sentence;
      EXPECT_TRUE(sentence.ends_with('.')) << sentence;
      for (const std::string& part : parts) EXPECT_NE(sentence.find(part), std::string::npos) << sentence;
    }
  }
}

}  // namespace
}  // namespace insyn::words
