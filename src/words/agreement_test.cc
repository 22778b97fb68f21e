#include "words/agreement.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"

namespace insyn::words {
namespace {

using namespace agreement;

std::string in(Language language, const std::string& text = example_terms()) {
  return words::explain(parse_terms(text).value(), language);
}

void expect_has(const std::string& text, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts)
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

TEST(Explain, EnglishSaysEveryTerm) {
  expect_has(in(Language::kEnglish),
             {"Kundcenter Nord AB", "MBL §11", "Konsekvensbedömning 2026-10-19", "/opt/kundstod/bin/kundstod",
              "https://wiki.example", "except /personal/*", "exactly as the agent sees them",
              "At most 10 pictures a second", "From 1 December 2026 up to and including 31 January 2027",
              "Monday to Friday, between 08:00 and 18:00", "Europe/Stockholm", "About 20 percent",
              "at most 10 calls per agent and week", "At most 60 minutes", "within 72 hours", "Nobody alone",
              "30 days", "never done"});
}

TEST(Explain, SwedishSaysEveryTerm) {
  expect_has(in(Language::kSwedish),
             {"Kundcenter Nord AB", "MBL §11", "/opt/kundstod/bin/kundstod", "utom /personal/*",
              "precis som handläggaren ser dem", "Högst 10 bilder i sekunden",
              "Från och med 1 december 2026 till och med 31 januari 2027",
              "Måndag till fredag mellan 08:00 och 18:00", "Ungefär 20 procent", "högst 10 samtal",
              "Högst 60 minuter", "inom 72 timmar", "Ingen på egen hand", "30 dagar", "aldrig görs"});
}

TEST(Explain, EachLevelHasItsOwnWords) {
  for (const Language language : {Language::kEnglish, Language::kSwedish}) {
    const std::string full = in(language);
    for (const char* level : {"structure", "masked"}) {
      EXPECT_NE(in(language, with(example_terms(), "\"full\"", fmt::format("\"{}\"", level))), full);
    }
  }
}

TEST(Explain, WithoutPicturesItSaysWhichScreensAreNotedAndWhoReadsIt) {
  const std::string english = in(Language::kEnglish, metrics_terms());
  expect_has(english, {"No pictures at all", "sök: “Sök – *”, in Kundstöd", "artikel: “Artikel *”\n",
                       "The title itself is never kept", kThirdRecipient, "and the union, together",
                       "with their own key", "at least 10 agents"});
  const std::string swedish = in(Language::kSwedish, metrics_terms());
  expect_has(swedish, {"Inga bilder alls", "sök: ”Sök – *”, i Kundstöd", "artikel: ”Artikel *”\n",
                       "Själva titeln sparas aldrig", kThirdRecipient, "och facket, tillsammans",
                       "med din egen nyckel", "minst 10 handläggare"});
  for (const std::string& text : {english, swedish}) {
    EXPECT_EQ(text.find("Nobody alone"), std::string::npos);
    EXPECT_EQ(text.find("Ingen på egen hand"), std::string::npos);
    EXPECT_EQ(text.find("Watch every recording"), std::string::npos);
    EXPECT_EQ(text.find("egna inspelningar"), std::string::npos);
    EXPECT_EQ(text.find("entered in a log"), std::string::npos);
    EXPECT_EQ(text.find("förs in i en logg"), std::string::npos);
  }
  EXPECT_NE(in(Language::kEnglish).find("No statistics"), std::string::npos);
}

TEST(Explain, WhatIsNotDoneIsSaidFirst) {
  std::string text = with(example_terms(), "manual = true", "manual = false");
  text = with(text, "purpose =", "audio = \"both\"\npurpose =");
  expect_has(in(Language::kEnglish, text),
             {"cannot do what is agreed in: audio.", "Nobody may say that a call has begun",
              "cannot record pages in a browser, and records nothing of Wiki"});
  expect_has(in(Language::kSwedish, text),
             {"inte göra det som avtalats i: audio.", "Ingen får säga till att ett samtal",
              "kan inte spela in sidor i en webbläsare"});
  EXPECT_LT(in(Language::kEnglish, text).find("does not do"), in(Language::kEnglish, text).find("Why\n"));
  const std::string done = in(Language::kEnglish, short_terms());
  EXPECT_EQ(done.find("does not do\n"), std::string::npos) << done;
}

TEST(Explain, SaysWhoseEachKeyIsAndWhoVouches) {
  const Party employer = employer_party(), union_side = union_party();
  const std::string text =
      with(example_terms(),
           "open =", "reviewers = [\"" + kReviewerRecipient + "\", \"" + kThirdRecipient + "\"]\nopen =") +
      vouched_table(note::Role::kReviewer, "Anna", kThirdRecipient, employer);
  const auto agreement = agreement::Agreement::verify(signed_by_both(text, employer, union_side),
                                                      {employer.keys, union_side.keys});
  ASSERT_TRUE(agreement) << agreement.error().message;
  expect_has(words::explain(*agreement, Language::kEnglish),
             {"Klubben: " + kUnionRecipient + ", its own key", "There is no spare one",
              "Anna: " + kThirdRecipient + "; Kundcenter Nord AB vouches for it", "No ledger is agreed"});
  expect_has(
      words::explain(*agreement, Language::kSwedish),
      {"Klubben: " + kUnionRecipient + ", den egna nyckeln", "Det finns ingen reserv",
       "Anna: " + kThirdRecipient + "; Kundcenter Nord AB går i god för den", "Ingen liggare är avtalad"});
  expect_has(in(Language::kEnglish, text), {"has not been checked", "employer's side: " + kThirdRecipient});
}

TEST(Explain, SoundIsSaidWhereItIsAgreedAndWhoMayAttachIt) {
  const Party employer = employer_party();
  const Party importer = party(note::Role::kImporter, "Samtalsinspelningen", "");
  const std::string key = importer.keys.verifier->text();
  const std::string ledger =
      fmt::format("[ledger]\norigin = \"l\"\nkey = \"{}\"\nwitnesses = [\"{}\"]\n", key, key);
  const auto agreed = [&](const char* audio, const std::string& tables) {
    return with(example_terms(), "purpose =", fmt::format("audio = \"{}\"\npurpose =", audio)) + tables;
  };
  const std::string table =
      vouched_table_of(note::sign(note::public_keys_text(importer.keys), employer.signer)).value();
  expect_has(in(Language::kEnglish, agreed("both", ledger + table)),
             {"Both voices may be put beside", "Only these may attach it", "Samtalsinspelningen"});
  expect_has(in(Language::kSwedish, agreed("both", ledger + table)),
             {"även handläggarens", "Bara dessa får lägga till det", "Samtalsinspelningen"});
  expect_has(in(Language::kEnglish, agreed("customer", ledger)),
             {"The customer's voice, and no other", "names no importer"});
  expect_has(in(Language::kSwedish, agreed("customer", ledger)), {"och ingen annan", "nämner ingen"});
  for (const std::string& none : {agreed("none", ledger + table), agreed("both", table)})
    EXPECT_EQ(in(Language::kEnglish, none).find("Sound\n"), std::string::npos);
}

TEST(Explain, RightsThatAreNotAgreedAreNotClaimed) {
  const std::string text = with(example_terms(), "see_own = true", "see_own = false");
  EXPECT_EQ(in(Language::kEnglish, text).find("Watch every recording"), std::string::npos);
  EXPECT_EQ(in(Language::kSwedish, text).find("egna inspelningar"), std::string::npos);
}

TEST(Explain, TheAgentsWordIsSaidWhereItIsAgreedAndSomebodyCouldReadIt) {
  const std::string agreed =
      with(metrics_terms(), "[recording]", "[agent]\ndid_not_help = true\n[recording]");
  expect_has(in(Language::kEnglish, agreed),
             {"that the system did not help", "what agents said of the system"});
  expect_has(in(Language::kSwedish, agreed), {"att stödet inte hjälpte", "vad du sade om stödet"});
  const std::string unread = with(short_terms(), "[recording]", "[agent]\ndid_not_help = true\n[recording]");
  for (const std::string& text : {metrics_terms(), unread})
    EXPECT_EQ(in(Language::kEnglish, text).find("did not help"), std::string::npos);
}

TEST(Explain, CharactersOfAPathThatMayMisleadAreShown) {
  const std::string text = with(example_terms(), "/opt/kundstod/", "/opt/\u043E\u0440t/");
  EXPECT_FALSE(parse_terms(text));
  const std::string cyrillic = with(example_terms(), "/opt/kundstod/", "/opt/\u043E\u0440\u0442/");
  expect_has(in(Language::kEnglish, cyrillic), {"special characters in the path: \u043E (U+043E)"});
  expect_has(in(Language::kSwedish, cyrillic), {"särskilda tecken i sökvägen: \u043E (U+043E)"});
  EXPECT_EQ(in(Language::kEnglish).find("special characters"), std::string::npos);
}

TEST(Explain, TimeOfDayIsSaidWhereThePeriodHasOne) {
  const std::string text = with(example_terms(), "2027-01-31", "2027-01-31T11:30:00Z");
  expect_has(in(Language::kEnglish, text), {"until 31 January 2027, 12:30."});
  expect_has(in(Language::kSwedish, text), {"till 31 januari 2027, 12:30."});
}

TEST(Explain, OneIsSingular) {
  const std::string text = with(example_terms(), "days = 30", "days = 1");
  expect_has(in(Language::kEnglish, text), {"1 day."});
  expect_has(in(Language::kSwedish, text), {"1 dag."});
}

TEST(Explain, UnsignedTermsAreCalledThat) {
  expect_has(in(Language::kEnglish), {"the signatures have not been looked at"});
  const Party employer = employer_party(), union_side = union_party();
  const auto agreement = agreement::Agreement::verify(signed_by_both(example_terms(), employer, union_side),
                                                      {employer.keys, union_side.keys});
  ASSERT_TRUE(agreement);
  const std::string text = words::explain(*agreement, Language::kEnglish);
  EXPECT_EQ(text.find("not been looked at"), std::string::npos);
  expect_has(text, {"Klubben, for the union", to_hex(agreement->hash())});
}

}  // namespace
}  // namespace insyn::words
