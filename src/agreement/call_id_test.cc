#include "agreement/call_id.h"

#include <gtest/gtest.h>

namespace insyn::agreement {
namespace {

TEST(CallId, CaseAndWhiteSpaceMakeNoOtherCall) {
  for (const char* id : {"ab-12 x", "AB-12 X", " ab-12 x", "ab-12 x\t", "ab-12 \n x"})
    EXPECT_EQ(normalised_call_id(id), "ab-12 x") << id;
}

TEST(CallId, AShortEndingMayBeTheSameCallTriedAgain) {
  for (const char* id : {"4711", "4711-1", "4711-2", "4711/b", "4711 123", "4711_x"}) {
    EXPECT_TRUE(may_be_one_call(id, "4711")) << id;
    EXPECT_TRUE(may_be_one_call("4711-7", id)) << id;
  }
  for (const char* id : {"4712", "47111", "4711-1234", "x-4711", "4712-1", "471-1"})
    EXPECT_FALSE(may_be_one_call(id, "4711")) << id;
  EXPECT_FALSE(may_be_one_call("-1", "-2"));
}

TEST(CallId, AnythingElseDoes) {
  for (const char* id : {"ab-12x", "ab12 x", "ab-12 x-1", "ab-012 x"})
    EXPECT_NE(normalised_call_id(id), "ab-12 x") << id;
  EXPECT_EQ(normalised_call_id("Årende"), "Årende");
  EXPECT_EQ(normalised_call_id(" \t"), "");
}

}  // namespace
}  // namespace insyn::agreement
