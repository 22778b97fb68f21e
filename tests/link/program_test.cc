// insyn-link as a program.
#include "support/program.h"

#include <gtest/gtest.h>

#include <csignal>

#include "link/link_desk.h"
#include "os/file.h"
#include "support/until.h"

namespace insyn::link_test {
namespace {

using support::until;

class LinkProgram : public ::testing::Test {
 protected:
  std::vector<std::string> command(const std::vector<std::string>& words) const {
    std::vector<std::string> all = {(Path(INSYN_BIN_DIR) / "insyn-link").string()};
    all.insert(all.end(), words.begin(), words.end());
    all.insert(all.end(), {"--data", desk_.data().string()});
    return all;
  }
  support::Ran run(const std::vector<std::string>& words) const {
    return support::run(desk_.folder.path(), command(words));
  }

  LinkDesk desk_;
};

TEST_F(LinkProgram, BringsWhatIsRecordedAndWhatIsAgreed) {
  support::Program link(desk_.folder.path(), command({}));
  until("it to ask for news", [&] { return desk_.centre.asked() > 0; });
  const std::string id = desk_.call();
  until("the recording to arrive", [&] { return desk_.centre.stored().contains(id); });
  const Mono before = desk_.real.mono();
  desk_.centre.publish_withdrawal(desk_.company.withdraw(desk_.real.utc()));
  const auto has_withdrawal = [&] {
    const std::vector<std::string> names = list_folder(desk_.data() / "feed", 100).value();
    return std::any_of(names.begin(), names.end(),
                       [](const std::string& name) { return name.ends_with(".withdrawal"); });
  };
  until("the withdrawal to be here", has_withdrawal);
  EXPECT_LT(desk_.real.mono() - before, std::chrono::seconds(2));
  until("it to say so", [&] {
    return run({"status"}).out.find("1 recording has arrived and still lies here too") != std::string::npos;
  });
  EXPECT_NE(run({"status", "--json"}).out.find("\"kept\": 1"), std::string::npos);
  until("it to report", [&] { return !desk_.centre.reports().empty(); });
  EXPECT_NE(desk_.centre.reports().front().find("\"faults\":[]"), std::string::npos)
      << desk_.centre.reports().front();
  link.signal(SIGTERM);
  EXPECT_EQ(link.wait(), 0) << link.err();
  // Nothing of whom or of which call.
  EXPECT_EQ(link.err().find("agent"), std::string::npos) << link.err();
}

TEST_F(LinkProgram, AsksAServerThatAlwaysHasNewsTwiceASecondAtMost) {
  desk_.centre.always_has_news = true;
  support::Program link(desk_.folder.path(), command({}));
  until("it to ask for news", [&] { return desk_.centre.asked() > 0; });
  const Mono begun = desk_.real.mono();
  until("it to ask again and again", [&] { return desk_.centre.asked() >= 5; });
  // Of the first one nobody knows when it began.
  EXPECT_GE(desk_.real.mono() - begun, std::chrono::milliseconds(1400));
}

TEST_F(LinkProgram, ACertificateIsThereWhileTheCallGoesOn) {
  support::Program link(desk_.folder.path(), command({}));
  until("it to ask for news", [&] { return desk_.centre.asked() > 0; });
  fleet::Caller caller = desk_.caller();
  auto recording = caller.begin({}).value();
  until("the certificate to arrive", [&] { return desk_.centre.certificates().size() == 1; });
  EXPECT_TRUE(desk_.centre.stored().empty());
  ASSERT_TRUE(caller.end(recording));
  until("the recording to arrive", [&] { return desk_.centre.stored().size() == 1; });
}

TEST_F(LinkProgram, SaysWhatIsWrongWithItsFolder) {
  EXPECT_EQ(run({"check"}).code, 0);
  desk_.configure("http://insyn.example");
  const support::Ran refused = run({"check"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_NE(refused.err.find("without encryption"), std::string::npos) << refused.err;
  desk_.configure(desk_.centre.url());
  std::filesystem::permissions(desk_.data() / "link.sign", std::filesystem::perms(0644));
  EXPECT_NE(run({"check"}).err.find("not its owner's alone"), std::string::npos);
  EXPECT_EQ(support::run(desk_.folder.path(), command({})).code, 1);
}

TEST_F(LinkProgram, SaysThatItHasNotSaidAnything) {
  const support::Ran silent = run({"status"});
  EXPECT_EQ(silent.code, 1);
  EXPECT_NE(silent.err.find("is insyn-link running?"), std::string::npos) << silent.err;
}

TEST_F(LinkProgram, SaysWhyNothingArrives) {
  desk_.centre.refuse_with(server::http::problem(507, "full"));
  (void)desk_.call();
  support::Program link(desk_.folder.path(), command({}));
  until("it to say so", [&] {
    const std::string says = run({"status"}).out;
    return says.find("the server's disk is full") != std::string::npos &&
           says.find("1 recording waits") != std::string::npos;
  });
}

TEST_F(LinkProgram, EndsWhenASpoolThatWasMissingIsThere) {
  std::filesystem::remove(desk_.spool());
  support::Program link(desk_.folder.path(), command({}));
  until("it to ask for news", [&] { return desk_.centre.asked() > 0; });
  EXPECT_FALSE(link.ended());
  ASSERT_TRUE(create_folder(desk_.spool()));
  EXPECT_EQ(link.wait(), 0) << link.err();
  EXPECT_NE(link.err().find("a spool that was missing is there"), std::string::npos) << link.err();
}

TEST_F(LinkProgram, EndsWhenAnotherAgreementIsEnrolled) {
  support::Program link(desk_.folder.path(), command({}));
  until("it to ask for news", [&] { return desk_.centre.asked() > 0; });
  fleet::CompanyOptions options;
  options.retention_days = 9;
  const std::string note = desk_.company.sign_agreement(options, desk_.real.utc());
  ASSERT_TRUE(write_file(desk_.enrolment() / "agreement.note", view_of(note), Access::kOwnerOnly,
                         IfExists::kReplace));
  EXPECT_EQ(link.wait(), 0);
  EXPECT_NE(link.err().find("to be started again"), std::string::npos) << link.err();
}

}  // namespace
}  // namespace insyn::link_test
