#include "words/refusal.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "reason/refusal_code.h"

namespace insyn::words {
namespace {

// With which a server refuses.
constexpr int kStatuses[] = {400, 401, 403, 404, 405, 408, 409, 410, 411, 413, 414,
                             416, 417, 422, 429, 431, 500, 501, 503, 505, 507};

TEST(Refusal, CodesAreInTheOrderOfTheAlphabetAndEachIsThereOnce) {
  EXPECT_TRUE(std::is_sorted(reason::kRefusalCodes.begin(), reason::kRefusalCodes.end()));
  EXPECT_EQ(std::set(reason::kRefusalCodes.begin(), reason::kRefusalCodes.end()).size(),
            reason::kRefusalCodes.size());
}

TEST(Refusal, EveryCodeIsSaidInBothLanguagesInASentenceWithWhatToDo) {
  for (const std::string_view code : reason::kRefusalCodes) {
    for (const int status : kStatuses) {
      const std::string swedish = say_refusal(status, code, Language::kSwedish);
      const std::string english = say_refusal(status, code, Language::kEnglish);
      EXPECT_NE(swedish, english) << code;
      EXPECT_TRUE(swedish.starts_with("servern")) << swedish;
      EXPECT_TRUE(english.starts_with("the server")) << english;
      for (const std::string& sentence : {swedish, english}) {
        EXPECT_EQ(sentence.find(std::to_string(status)), std::string::npos) << sentence;
        EXPECT_NE(sentence.find(';'), std::string::npos) << "nothing is said of what to do: " << sentence;
        EXPECT_FALSE(sentence.ends_with('.')) << sentence;
        EXPECT_EQ(sentence.find("{}"), std::string::npos) << sentence;
      }
    }
  }
}

TEST(Refusal, EveryCodeIsInTheInterfacesDescription) {
  std::ifstream file(std::string(INSYN_SOURCE_DIR) + "/docs/api/openapi.yaml");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  ASSERT_NE(text.find("openapi: 3.1"), std::string::npos);
  for (const std::string_view code : reason::kRefusalCodes)
    EXPECT_NE(text.find("`" + std::string(code) + "`"), std::string::npos) << code;
}

TEST(Refusal, NoTwoCodesAreSaidAlike) {
  for (const Language language : kLanguages) {
    std::set<std::string> all;
    for (const std::string_view code : reason::kRefusalCodes)
      EXPECT_TRUE(all.insert(say_refusal(403, code, language)).second) << code;
  }
}

TEST(Refusal, AStatusTellsTwoMeaningsOfACodeApart) {
  EXPECT_EQ(say_refusal(422, "until", Language::kEnglish),
            "the server refuses: access is asked for longer than the recording is kept; ask for fewer days "
            "(--days)");
  EXPECT_NE(say_refusal(403, "agreement", Language::kEnglish),
            say_refusal(404, "agreement", Language::kEnglish));
  EXPECT_NE(say_refusal(403, "expired", Language::kEnglish), say_refusal(409, "expired", Language::kEnglish));
}

TEST(Refusal, WhatThisVersionDoesNotKnowIsSaidAsSuch) {
  for (const Language language : kLanguages) {
    EXPECT_NE(say_refusal(418, "no-coffee", language).find("418 no-coffee"), std::string::npos);
    EXPECT_NE(say_refusal(502, "", language).find("502"), std::string::npos);
  }
}

}  // namespace
}  // namespace insyn::words
