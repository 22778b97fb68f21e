#include "tray/shortcut/key_combination.h"

#include <gtest/gtest.h>

namespace insyn::tray {
namespace {

TEST(KeyCombination, IsReadInAnyOrderAndCase) {
  const KeyCombination usual = usual_pause_key();
  EXPECT_TRUE(usual.control && usual.alt && !usual.shift && !usual.super);
  EXPECT_EQ(usual.symbol, 0x70U);
  EXPECT_EQ(usual.name, "Ctrl+Alt+P");
  EXPECT_EQ(parse_key_combination("alt+CONTROL+p").value(), usual);
  EXPECT_EQ(parse_key_combination("super+shift+f12").value().name, "Shift+Super+F12");
  EXPECT_EQ(parse_key_combination("Pause").value().symbol, 0xff13U);
  EXPECT_EQ(parse_key_combination("ctrl+7").value().name, "Ctrl+7");
}

TEST(KeyCombination, WhatIsTypedInOrdinaryTextIsRefused) {
  for (const char* text : {"p", "Shift+p", "7", "Space", "Shift+Space"})
    EXPECT_FALSE(parse_key_combination(text)) << text;
  EXPECT_TRUE(parse_key_combination("Super+p"));
  EXPECT_TRUE(parse_key_combination("F5"));
}

TEST(KeyCombination, IsRefusedByNameWhereItIsNone) {
  for (const char* text : {"", "+", "Ctrl", "Ctrl+", "Ctrl+Ctrl+P", "Hyper+P", "Ctrl+F0", "Ctrl+F25",
                           "Ctrl+F01", "Ctrl+å", "Ctrl + P", "Ctrl+PP"}) {
    const auto keys = parse_key_combination(text);
    ASSERT_FALSE(keys) << text;
    EXPECT_NE(keys.error().message.find("Write it like Ctrl+Alt+P"), std::string::npos);
  }
  EXPECT_FALSE(parse_key_combination(std::string(1000, 'P')));
}

}  // namespace
}  // namespace insyn::tray
