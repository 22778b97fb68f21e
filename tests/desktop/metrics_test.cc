// The level at which no pictures are made: which screen was shown when, and nothing else of it.
#include <sstream>

#include "desktop/metrics_desk.h"
#include "recording/verify/verify.h"

namespace insyn {
namespace {

// "screen,sök" and so on, in order.
std::vector<std::string> seen_in(const std::string& events) {
  std::vector<std::string> seen;
  std::istringstream lines(events);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_TRUE(line.starts_with("4711,20")) << line;
    seen.push_back(line.substr(line.find(',', 5) + 1));
  }
  return seen;
}

TEST_F(MetricsTest, NotesWhichScreenIsShownAndMakesNoPicture) {
  service_.start(terms_);
  call_it("Sök – Anna Andersson");
  const Path folder = begin();
  support::until("the first event", [&] { return event_chunks(folder) == 1; });
  EXPECT_EQ(service_.activity(), "recording");
  call_it_and_wait("Artikel 12", folder);
  const support::Ran named = support::run(
      desk_.folder.path(),
      {"xprop", "-id", window_, "-f", "_NET_WM_NAME", "8u", "-set", "_NET_WM_NAME", "Sök – på nytt"},
      desk_.server.environment());
  ASSERT_EQ(named.code, 0) << named.err;
  support::until("the third event", [&] { return event_chunks(folder) == 3; });
  const recording::Recording recording = end(folder);
  const std::string events = desk_.parties.events_of(folder);
  EXPECT_EQ(seen_in(events), (std::vector<std::string>{"screen,sök", "article,artikel", "screen,sök"}));
  EXPECT_EQ(events.find("Anna"), std::string::npos);
  for (const recording::ChunkName& chunk : recording.chunk_files)
    EXPECT_NE(chunk.kind, recording::ChunkKind::kTrack);
  EXPECT_FALSE(std::filesystem::exists(folder / recording::kKey));
  EXPECT_EQ(recording.opening.recipient, "");
  EXPECT_EQ(desk_.parties.end_of(folder).balance.kept, (recording::Tally{3, 0}));
  EXPECT_TRUE(recording::verify(recording, recording.files(), desk_.parties.device())->intact());
}

TEST_F(MetricsTest, WithoutRulesNoCallIsRecorded) {
  terms_.screens = "";
  service_.start(terms_);
  const support::Ran refused = service_.call({"begin", "4711"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_NE(refused.err.find("has no [[screen]] rules"), std::string::npos) << refused.err;
  EXPECT_EQ(desk_.recordings(), 0U);
}

TEST_F(MetricsTest, TheVerbsSayThatThereAreNoPictures) {
  service_.start(terms_);
  call_it("Sök – a");
  const Path folder = begin();
  support::until("the first event", [&] { return event_chunks(folder) == 1; });
  end(folder);
  const auto insyn = [&](std::vector<std::string> words) {
    words.insert(words.begin(), support::insyn());
    return support::run(desk_.folder.path(), words);
  };
  const std::string union_key = desk_.parties.file("union.age").string();
  const std::string employer_key = desk_.parties.file("employer.age").string();
  const support::Ran unlocked =
      insyn({"unlock", folder.string(), "--key", union_key, "--key", employer_key, "--out", "rec.key"});
  EXPECT_EQ(unlocked.code, 1);
  EXPECT_NE(unlocked.err.find("has no pictures, only events"), std::string::npos) << unlocked.err;
  const support::Ran exported = insyn({"export", folder.string(), "--key", union_key, "--to", "a.webm"});
  EXPECT_EQ(exported.code, 1);
  EXPECT_NE(exported.err.find("has no pictures, only events"), std::string::npos) << exported.err;
  const support::Ran shown = insyn({"show", folder.string(), "--key", union_key});
  EXPECT_NE(shown.out.find("1 event"), std::string::npos) << shown.out;
  EXPECT_EQ(shown.out.find("pixel"), std::string::npos) << shown.out;
  const support::Ran verified =
      insyn({"verify", folder.string(), "--pin", desk_.parties.file("device.pub").string()});
  EXPECT_EQ(verified.code, 0) << verified.err;
}

TEST_F(MetricsTest, ADiscardedRecordingCannotBeRead) {
  service_.start(terms_);
  call_it("Sök – a");
  const Path folder = begin();
  support::until("the first event", [&] { return event_chunks(folder) == 1; });
  const support::Ran discarded = service_.call({"discard"});
  EXPECT_EQ(discarded.code, 0) << discarded.err;
  for (const char* file : recording::kKeyFiles) EXPECT_FALSE(std::filesystem::exists(folder / file)) << file;
}

TEST_F(MetricsTest, NothingIsNotedDuringAPauseAndTheScreenAfterItIs) {
  service_.start(terms_);
  call_it("Sök – a");
  const Path folder = begin();
  support::until("the first event", [&] { return event_chunks(folder) == 1; });
  EXPECT_EQ(service_.call({"pause"}).code, 0);
  call_it("Artikel 1");
  call_it("Sök – b");
  EXPECT_EQ(service_.activity(), "paused");
  EXPECT_EQ(service_.call_at_terminal({"unpause"}).code, 0);
  support::until("the second event", [&] { return event_chunks(folder) == 2; });
  const recording::Recording recording = end(folder);
  EXPECT_EQ(seen_in(desk_.parties.events_of(folder)), (std::vector<std::string>{"screen,sök", "screen,sök"}));
  EXPECT_EQ(desk_.parties.end_of(folder).balance.withheld.at(track::Withheld::kPaused).times, 1U);
}

TEST_F(MetricsTest, WithoutAnIndicatorNothingIsNotedWherePicturesAreMade) {
  terms_.level = "full";
  service_.start(terms_);
  call_it("Sök – a");
  const Path folder = service_.begin("4711");
  support::until("the first event", [&] { return event_chunks(folder) == 1; });
  service_.tray().signal(SIGSTOP);
  call_it("Artikel 1");
  support::until("that it is withheld", [&] { return service_.activity() == "withheld"; });
  end(folder);
  EXPECT_EQ(seen_in(desk_.parties.events_of(folder)), std::vector<std::string>{"screen,sök"});
}

TEST_F(MetricsTest, WithoutAnIndicatorNothingIsNoted) {
  service_.start(terms_);
  call_it("Sök – a");
  const Path folder = begin();
  support::until("the first event", [&] { return event_chunks(folder) == 1; });
  service_.tray().signal(SIGSTOP);
  call_it("Artikel 1");
  support::until("that it is withheld", [&] { return service_.activity() == "withheld"; });
  const recording::Recording recording = end(folder);
  EXPECT_EQ(seen_in(desk_.parties.events_of(folder)), std::vector<std::string>{"screen,sök"});
  // On a busy machine it may be missing before that too.
  EXPECT_GE(desk_.parties.end_of(folder).balance.withheld.at(track::Withheld::kNoIndicator).times, 1U);
}

TEST_F(MetricsTest, AnotherProgramsWindowIsNotNoted) {
  desk_.open_mail(550, 100, 200, 200);
  desk_.mail.ask("title mail Artikel 1");
  service_.start(terms_);
  call_it("Sök – a");
  const Path folder = begin();
  support::until("the first event", [&] { return event_chunks(folder) == 1; });
  desk_.mail.ask("title mail Artikel 2");
  call_it_and_wait("Artikel 3", folder);
  end(folder);
  EXPECT_EQ(seen_in(desk_.parties.events_of(folder)),
            (std::vector<std::string>{"screen,sök", "article,artikel"}));
}

TEST_F(MetricsTest, WithPicturesEventsAreKeptBesideThem) {
  terms_.level = "full";
  service_.start(terms_);
  call_it("Sök – a");
  const Path folder = service_.begin("4711");
  support::until("the first event", [&] { return event_chunks(folder) == 1; });
  call_it_and_wait("Artikel 12", folder);
  const recording::Recording recording = end(folder);
  EXPECT_EQ(seen_in(desk_.parties.events_of(folder)),
            (std::vector<std::string>{"screen,sök", "article,artikel"}));
  const support::Shown shown = support::watch(folder, desk_.parties, 0x00ff00);
  EXPECT_TRUE(shown.verification.intact());
  EXPECT_GT(shown.moments, 0U);
}

}  // namespace
}  // namespace insyn
