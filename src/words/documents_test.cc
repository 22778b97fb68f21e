#include "words/documents.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"

namespace insyn::words {
namespace {

using namespace agreement;

constexpr Language kBoth[] = {Language::kEnglish, Language::kSwedish};

class Documents : public testing::Test {
 protected:
  std::string assessment(const std::string& text, Language language, const CentreSetUp* centre = nullptr) {
    const Terms terms = parse_terms(text).value();
    return impact_assessment({terms, nullptr, centre, parse_utc("2026-11-30T12:00:00.000Z").value()},
                             language)
        .markdown();
  }
  std::string information(const std::string& text, Language language) {
    const Terms terms = parse_terms(text).value();
    return information_to_employees({terms, nullptr, nullptr, parse_utc("2026-11-30T12:00:00.000Z").value()},
                                    language)
        .markdown();
  }
  static bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
  }
};

TEST_F(Documents, AnAssessmentHasEachPartThatTheLawWants) {
  const std::string english = assessment(example_terms(), Language::kEnglish);
  for (const char* part :
       {"article 35(1)", "35(7)(a)", "35(7)(b)", "35(7)(c) and (d)", "35(9)", "35(2)", "article 36", "35(11)",
        "Kundcenter Nord AB", "30 November 2026", "20 percent", "30 days"})
    EXPECT_TRUE(has(english, part)) << part << "\n" << english;
  const std::string swedish = assessment(example_terms(), Language::kSwedish);
  for (const char* part : {"artikel 35.1", "35.7 a", "35.7 b", "35.7 c och d", "35.9", "35.2", "artikel 36",
                           "35.11", "Kundcenter Nord AB", "30 november 2026", "20 procent", "30 dagar"})
    EXPECT_TRUE(has(swedish, part)) << part << "\n" << swedish;
}

TEST_F(Documents, InformationHasWhatEmployeesCanAskForAndWhatIsAgreed) {
  const std::string english = information(example_terms(), Language::kEnglish);
  for (const char* part : {"article 13", "controller", "(article 15)", "(17)", "(21)", "(22)", "complain",
                           "72 hours", "never done"})
    EXPECT_TRUE(has(english, part)) << part << "\n" << english;
  const std::string swedish = information(example_terms(), Language::kSwedish);
  for (const char* part : {"artikel 13", "personuppgiftsansvarig", "(artikel 15)", "(17)", "(21)", "(22)",
                           "klaga", "72 timmar", "aldrig görs"})
    EXPECT_TRUE(has(swedish, part)) << part << "\n" << swedish;
}

// Each says in its own words what the terms leave open, and says nothing of it where they do not.
TEST_F(Documents, WhatMakesARiskGreaterIsSaid) {
  struct Case {
    const char* from;
    const char* to;
    const char* english;
    const char* swedish;
  };
  const Case cases[] = {
      {"days = 30", "days = 91", "kept for 91 days", "sparas i 91 dagar"},
      {"sample = 0.2", "sample = 1.0", "No sample is drawn", "Inget urval görs"},
      {"after_call_seconds = 0", "after_call_seconds = 20", "up to 20 seconds after",
       "upp till 20 sekunder efter"},
  };
  for (const Case& one : cases) {
    const std::string changed = with(example_terms(), one.from, one.to);
    ASSERT_NE(changed, example_terms()) << one.from;
    for (const Language language : kBoth) {
      const char* says = language == Language::kEnglish ? one.english : one.swedish;
      EXPECT_TRUE(has(assessment(changed, language), says)) << says;
      EXPECT_FALSE(has(assessment(example_terms(), language), says)) << says;
    }
  }
  const std::string closed = with(example_terms(), "see_own = true", "see_own = false");
  EXPECT_TRUE(has(assessment(example_terms(), Language::kEnglish), "(see\\_own)"));
  EXPECT_FALSE(has(assessment(closed, Language::kEnglish), "(see\\_own)"));
}

// Without a centre nothing is erased by itself, and nobody can show what was opened.
TEST_F(Documents, WhatACentreDoesIsSaidOnlyWhereThereIsOne) {
  const std::string key = note::Signer::generate("centre.example").value().verifier().text();
  const std::string centre =
      example_terms() +
      fmt::format("[ledger]\norigin = \"centre.example\"\nkey = \"{0}\"\nwitnesses = [\"{0}\"]\n", key);
  for (const char* part :
       {"then the keys are destroyed", "the ledger, which", "a ledger that can only grow"}) {
    EXPECT_TRUE(has(assessment(centre, Language::kEnglish), part)) << part;
    EXPECT_FALSE(has(assessment(example_terms(), Language::kEnglish), part)) << part;
  }
  const CentreSetUp plain;
  EXPECT_TRUE(
      has(assessment(centre, Language::kEnglish, &plain), "Witnesses of the ledger | centre.example |"));
  EXPECT_TRUE(has(information(centre, Language::kEnglish), "is on a ledger"));
  EXPECT_FALSE(has(information(example_terms(), Language::kEnglish), "is on a ledger"));
  EXPECT_TRUE(has(information(centre, Language::kSwedish), "i en liggare"));
  EXPECT_FALSE(has(information(example_terms(), Language::kSwedish), "i en liggare"));
}

TEST_F(Documents, TheCentreIsDescribedAsItIsSetUp) {
  CentreSetUp centre;
  centre.version = "1.2.3";
  centre.s3 = true;
  centre.workstations = 17;
  const std::string english = assessment(example_terms(), Language::kEnglish, &centre);
  for (const char* part : {"insyn-server 1.2.3", "SQLite", "an S3 store", "plain at the server", "| 17 |",
                           "none by insyn-server backup"})
    EXPECT_TRUE(has(english, part)) << part;
  centre.postgresql = centre.tls = true;
  centre.s3 = false;
  centre.backup = parse_utc("2026-11-29T01:00:00.000Z").value();
  const std::string swedish = assessment(example_terms(), Language::kSwedish, &centre);
  for (const char* part : {"PostgreSQL", "en mapp hos servern", "TLS hos servern", "29 november 2026"})
    EXPECT_TRUE(has(swedish, part)) << part;
}

TEST_F(Documents, NothingOfAnAgreementIsMarkup) {
  const std::string hostile = with(example_terms(), "purpose = \"", "purpose = \"<script>alert(1)</script> ");
  for (const Language language : kBoth) {
    for (const std::string& text : {assessment(hostile, language), information(hostile, language)}) {
      EXPECT_FALSE(has(text, "<script>"));
      EXPECT_TRUE(has(text, "\\<script\\>"));
    }
  }
}

}  // namespace
}  // namespace insyn::words
