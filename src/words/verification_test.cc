#include "words/verification.h"

#include <gtest/gtest.h>

#include <set>

namespace insyn::words {
namespace {

using recording::Fault;
using recording::Finding;
using recording::Remark;

TEST(VerificationWords, EachFaultHasASentenceOfItsOwnThatNamesTheFile) {
  for (const Language language : kLanguages) {
    std::set<std::string> sentences;
    for (int fault = 0; fault <= static_cast<int>(Fault::kKeyMissing); ++fault) {
      Finding finding{static_cast<Fault>(fault), "000001.chunk.age"};
      finding.other = "000002.chunk.age";
      finding.length = finding.fault == Fault::kTooLong ? 30 : 10;
      finding.listed_length = 20;
      finding.problem = "Permission denied";
      const std::string sentence = sentence_of(finding, language);
      EXPECT_TRUE(sentence.starts_with("000001.chunk.age: ")) << sentence;
      EXPECT_GT(sentence.size(), finding.file.size() + 10) << sentence;
      EXPECT_TRUE(sentences.insert(sentence).second) << sentence;
    }
  }
}

TEST(VerificationWords, NumbersAndOtherFilesAreNamed) {
  Finding finding{Fault::kCutShort, "000001.chunk.age"};
  finding.length = 10;
  finding.listed_length = 20;
  EXPECT_NE(sentence_of(finding, Language::kEnglish).find("10 bytes of 20"), std::string::npos);
  finding.fault = Fault::kTooLong;
  finding.length = 33;
  EXPECT_NE(sentence_of(finding, Language::kEnglish).find("13 bytes too long"), std::string::npos);
  finding.fault = Fault::kSwapped;
  finding.other = "000002.chunk.age";
  EXPECT_NE(sentence_of(finding, Language::kSwedish).find("000002.chunk.age"), std::string::npos);
}

TEST(VerificationWords, WhatADamagedChunkMeansForTheExportIsSaidOutsideOfItOnly) {
  const Finding finding{Fault::kChanged, "000001.chunk.age"};
  for (const Language language : kLanguages) {
    EXPECT_EQ(description_of(finding, language).find("--damaged-ok"), std::string::npos);
    EXPECT_NE(sentence_of(finding, language).find("--damaged-ok"), std::string::npos);
    EXPECT_EQ(sentence_of(Finding{Fault::kKeyMissing, "key.age"}, language).find("--damaged-ok"),
              std::string::npos);
  }
}

TEST(VerificationWords, AJournalsFaultSaysThatNoChunkIsProven) {
  for (const Fault fault : {Fault::kMissing, Fault::kNotOfItsKey}) {
    Finding finding{fault, recording::kJournal};
    finding.problem = "line 2: not a journal's line";
    EXPECT_NE(sentence_of(finding, Language::kEnglish).find("no chunk is proven"), std::string::npos);
    EXPECT_NE(sentence_of(finding, Language::kSwedish).find("line 2"), std::string::npos);
  }
}

TEST(VerificationWords, EachRemarkHasASentence) {
  for (const Language language : kLanguages) {
    std::set<std::string> sentences;
    for (const auto kind : {Remark::Kind::kNotClosed, Remark::Kind::kJournalTorn, Remark::Kind::kBeingWritten,
                            Remark::Kind::kStrange})
      EXPECT_TRUE(sentences.insert(sentence_of(Remark{kind, "x"}, language)).second);
  }
}

}  // namespace
}  // namespace insyn::words
