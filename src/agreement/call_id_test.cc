#include "agreement/call_id.h"

#include <gtest/gtest.h>

namespace insyn::agreement {
namespace {

TEST(CallId, CaseAndWhiteSpaceMakeNoOtherCall) {
  for (const char* id : {"ab-12 x", "AB-12 X", " ab-12 x", "ab-12 x\t", "ab-12 \n x"})
    EXPECT_EQ(normalised_call_id(id), "ab-12 x") << id;
}

TEST(CallId, AnythingElseDoes) {
  for (const char* id : {"ab-12x", "ab12 x", "ab-12 x-1", "ab-012 x"})
    EXPECT_NE(normalised_call_id(id), "ab-12 x") << id;
  EXPECT_EQ(normalised_call_id("Årende"), "Årende");
  EXPECT_EQ(normalised_call_id(" \t"), "");
}

}  // namespace
}  // namespace insyn::agreement
