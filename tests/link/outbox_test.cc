#include "link/outbox/outbox.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/shared_folder.h"
#include "support/temp_folder.h"

namespace insyn::link {
namespace {

const std::string kId(32, 'a');
constexpr uid_t kNobody = 65534;

// In a process of another user where this one may do so: its exit code.
int as_another_user(const std::function<bool()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::geteuid() == 0 && ::setresuid(kNobody, kNobody, kNobody) != 0) ::_exit(3);
    ::_exit(work() ? 0 : 1);
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Outbox : public testing::Test {
 protected:
  Outbox() {
    ::chmod(folder_.path().c_str(), 0711);
    EXPECT_TRUE(ensure_shared_folder(outbox_, SharedFolder::kEveryoneAdds));
  }
  support::TempFolder folder_;
  const Path outbox_ = outbox_of(folder_.path());
};

TEST_F(Outbox, AnotherUserLeavesADiscardThatTheLinkReads) {
  EXPECT_FALSE(is_unconfirmed(outbox_, kId));
  EXPECT_EQ(as_another_user([&] {
              return leave_discard(outbox_, kId, "one").has_value() &&
                     leave_discard(outbox_, kId, "another").has_value() && is_unconfirmed(outbox_, kId);
            }),
            0);
  EXPECT_TRUE(is_unconfirmed(outbox_, kId));
  EXPECT_EQ(list_folder(outbox_, 10).value(), std::vector<std::string>{discard_file(kId)});
  EXPECT_EQ(read_text(outbox_ / discard_file(kId), 100).value(), "another");
  struct stat facts {};
  ASSERT_EQ(::stat((outbox_ / discard_file(kId)).c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0644U);
}

TEST_F(Outbox, NobodyListsItOrTakesAnothersAway) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs a second user";
  ASSERT_TRUE(leave_discard(outbox_, kId, "one"));
  EXPECT_EQ(as_another_user([&] { return list_folder(outbox_, 10).has_value(); }), 1);
  EXPECT_EQ(as_another_user([&] { return remove_file(outbox_ / discard_file(kId)).has_value(); }), 1);
  EXPECT_EQ(as_another_user([&] { return leave_discard(outbox_, kId, "false").has_value(); }), 1);
  EXPECT_EQ(read_text(outbox_ / discard_file(kId), 100).value(), "one");
}

TEST_F(Outbox, WhereThereIsNoLinkItSaysSo) {
  const Status left = leave_discard(folder_ / "none", kId, "one");
  ASSERT_FALSE(left);
  EXPECT_NE(left.error().message.find("insyn-link makes it"), std::string::npos);
}

TEST(OutboxFiles, NamesNameRecordings) {
  EXPECT_EQ(discarded_by(discard_file(kId)), kId);
  for (const char* name : {"x.discard", ".discard", "a.note", ""}) EXPECT_FALSE(discarded_by(name)) << name;
  EXPECT_FALSE(discarded_by(discard_file(kId) + ".0011aabb.tmp"));
}

TEST(OutboxFiles, ADiscardIsSignedByTheAgentsKey) {
  const note::Signer key = note::Signer::generate("a17").value();
  const recording::DiscardOrder order{kId, "a17", parse_utc("2026-12-01T08:00:00.000Z").value()};
  const std::vector<note::Verifier> keys = {key.verifier()};
  EXPECT_EQ(recording::verify_discard(sign_discard(order, key), keys).value(), order);
}

}  // namespace
}  // namespace insyn::link
