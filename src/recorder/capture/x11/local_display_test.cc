#include "recorder/capture/x11/local_display.h"

#include <gtest/gtest.h>

namespace insyn::recorder::x11 {
namespace {

TEST(LocalDisplay, IsReachedByALocalSocketAlone) {
  EXPECT_EQ(local_display(":0").value(), "unix:0");
  EXPECT_EQ(local_display(":12.1").value(), "unix:12.1");
  EXPECT_EQ(local_display("unix:3").value(), "unix:3");
}

TEST(LocalDisplay, OfAnotherComputerIsRefused) {
  for (const char* name : {"localhost:10.0", "10.0.0.1:0", "tcp/desk:0", "[::1]:0", "desk::0", "/tmp/x:0",
                           "0", ":", ":x", ":0.", ":0.x", ":0:0", "unix/desk:0"}) {
    EXPECT_FALSE(local_display(name)) << name;
  }
}

}  // namespace
}  // namespace insyn::recorder::x11
