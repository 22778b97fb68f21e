#include "witness/watch/told.h"

#include <gtest/gtest.h>

#include <fstream>

#include "os/file.h"
#include "witness/watch/mail.h"
#include "witness/watch/page.h"
#include "words/witness.h"

namespace insyn::witness {
namespace {

class ToldTest : public testing::Test {
 protected:
  ToldTest() { std::filesystem::create_directory(folder_); }
  ~ToldTest() override { std::filesystem::remove_all(folder_); }
  TellList open() const { return TellList::open(folder_ / "told", folder_ / "mailed").value(); }

  const Path folder_ = std::filesystem::temp_directory_path() / ("insyn-told-" + to_hex(random_bytes(8)));
  const Utc now_ = parse_utc("2026-12-02T09:00:00.000Z").value();
};

TEST_F(ToldTest, EachThingIsToldOnceAlsoAfterARestart) {
  TellList told = open();
  EXPECT_TRUE(told.tell(now_, Breach{7, NeverCertified{}}));
  EXPECT_FALSE(told.tell(now_, Breach{7, NeverCertified{}}));
  EXPECT_TRUE(told.tell(now_, Breach{8, NeverCertified{}}));
  EXPECT_TRUE(told.tell(now_, Alarm(ShowsLess{7, 6})));
  ASSERT_TRUE(told.store());
  ASSERT_TRUE(told.mark_mailed(2));
  TellList again = open();
  ASSERT_EQ(again.all().size(), 3U);
  EXPECT_EQ(again.mailed(), 2U);
  EXPECT_EQ(again.all()[0].at, now_);
  EXPECT_EQ(again.all()[0].in(words::Language::kEnglish),
            "Entry 7: it is about a recording that no entry before it has certified.");
  EXPECT_TRUE(again.all()[0].in(words::Language::kSwedish).starts_with("Post 7: "));
  EXPECT_FALSE(again.tell(now_, Breach{7, NeverCertified{}}));
  EXPECT_FALSE(again.tell(now_, Alarm(ShowsLess{7, 6})));
}

TEST_F(ToldTest, ALineThatACrashCutOffIsToldAgain) {
  TellList told = open();
  ASSERT_TRUE(told.tell(now_, Breach{7, NeverCertified{}}));
  ASSERT_TRUE(told.tell(now_, Breach{8, NeverCertified{}}));
  ASSERT_TRUE(told.store());
  std::string text = read_text(folder_ / "told", 65536).value();
  text.resize(text.size() - 10);
  std::ofstream(folder_ / "told", std::ios::trunc) << text;
  TellList again = open();
  ASSERT_EQ(again.all().size(), 1U);
  EXPECT_TRUE(again.tell(now_, Breach{8, NeverCertified{}}));
  ASSERT_TRUE(again.store());
  EXPECT_EQ(open().all().size(), 2U);
}

TEST_F(ToldTest, WhatCannotBeStoredIsStoredLater) {
  TellList told = open();
  std::filesystem::create_directory(folder_ / "told");
  EXPECT_TRUE(told.tell(now_, Breach{7, NeverCertified{}}));
  EXPECT_FALSE(told.store());
  EXPECT_EQ(told.all().size(), 1U) << "it is on the page and goes by mail";
  EXPECT_FALSE(told.tell(now_, Breach{7, NeverCertified{}}));
  std::filesystem::remove(folder_ / "told");
  ASSERT_TRUE(told.store());
  ASSERT_EQ(open().all().size(), 1U);
  // A full disk has cut off a line.
  std::filesystem::rename(folder_ / "told", folder_ / "aside");
  std::filesystem::create_directory(folder_ / "told");
  EXPECT_TRUE(told.tell(now_, Breach{8, NeverCertified{}}));
  EXPECT_FALSE(told.store());
  std::filesystem::remove(folder_ / "told");
  std::ofstream(folder_ / "told") << read_text(folder_ / "aside", 65536).value()
                                  << "2026-12-02T09:00:00.000Z\tPo";
  ASSERT_TRUE(told.store());
  ASSERT_EQ(open().all().size(), 2U);
  EXPECT_EQ(open().all()[1].in(words::Language::kEnglish), told.all()[1].in(words::Language::kEnglish));
}

// Whoever runs the server can have as many entries that are wrong as it likes.
TEST_F(ToldTest, AlarmsAreToldAfterAFloodOfBreaches) {
  TellList told = open();
  for (std::uint64_t entry = 0; entry <= TellList::kMost; ++entry)
    EXPECT_TRUE(told.tell(now_, Breach{entry, NeverCertified{}}));
  EXPECT_FALSE(told.tell(now_, Breach{TellList::kMost + 1, NeverCertified{}}));
  EXPECT_EQ(told.all().back().in(words::Language::kEnglish),
            words::witness_texts(words::Language::kEnglish).too_many);
  EXPECT_TRUE(told.tell(now_, Alarm(TwoHistories{7})));
  EXPECT_NE(told.all().back().in(words::Language::kEnglish).find("7"), std::string::npos);
}

TEST_F(ToldTest, WhatAServerSaysMakesNoOtherLine) {
  TellList told = open();
  ASSERT_TRUE(told.tell(now_, Breach{7, NotCertified{"a\nb\tc"}}));
  ASSERT_TRUE(told.store());
  ASSERT_EQ(open().all().size(), 1U);
  EXPECT_EQ(open().all()[0].in(words::Language::kEnglish), told.all()[0].in(words::Language::kEnglish));
}

TEST_F(ToldTest, ThePageShowsNothingAsMarkup) {
  Standing standing;
  standing.origin = "<script>alert(1)</script>";
  standing.server = "https://a.example/?a=1&b=2";
  const Told one{now_, {"<b>ett</b>", "<b>one</b>"}};
  const std::string page = page_of(standing, {&one, 1}, now_);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("<b>"), std::string::npos);
  EXPECT_NE(page.find("&lt;b&gt;ett&lt;/b&gt;"), std::string::npos);
  EXPECT_NE(page.find("&lt;b&gt;one&lt;/b&gt;"), std::string::npos);
  EXPECT_NE(page.find("<section id=\"sv\" lang=\"sv\">"), std::string::npos);
  EXPECT_NE(page.find("a=1&amp;b=2"), std::string::npos);
}

TEST_F(ToldTest, ThePageTellsAFaultFromATryThatWentWrong) {
  Standing standing;
  const auto shows = [&](std::span<const Told> told, const char* what) {
    return page_of(standing, told, now_).find(fmt::format("class=\"state {}\"", what)) != std::string::npos;
  };
  EXPECT_TRUE(shows({}, "ok"));
  standing.problem = "no answer came";
  EXPECT_TRUE(shows({}, "warning"));
  EXPECT_FALSE(shows({}, "danger"));
  const Told one{now_, {"ett", "one"}};
  EXPECT_TRUE(shows({&one, 1}, "danger"));
}

TEST_F(ToldTest, ThePageSaysWhenItWasWritten) {
  EXPECT_NE(page_of({}, {}, now_).find(to_text(now_)), std::string::npos);
}

TEST_F(ToldTest, HowItStandsIsReadBack) {
  Standing standing;
  standing.origin = "centre.example";
  standing.server = "https://a.example";
  standing.entries = 12;
  standing.judged = 11;
  standing.heard = now_;
  standing.confirms = true;
  standing.problem = "two\nlines";
  const Standing read = parse_standing(text_of(standing)).value();
  EXPECT_EQ(read.origin, standing.origin);
  EXPECT_EQ(read.entries, 12U);
  EXPECT_EQ(read.judged, 11U);
  EXPECT_EQ(read.heard, now_);
  EXPECT_EQ(read.cosigned, std::nullopt);
  EXPECT_TRUE(read.confirms);
  EXPECT_EQ(read.problem, "two lines");
  EXPECT_FALSE(parse_standing("garbage\n"));
}

TEST_F(ToldTest, MailGoesThroughTheProgramAndHasAnEnd) {
  MailSettings to;
  to.from = "witness@union.example";
  to.to = {"board@union.example", "chair@union.example"};
  to.program = folder_ / "sendmail";
  std::ofstream(to.program) << "#!/bin/sh\necho \"$@\" > " << (folder_ / "arguments").string() << "\ncat > "
                            << (folder_ / "message").string() << "\n";
  std::filesystem::permissions(to.program, std::filesystem::perms(0700));
  std::vector<Told> told(150, Told{now_, {"på svenska", "in English"}});
  ASSERT_TRUE(send_mail(to, "centre.example", told));
  EXPECT_EQ(read_text(folder_ / "arguments", 4096).value(),
            "-i -- board@union.example chair@union.example\n");
  const std::string message = read_text(folder_ / "message", 65536).value();
  EXPECT_TRUE(
      message.starts_with("From: witness@union.example\nTo: board@union.example, chair@union.example\n"));
  EXPECT_NE(message.find("\n\nVittnet för liggaren centre.example\n"), std::string::npos) << message;
  EXPECT_NE(message.find("på svenska"), std::string::npos);
  EXPECT_EQ(message.find("in English"), std::string::npos);
  EXPECT_NE(message.find("50 till står på sidan."), std::string::npos);
  EXPECT_NE(message.find("insyn agreement withdraw"), std::string::npos) << "nothing is said of what to do";
  std::ofstream(to.program, std::ios::trunc) << "#!/bin/sh\nexit 75\n";
  EXPECT_EQ(send_mail(to, "centre.example", told).error().code, Code::kTransient);
  to.program = folder_ / "nothing";
  EXPECT_FALSE(send_mail(to, "centre.example", told));
}

}  // namespace
}  // namespace insyn::witness
