// The scope's decisions, seen through what the track stage keeps of a frame.
#include "recorder/stages/scope.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "os/process.h"
#include "recorder/capture/testing.h"
#include "recorder/stages/track_stage.h"

namespace insyn::recorder {
namespace {

constexpr track::SurfaceId kSurface = 7;
constexpr Rect kScopedPlace{0, 0, 40, 30};

class ScopeTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("insyn-scope-" + to_hex(random_bytes(8)));
    std::filesystem::create_directory(folder_);
    agreed_ = write("kundstod", "the agreed program");
    copy_ = write("copy", "the agreed program");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Path write(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name) << content;
    return folder_ / name;
  }

  static reason::OrReason<ApplicationInScope> found(const Path& exe) {
    agreement::Application application;
    application.name = "Kundstöd";
    application.exe = exe.string();
    return ApplicationInScope::find(application);
  }
  static FileIdentity identity(const Path& path) { return *identity_of_file(path); }

  Scope scope(const std::string& wm_class = "") {
    agreement::Application application;
    application.name = "Kundstöd";
    application.exe = agreed_.string();
    application.wm_class = wm_class;
    return Scope({ApplicationInScope::find(application).value()});
  }

  // What is kept of a picture that was read under `facts`.
  recording::Balance balance_of(const Scope& scope, const ReadFacts& facts) {
    TrackStage stage;
    stage.surface_opened(track::TrackTime(0), kSurface, track::SurfaceKind::kWindow, kScopedPlace);
    const track::Image image(kScopedPlace.width, kScopedPlace.height, 0x123456);
    const Mask mask = Mask::for_level(agreement::Level::kFull).value();
    stage.frame(track::TrackTime(1),
                mask.pass(scope.pass(RawForTests::raw_frame(kSurface, kScopedPlace, image.view(), facts))));
    recording::Balance balance = stage.balance();
    // A surface counts as not yet drawn when it is opened.
    recording::Tally& undrawn = balance.withheld.at(track::Withheld::kNotYetDrawn);
    undrawn.pixels -= static_cast<std::uint64_t>(kScopedPlace.area());
    if (--undrawn.times == 0) balance.withheld.erase(track::Withheld::kNotYetDrawn);
    return balance;
  }

  Path folder_, agreed_, copy_;
};

WindowFacts window_of(const FileIdentity& program, const std::string& path, const std::string& wm_class = "",
                      bool popup = false) {
  WindowFacts facts;
  facts.program = program;
  facts.program_path = path;
  facts.window_class = wm_class;
  facts.popup = popup;
  return facts;
}

TEST_F(ScopeTest, AdmitsTheAgreedProgram) {
  EXPECT_TRUE(scope().admits(window_of(identity(agreed_), agreed_.string())));
}

TEST_F(ScopeTest, TheSameBytesElsewhereAreAnotherProgramAndAreNamed) {
  Scope scope = this->scope("Kundstod");
  std::filesystem::create_directory(folder_ / "elsewhere");
  const Path twin = write("elsewhere/kundstod", "the agreed program");
  EXPECT_FALSE(scope.admits(window_of(identity(twin), twin.string(), "Kundstod")));
  ASSERT_EQ(scope.look_alikes().size(), 1U);
  EXPECT_NE(scope.look_alikes().begin()->find(twin.string()), std::string::npos);
  EXPECT_NE(scope.look_alikes().begin()->find("not recorded"), std::string::npos);
}

OtherWindow other_window(const std::optional<FileIdentity>& program, const std::string& path,
                         const std::string& wm_class = "", std::vector<FileIdentity> started_by = {}) {
  return {program, path, wm_class, std::move(started_by)};
}

TEST_F(ScopeTest, AProgramThatWasReplacedWhileItRunsIsNamedAsThat) {
  Scope scope = this->scope();
  const FileIdentity old = identity(copy_);
  scope.none_admitted({other_window(old, agreed_.string() + " (deleted)")});
  ASSERT_TRUE(scope.misfit());
  EXPECT_NE(scope.misfit()->as<reason::ProgramReplaced>(), nullptr);
  scope.none_admitted({other_window(old, "/elsewhere/kundstod"), other_window(old, "/usr/bin/mailer")});
  ASSERT_NE(scope.misfit()->as<reason::ProgramIsAnother>(), nullptr);
  EXPECT_EQ(scope.misfit()->as<reason::ProgramIsAnother>()->running, "/elsewhere/kundstod");
  EXPECT_TRUE(scope.admits(window_of(identity(agreed_), agreed_.string())));
  EXPECT_FALSE(scope.misfit());
}

TEST_F(ScopeTest, WhatIsNoLongerOnTheScreenIsNoCause) {
  Scope scope = this->scope();
  scope.none_admitted({other_window(identity(copy_), "/elsewhere/kundstod")});
  EXPECT_TRUE(scope.misfit());
  scope.none_admitted({other_window(identity(copy_), "/usr/bin/mailer")});
  EXPECT_FALSE(scope.misfit());
}

TEST_F(ScopeTest, AWindowOfAnotherClassThanIsAgreedIsNamedWithBoth) {
  Scope scope = this->scope("Kundstod");
  scope.none_admitted({other_window(identity(copy_), "/usr/bin/mailer"),
                       other_window(identity(agreed_), agreed_.string(), "Kundstod-beta")});
  ASSERT_TRUE(scope.misfit());
  const auto* other = scope.misfit()->as<reason::ProgramOtherClass>();
  ASSERT_NE(other, nullptr);
  EXPECT_EQ(other->found, "Kundstod-beta");
  EXPECT_EQ(other->agreed, "Kundstod");
}

TEST_F(ScopeTest, AProgramThatTheAgreedOneHasStartedIsNamed) {
  Scope scope = this->scope();
  scope.none_admitted({other_window(identity(copy_), "/usr/bin/mailer"),
                       other_window(identity(copy_), copy_.string(), "", {identity(agreed_)})});
  ASSERT_TRUE(scope.misfit());
  const auto* started = scope.misfit()->as<reason::ProgramStartedAnother>();
  ASSERT_NE(started, nullptr);
  EXPECT_EQ(started->running, copy_.string());
}

TEST_F(ScopeTest, AWindowOfTheAgreedClassWhoseProgramCannotBeToldIsSaidToBeThere) {
  Scope scope = this->scope("Kundstod");
  scope.none_admitted({other_window(std::nullopt, "", "Mail")});
  EXPECT_FALSE(scope.misfit());
  scope.none_admitted({other_window(std::nullopt, "", "Kundstod")});
  ASSERT_TRUE(scope.misfit());
  EXPECT_NE(scope.misfit()->as<reason::ProgramUnknown>(), nullptr);
}

TEST_F(ScopeTest, AClassThatIsTheAgreedFilesNameLooksLikeIt) {
  Scope scope = this->scope();
  scope.none_admitted({other_window(identity(copy_), copy_.string(), "Kundstod")});
  ASSERT_TRUE(scope.misfit());
  EXPECT_NE(scope.misfit()->as<reason::ProgramIsAnother>(), nullptr);
}

TEST_F(ScopeTest, AWindowOfAnAgreedProcessInsideIsKeptAndAnyOthersIsNot) {
  ReadFacts facts = good_facts(identity(agreed_));
  facts.inside = {identity(agreed_)};
  EXPECT_EQ(balance_of(scope(), facts).kept.pixels, 40U * 30U);
  for (const std::optional<FileIdentity>& other :
       {std::optional(identity(copy_)), std::optional<FileIdentity>()}) {
    facts.inside = {identity(agreed_), other};
    const recording::Balance balance = balance_of(scope(), facts);
    EXPECT_EQ(balance.kept.pixels, 0U);
    EXPECT_EQ(balance.withheld.at(track::Withheld::kForeignInside).pixels, 40U * 30U);
  }
}

TEST_F(ScopeTest, AnotherProgramWithTheAgreedClassIsNotAdmitted) {
  EXPECT_FALSE(scope("Kundstod").admits(window_of(identity(copy_), copy_.string(), "Kundstod")));
}

TEST_F(ScopeTest, AWindowOfTheAgreedProgramWithAnotherClassIsNotAdmitted) {
  Scope scope = this->scope("Kundstod");
  EXPECT_TRUE(scope.admits(window_of(identity(agreed_), agreed_.string(), "Kundstod")));
  EXPECT_FALSE(scope.admits(window_of(identity(agreed_), agreed_.string(), "Mail")));
  EXPECT_FALSE(scope.admits(window_of(identity(agreed_), agreed_.string(), "")));
}

TEST_F(ScopeTest, APopupOfAProcessWithAWindowNeedsNoClassButNoOtherEither) {
  Scope scope = this->scope("Kundstod");
  WindowFacts popup = window_of(identity(agreed_), agreed_.string(), "", true);
  popup.has_window = true;
  EXPECT_TRUE(scope.admits(popup));
  popup.window_class = "Mail";
  EXPECT_FALSE(scope.admits(popup));
}

TEST_F(ScopeTest, AWindowThatIsNoPopupNeedsTheAgreedClass) {
  WindowFacts window = window_of(identity(agreed_), agreed_.string());
  window.has_window = true;
  EXPECT_FALSE(scope("Kundstod").admits(window));
}

TEST_F(ScopeTest, APopupWithoutAClassOfAProcessWithoutAWindowIsNotAdmitted) {
  const WindowFacts popup = window_of(identity(agreed_), agreed_.string(), "", true);
  EXPECT_FALSE(scope("Kundstod").admits(popup));
  EXPECT_TRUE(scope().admits(popup)) << "where every window of the program is agreed";
}

TEST_F(ScopeTest, AGoodReadIsKept) {
  const recording::Balance balance = balance_of(scope(), good_facts(identity(agreed_)));
  EXPECT_EQ(balance.kept.pixels, 40U * 30U);
  EXPECT_TRUE(balance.withheld.empty());
}

TEST_F(ScopeTest, NothingIsKeptOnceTheProcessRunsAnotherProgram) {
  const recording::Balance balance = balance_of(scope(), good_facts(identity(copy_)));
  EXPECT_EQ(balance.kept.pixels, 0U);
  EXPECT_EQ(balance.withheld.at(track::Withheld::kNotVerified).pixels, 40U * 30U);
}

TEST_F(ScopeTest, NothingIsKeptOfAProcessThatHasEnded) {
  ReadFacts facts = good_facts(identity(agreed_));
  facts.program.reset();
  EXPECT_EQ(balance_of(scope(), facts).kept.pixels, 0U);
}

TEST_F(ScopeTest, WhatTheBackEndDoubtsIsWithheldForItsReason) {
  for (const auto doubt : {track::Withheld::kForeignInside, track::Withheld::kNotVerified,
                           track::Withheld::kReadFailed, track::Withheld::kUnsupportedFormat}) {
    ReadFacts facts = good_facts(identity(agreed_));
    facts.doubt = doubt;
    const recording::Balance balance = balance_of(scope(), facts);
    EXPECT_EQ(balance.kept.pixels, 0U);
    EXPECT_EQ(balance.withheld.at(doubt).pixels, 40U * 30U);
  }
}

TEST_F(ScopeTest, AnotherProgramIsAStrongerReasonThanADoubt) {
  ReadFacts facts = good_facts(identity(copy_));
  facts.doubt = track::Withheld::kForeignInside;
  EXPECT_EQ(balance_of(scope(), facts).withheld.count(track::Withheld::kNotVerified), 1U);
}

TEST_F(ScopeTest, WhatIsNotYetDrawnIsWithheldAndTheRestKept) {
  ReadFacts facts = good_facts(identity(agreed_));
  facts.undrawn = Region({0, 0, 40, 10});
  const recording::Balance balance = balance_of(scope(), facts);
  EXPECT_EQ(balance.kept.pixels, 40U * 20U);
  EXPECT_EQ(balance.withheld.at(track::Withheld::kNotYetDrawn).pixels, 40U * 10U);
}

TEST_F(ScopeTest, FactsThatNobodyFilledInKeepNothing) {
  EXPECT_EQ(balance_of(scope(), ReadFacts{}).kept.pixels, 0U);
}

TEST_F(ScopeTest, AnotherVersionThanTheAgreedIsDenied) {
  agreement::Application application;
  application.name = "Kundstöd";
  application.exe = agreed_.string();
  application.sha256 = sha256(view_of("the program as it was"));
  const auto found = ApplicationInScope::find(application);
  ASSERT_FALSE(found);
  const auto* other = found.error().as<reason::ProgramOtherVersion>();
  ASSERT_NE(other, nullptr);
  EXPECT_EQ(other->found, to_hex(sha256(view_of("the agreed program"))));
  application.sha256 = sha256(view_of("the agreed program"));
  EXPECT_TRUE(ApplicationInScope::find(application));
}

TEST_F(ScopeTest, AWebApplicationIsDenied) {
  agreement::Application application;
  application.name = "Wiki";
  application.kind = agreement::Application::kWeb;
  EXPECT_EQ(error_code_of(ApplicationInScope::find(application).error()), Code::kDenied);
}

TEST_F(ScopeTest, TheProgramsHashIsKnownFromItsHandle) {
  EXPECT_EQ(found(agreed_).value().hash(), sha256(view_of("the agreed program")));
}

TEST_F(ScopeTest, ALinkToAnotherProgramIsRefusedAndTheProgramNamed) {
  std::filesystem::create_symlink(copy_, folder_ / "link");
  std::filesystem::create_directory(folder_ / "real");
  write("real/kundstod", "the agreed program");
  std::filesystem::create_directory_symlink(folder_ / "real", folder_ / "way");
  std::filesystem::create_directory(folder_ / "deep");
  std::filesystem::create_directory_symlink(folder_ / "real", folder_ / "deep" / "way");
  for (const auto& [path, leads_to] :
       {std::pair(folder_ / "link", copy_),
        std::pair(folder_ / "way" / "kundstod", folder_ / "real" / "kundstod"),
        std::pair(folder_ / "deep" / "way" / "kundstod", folder_ / "real" / "kundstod"),
        std::pair(folder_ / "real" / ".." / "copy", copy_)}) {
    const auto refused = found(path);
    ASSERT_FALSE(refused) << path;
    const auto* link = refused.error().as<reason::ProgramIsLink>();
    ASSERT_NE(link, nullptr) << path;
    EXPECT_EQ(link->file, std::filesystem::canonical(leads_to).string());
  }
}

TEST_F(ScopeTest, AProgramThatOthersCanExchangeIsRefusedAndThePlaceNamed) {
  using std::filesystem::perms;
  std::filesystem::create_directories(folder_ / "a" / "b");
  const Path program = write("a/b/kundstod", "the agreed program");
  ASSERT_TRUE(found(program));
  for (const Path& place : {program, folder_ / "a" / "b", folder_ / "a"}) {
    for (const perms open : {perms::others_write, perms::group_write}) {
      std::filesystem::permissions(place, open, std::filesystem::perm_options::add);
      const auto refused = found(program);
      ASSERT_FALSE(refused) << place;
      const auto* writable = refused.error().as<reason::ProgramWritable>();
      ASSERT_NE(writable, nullptr) << place;
      EXPECT_EQ(writable->place, place.string());
      std::filesystem::permissions(place, open, std::filesystem::perm_options::remove);
    }
  }
  EXPECT_TRUE(found(program));
}

TEST_F(ScopeTest, AScriptIsRefusedAndWhatItStartsNamed) {
  const Path script =
      write("start", "#!/bin/sh\nwhere=" + folder_.string() + "\nexec \"$where/agreed\" \"$@\"\n");
  const Path program = write("agreed", "a program");
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  const auto refused = found(script);
  ASSERT_FALSE(refused);
  ASSERT_NE(refused.error().as<reason::ProgramIsScript>(), nullptr);
  EXPECT_EQ(refused.error().as<reason::ProgramIsScript>()->starts,
            std::filesystem::canonical(program).string());
}

TEST_F(ScopeTest, WhatAnotherProgramRunsIsRefusedAndThatNamed) {
  const Path python = write("ours.py", "#!/usr/bin/env perl\nprint 1;\n");
  const auto interpreted = found(python);
  ASSERT_FALSE(interpreted);
  ASSERT_NE(interpreted.error().as<reason::ProgramIsInterpreted>(), nullptr);
  EXPECT_EQ(interpreted.error().as<reason::ProgramIsInterpreted>()->interpreter,
            std::filesystem::canonical("/usr/bin/perl").string());
  for (const std::string& foreign :
       {std::string("MZ\x90"), std::string("PK\x03\x04"), std::string("\xca\xfe\xba\xbe")}) {
    const auto refused = found(write("kundstod.exe", foreign));
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().as<reason::ProgramIsInterpreted>(), nullptr);
  }
}

TEST_F(ScopeTest, WhatOnlyStartsOthersIsRefused) {
  for (const Path& path : {Path("/usr/bin/env"), write("start", "#!/bin/sh\nexec /usr/bin/nohup \"$@\"\n")}) {
    const auto refused = found(path);
    ASSERT_FALSE(refused) << path;
    EXPECT_NE(refused.error().as<reason::ProgramIsLauncher>(), nullptr) << path;
  }
  std::filesystem::create_symlink("/usr/bin/env", folder_ / "kundstod-link");
  EXPECT_NE(found(folder_ / "kundstod-link").error().as<reason::ProgramIsLauncher>(), nullptr)
      << "as a snap's command is a link to snap";
}

TEST_F(ScopeTest, AnAppImageIsRefused) {
  const auto refused = found(write("Kundstod.AppImage", std::string("\x7f"
                                                                    "ELF\x02\x01\x01\0AI\x02",
                                                                    11)));
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().as<reason::ProgramIsPacked>(), nullptr);
}

TEST_F(ScopeTest, WhatIsNoFileIsMissing) {
  std::filesystem::create_directory(folder_ / "folder");
  for (const Path& path : {folder_ / "nothing", folder_ / "folder", Path("/")})
    EXPECT_NE(found(path).error().as<reason::ProgramMissing>(), nullptr) << path;
}

TEST(Mask, LevelsThatDoNotExistYetAreDenied) {
  for (const auto level :
       {agreement::Level::kMetrics, agreement::Level::kStructure, agreement::Level::kMasked}) {
    const auto mask = Mask::for_level(level);
    ASSERT_FALSE(mask);
    EXPECT_EQ(mask.error().code, Code::kDenied);
  }
}

}  // namespace
}  // namespace insyn::recorder
