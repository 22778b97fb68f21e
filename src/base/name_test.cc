#include "base/name.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace insyn {
namespace {

std::string why(const Status& status) { return status ? "" : status.error().message; }

TEST(Invisible, WhatUnicodeCallsDefaultIgnorableIsNotReadable) {
  for (const char* text : {"a\u00ADb", "a\u034Fb",     "a\u061Cb",     "a\u115Fb",    "a\u17B4b", "a\u180Eb",
                           "a\u200Bb", "a\u200Db",     "a\u202Eb",     "a\u2060b",    "a\u2064b", "a\u2069b",
                           "a\u206Fb", "a\u2800b",     "a\u3164b",     "a\uFE0Fb",    "a\uFEFFb", "a\uFFA0b",
                           "a\uFFF9b", "a\U0001D173b", "a\U000E0041b", "a\U000E0FFFb"}) {
    EXPECT_FALSE(check_readable(text, 100)) << text;
    EXPECT_FALSE(check_name(text, 100)) << text;
    EXPECT_FALSE(check_path(text, 100)) << text;
    EXPECT_FALSE(check_shown(text)) << text;
  }
}

TEST(Name, OfOneScriptIsFine) {
  for (const char* name : {"Kundstöd", "Åsa Öberg-Çelik", "Отдел поддержки 2", "Τμήμα 7", "客服", "x", "a b",
                           "Kundstöd 客服", "§ 11", "100 µs", "Straße", "Nguyễn", "دعم"}) {
    EXPECT_EQ(why(check_name(name, 100)), "") << name;
  }
}

TEST(Name, OfLettersThatLookAlikeIsRefused) {
  for (const char* name : {"Kundst\u043Ed", "\u0410B", "Nord \u0410\u0412", "\u03BFpen", "p\u0251y \u0430",
                           "\uFF4Fpen", "\U0001D41Apt", "\u13AAat", "\uA4D0b", "\u0585pt", "\u2C9Fpt"}) {
    EXPECT_NE(why(check_name(name, 100)).find("look alike"), std::string::npos) << name;
  }
}

// “Åsa” in two ways, a Kelvin sign, a Roman numeral, a ligature, an accent on nothing.
TEST(Name, OfLettersWrittenInAnotherWayIsRefused) {
  EXPECT_TRUE(check_name("\u00C5sa", 100));
  for (const char* name :
       {"A\u030Asa", "\u212Bsa", "\u212Aarin", "Grupp \u2163", "\uFB01rma", "\u0301a", "o\u0308"})
    EXPECT_NE(why(check_name(name, 100)).find("another way to write a letter"), std::string::npos) << name;
}

TEST(Name, OfUnusualSpacesIsRefused) {
  for (const char* name : {" a", "a ", "a  b", "a\u00A0b", "a\u2003b", "\u3000", "", " "}) {
    EXPECT_FALSE(check_name(name, 100)) << name;
  }
}

TEST(Name, LongerThanItsLimitIsRefused) {
  EXPECT_TRUE(check_name("Kundstöd", 9));
  EXPECT_FALSE(check_name("Kundstöd", 8));
}

TEST(PathName, OfLettersThatLookAlikeInOnePartIsRefused) {
  EXPECT_TRUE(check_path("/opt/kundstöd/bin/kundstöd", 100));
  EXPECT_TRUE(check_path("/opt/Поддержка/bin/kund stöd", 100));
  EXPECT_TRUE(check_path("C:\\Program\\Kundstöd.exe", 100));
  EXPECT_FALSE(check_path("/opt/kundst\u043Ed/bin/kundstod", 100));
  EXPECT_FALSE(check_path("C:\\Pr\u043Egram\\a.exe", 100));
}

TEST(BeyondAscii, EachCharacterIsShownOnce) {
  EXPECT_EQ(beyond_ascii("/opt/kundstod"), "");
  EXPECT_EQ(beyond_ascii("/öpt/kundstöd/å"), "ö (U+00F6), å (U+00E5)");
  EXPECT_EQ(beyond_ascii("\u043Ept"), "\u043E (U+043E)");
}

}  // namespace
}  // namespace insyn
