// What the rooms of the server test on SQLite and a folder holds on PostgreSQL and an S3 store too: their
// test programs run once more, on one server of each.
#include "storage/other_pair.h"

#include <gtest/gtest.h>

namespace insyn::storage_test {
namespace {

const std::vector<std::string> kPrograms = {
    "server_erasure_test", "server_log_test",      "server_accounts_test", "server_access_test",
    "server_ingest_test",  "server_registry_test", "server_lifetime_test", "server_reports_test",
    "server_audio_test",   "ingest_fault_test",    "ingest_program_test"};

// They wait for disks more than they work, so all of them run at once.
class OtherPair : public testing::TestWithParam<std::string> {
 protected:
  static void SetUpTestSuite() {
    for (const std::string& name : kPrograms)
      running_[name] = std::make_unique<support::Program>(
          folder().path(), std::vector<std::string>{INSYN_BIN_DIR "/" + name, "--gtest_brief=1"},
          other_pair());
  }
  static void TearDownTestSuite() { running_.clear(); }
  static const support::TempFolder& folder() {
    static const support::TempFolder folder;
    return folder;
  }
  inline static std::map<std::string, std::unique_ptr<support::Program>> running_;
};

TEST_P(OtherPair, HoldsTheSame) {
  support::Program& tests = *running_.at(GetParam());
  EXPECT_EQ(tests.wait(std::chrono::minutes(8)), 0) << tests.out() << tests.err();
}
INSTANTIATE_TEST_SUITE_P(, OtherPair, testing::ValuesIn(kPrograms),
                         [](const auto& which) { return which.param; });

}  // namespace
}  // namespace insyn::storage_test
