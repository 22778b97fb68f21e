#include "words/breach.h"

#include <gtest/gtest.h>

#include <set>

#include "words/clock.h"

namespace insyn::words {
namespace {

using namespace witness;

// Each kind of breach with its parameters, and how they are to be read in the sentence.
std::vector<std::pair<Broken, std::vector<std::string>>> all() {
  const Utc time = Utc(std::chrono::hours(500'000));
  Digest hash{};
  hash.fill(9);
  return {{ledger::Fault(ledger::AfterItsTime{71, time}), {"71", local_minute(time)}},
          {NotShown{}, {}},
          {ShownFalsely{}, {}},
          {NotCertified{"line 3"}, {"line 3"}},
          {CertifiedTwice{72}, {"72"}},
          {UnknownAgreement{hash}, {to_hex(hash)}},
          {NotInForce{hash}, {to_hex(hash)}},
          {OverTheCap{"agent-7", time, 73}, {"agent-7", local_minute(time), "73"}},
          {NumberTwice{"desk-12", 74}, {"desk-12", "74"}},
          {NumbersMissing{"desk-12", 75, 75}, {"desk-12", "75"}},
          {NumbersMissing{"desk-12", 75, 76}, {"desk-12", "75", "76"}},
          {OtherBefore{"desk-12", 77}, {"desk-12", "77"}},
          {NeverCertified{}, {}},
          {OpenedWhenGone{78}, {"78"}},
          {ReceivedWhenGone{79}, {"79"}},
          {AttachedTwice{81}, {"81"}},
          {NotReceived{time}, {local_minute(time)}},
          {Misdated{time, time + std::chrono::hours(1)},
           {local_minute(time), local_minute(time + std::chrono::hours(1))}},
          {ShreddedEarly{time}, {local_minute(time)}},
          {ShreddedWithoutDiscard{}, {}},
          {NotShredded{time}, {local_minute(time)}}};
}

TEST(BreachWords, EachIsSaidInBothLanguagesWithItsParameters) {
  std::set<std::size_t> kinds;
  for (const Language language : kLanguages) {
    std::set<std::string> sentences;
    for (const auto& [what, expected] : all()) {
      kinds.insert(what.index());
      const std::string sentence = say(what, language);
      for (const std::string& part : expected)
        EXPECT_NE(sentence.find(part), std::string::npos) << part << " in " << sentence;
      EXPECT_TRUE(sentences.insert(sentence).second) << "said of another too: " << sentence;
    }
  }
  EXPECT_EQ(kinds.size(), std::variant_size_v<Broken>);
}

}  // namespace
}  // namespace insyn::words
