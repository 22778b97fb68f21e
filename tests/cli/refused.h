// What a person sees of a verb that does not do it.
#pragma once

#include <gtest/gtest.h>

#include "program.h"

namespace insyn::cli {

inline void expect_refused(const Ran& ran, const std::string& why) {
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
  EXPECT_EQ(ran.out, "");
}

}  // namespace insyn::cli
