#include "words/ledger.h"

#include <gtest/gtest.h>

#include <set>

#include "words/clock.h"

namespace insyn::words {
namespace {

using namespace ledger;

// Gives each parameter that people are told a value of its own, and notes how it is to be read in the
// sentence. Salted hashes and the hashes of a withdrawal and of a release say nothing to anybody.
struct FillEntry {
  std::vector<std::string>& expected;

  void operator()(const char* key, std::string& value) const {
    value = fmt::format("{}-{}", key, expected.size());
    expected.push_back(value);
  }
  void operator()(const char*, std::uint64_t& value) const {
    value = 70 + expected.size();
    expected.push_back(std::to_string(value));
  }
  void operator()(const char* key, EntryNumber& value) const { (*this)(key, value.value); }
  void operator()(const char* key, Digest& value) const {
    value.fill(static_cast<std::uint8_t>(9 + expected.size()));
    const bool is_of_a_note = std::string_view(key) == "withdrawal" || std::string_view(key) == "release";
    if (!is_of_a_note) expected.push_back(to_hex(value));
  }
  void operator()(const char*, Utc& value) const {
    value = Utc(std::chrono::hours(500'000 + expected.size()));
    expected.push_back(local_minute(value));
  }
  void operator()(const char*, RecordingId& value) const {
    value.bytes.fill(7);
    expected.push_back(to_hex(value.bytes));
  }
  void operator()(const char*, Salted&) const {}
  template <class Value>
  requires std::is_enum_v<Value>
  void operator()(const char*, Value&) const {}  // each has its own words: below
};

TEST(LedgerWords, EachEntryIsSaidInBothLanguagesWithItsParameters) {
  for (const Language language : kLanguages) {
    std::set<std::string> sentences;
    for_each_kind([&](auto kind) {
      std::vector<std::string> expected;
      kind.fields(kind, FillEntry{expected});
      const std::string sentence = say(kind, language);
      EXPECT_NE(sentence, "") << kind.kName;
      for (const std::string& part : expected)
        EXPECT_NE(sentence.find(part), std::string::npos) << kind.kName << ": " << part << " in " << sentence;
      EXPECT_TRUE(sentences.insert(sentence).second) << "said of another too: " << sentence;
    });
  }
}

TEST(LedgerWords, EachValueHasWordsOfItsOwn) {
  for (const Language language : kLanguages) {
    std::set<std::string> sentences;
    std::size_t count = 0;
    const auto add = [&](const AnyEntry& entry) {
      ++count;
      sentences.insert(say(entry, language));
    };
    for (const Opens opens : {Opens::kPictures, Opens::kEvents}) {
      OpeningRequested entry;
      entry.opens = opens;
      add(entry);
    }
    for (const ApprovedBy by : {ApprovedBy::kPerson, ApprovedBy::kRules})
      add(RequestApproved{{}, "", by, {}});
    for (const ExportForm form : {ExportForm::kVideo, ExportForm::kPictures, ExportForm::kText})
      add(ExportReported{{}, form});
    for (const auto because :
         {ShreddedBecause::kRetention, ShreddedBecause::kDiscard, ShreddedBecause::kErasure})
      add(RecordingShredded{{}, because});
    for (const Role role :
         {Role::kAdministrator, Role::kReviewer, Role::kUnion, Role::kAnalyst, Role::kAgent, Role::kImporter})
      for (const RoleChange change : {RoleChange::kGiven, RoleChange::kTaken})
        add(RoleChanged{role, change, {}, {}});
    for (const std::uint64_t chunks : {1U, 2U}) add(RecordingReceived{{}, {}, chunks});
    EXPECT_EQ(sentences.size(), count);
  }
}

TEST(LedgerWords, EachFaultIsSaidInBothLanguagesWithItsParameters) {
  const Utc until = Utc(std::chrono::hours(500'000));
  for (const Language language : kLanguages) {
    EXPECT_NE(say(Fault(Unreadable{"line 3: time"}), language).find("line 3: time"), std::string::npos);
    const std::string late = say(Fault(AfterItsTime{71, until}), language);
    EXPECT_NE(late.find("71"), std::string::npos) << late;
    EXPECT_NE(late.find(local_minute(until)), std::string::npos) << late;
    std::set<std::string> sentences;
    std::set<std::string> wanted;
    for_each_kind([&](auto kind) {
      if constexpr (requires { kind.of; }) {
        wanted.insert(decltype(kind)::Of::kName);
        const std::string sentence = say(Fault(FollowsFromNone{72, decltype(kind)::Of::kName}), language);
        EXPECT_NE(sentence.find("72"), std::string::npos) << sentence;
        sentences.insert(sentence);
      }
    });
    EXPECT_EQ(sentences.size(), wanted.size());
    EXPECT_EQ(wanted.size(), 4U);
  }
}

}  // namespace
}  // namespace insyn::words
