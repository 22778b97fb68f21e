#include "centre/session.h"

#include <gtest/gtest.h>

#include "os/file.h"

namespace insyn::centre {
namespace {

TEST(CentreSession, ComesBackAsItWasForItsOwnerAlone) {
  const Path state = std::filesystem::temp_directory_path() / ("insyn-session-" + to_hex(random_bytes(8)));
  EXPECT_FALSE(read_session(state));
  const Session session{"https://insyn.example", "/etc/ca.pem", "anna", "reviewer", "0123"};
  ASSERT_TRUE(write_session(state, session));
  EXPECT_EQ(read_session(state).value(), session);
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(state / "session").permissions(), perms::owner_read | perms::owner_write);
  ASSERT_TRUE(forget_session(state));
  EXPECT_FALSE(read_session(state));
  EXPECT_FALSE(parse_session("{}"));
  EXPECT_FALSE(parse_session("x"));
  std::filesystem::remove_all(state);
}

}  // namespace
}  // namespace insyn::centre
