// A full or read-only disk: a clear error, and what was kept stays valid.
#include <gtest/gtest.h>

#include "support/desk.h"
#include "support/small_disk.h"

namespace insyn {
namespace {

using support::Desk;
using support::SmallDisk;

TEST(Disk, FullBeforeTheRecordingBeginsKeepsNothing) {
  Desk desk;
  desk.open_support_window();
  const SmallDisk disk(desk.spool, 32 << 10);
  const support::Ran ran = desk.try_to_record(desk.parties.sign(desk.terms()));
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("No space left on device"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find(desk.spool.string()), std::string::npos) << ran.err;
  EXPECT_EQ(desk.recordings(), 0U);
}

TEST(Disk, FullInTheMiddleEndsTheRecordingWhichIsClosedAndValid) {
  Desk desk;
  desk.open_support_window();
  const SmallDisk disk(desk.spool, 3 << 20);
  const auto recorder = desk.record();
  recorder->recording();
  for (int seed = 1; !recorder->program().ended(); ++seed)
    desk.support.ask(fmt::format("dots main {}", seed));
  EXPECT_EQ(recorder->program().wait(), 1);
  EXPECT_NE(recorder->program().err().find("No space left on device"), std::string::npos)
      << recorder->program().err();
  const support::Shown shown = support::watch(recorder->recording(), desk.parties);
  EXPECT_TRUE(shown.verification.closed);
  EXPECT_TRUE(shown.verification.intact());
  EXPECT_GE(shown.verification.proven.size(), 1U);
  EXPECT_EQ(desk.parties.end_of(recorder->recording()).reason, recording::EndReason::kDiskFull);
}

TEST(Disk, ASpoolThatIsNotWritableIsNamed) {
  Desk desk;
  desk.open_support_window();
  const SmallDisk disk(desk.spool, 1 << 20);
  disk.make_read_only();
  const support::Ran ran = desk.try_to_record(desk.parties.sign(desk.terms()));
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("the spool cannot be used"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("Read-only file system"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace insyn
