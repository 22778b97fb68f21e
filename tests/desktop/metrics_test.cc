// The level at which no pictures are made: which screen was shown when, and nothing else of it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "recording/verify.h"
#include "support/service.h"
#include "support/until.h"

namespace insyn {
namespace {

using support::Desk;
using support::Service;

constexpr const char* kScreens =
    "[[screen]]\nname = \"sök\"\ntitle = \"Sök – *\"\n"
    "[[screen]]\nname = \"artikel\"\ntitle = \"Artikel *\"\nevent = \"article\"\n";
constexpr Rect kWindow{100, 100, 400, 300};

std::string text_in(const Path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::size_t event_chunks(const Path& folder) {
  const std::vector<recording::ChunkName> files = recording::Recording::read(folder)->chunk_files;
  return static_cast<std::size_t>(std::count_if(files.begin(), files.end(), [](const auto& chunk) {
    return chunk.kind == recording::ChunkKind::kEvents;
  }));
}

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

class MetricsTest : public testing::Test {
 protected:
  MetricsTest() {
    window_ = desk_.open_support_window();
    terms_ = desk_.terms();
    terms_.level = "metrics";
    terms_.screens = kScreens;
  }

  Path begin() {
    const support::Ran begun = service_.call({"begin", "4711"});
    EXPECT_EQ(begun.code, 0) << begun.err;
    return desk_.spool / begun.out.substr(0, begun.out.find('\n'));
  }
  void call_it(const std::string& title) { desk_.support.ask("title main " + title); }
  // Until what this leads to is on the disk.
  void call_it_and_wait(const std::string& title, const Path& folder) {
    const std::size_t before = event_chunks(folder);
    call_it(title);
    support::until("its event", [&] { return event_chunks(folder) > before; });
  }
  recording::Recording end(const Path& folder) {
    EXPECT_EQ(service_.call({"end", "4711"}).code, 0);
    support::until("the recording to be closed",
                   [&] { return recording::Recording::read(folder).value().closing.has_value(); });
    return recording::Recording::read(folder).value();
  }

  Desk desk_;
  Service service_{desk_};
  support::TestTerms terms_;
  std::string window_;
};

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
    EXPECT_EQ(chunk.kind, recording::ChunkKind::kEvents);
  EXPECT_FALSE(std::filesystem::exists(folder / recording::kKey));
  EXPECT_EQ(recording.opening.recipient, "");
  EXPECT_EQ(recording.closing->balance.kept, (recording::Tally{3, 0}));
  EXPECT_TRUE(recording::verify(recording, desk_.parties.device())->intact());
}

TEST_F(MetricsTest, WithoutRulesNoCallIsRecorded) {
  terms_.screens = "";
  service_.start(terms_);
  const support::Ran refused = service_.call({"begin", "4711"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_NE(refused.err.find("names no [[screen]] to be noted"), std::string::npos) << refused.err;
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
  const support::Ran shown = insyn({"show", folder.string()});
  EXPECT_NE(shown.out.find("1 event"), std::string::npos) << shown.out;
  EXPECT_EQ(shown.out.find("pixel"), std::string::npos) << shown.out;
  const support::Ran verified =
      insyn({"verify", folder.string(), "--pin", desk_.parties.file("device.pub").string()});
  EXPECT_EQ(verified.code, 0) << verified.err;
}

TEST_F(MetricsTest, WhatTheAgentDiscardsNobodyReads) {
  service_.start(terms_);
  call_it("Sök – a");
  const Path folder = begin();
  support::until("the first event", [&] { return event_chunks(folder) == 1; });
  const support::Ran discarded = service_.call({"discard"});
  EXPECT_EQ(discarded.code, 0) << discarded.err;
  EXPECT_EQ(event_chunks(folder), 0U);
}

TEST_F(MetricsTest, NothingIsNotedInAPauseAndWhatIsShownAfterItIs) {
  service_.start(terms_);
  call_it("Sök – a");
  const Path folder = begin();
  support::until("the first event", [&] { return event_chunks(folder) == 1; });
  EXPECT_EQ(service_.call({"pause"}).code, 0);
  call_it("Artikel 1");
  call_it("Sök – b");
  EXPECT_EQ(service_.activity(), "paused");
  EXPECT_EQ(service_.call({"unpause"}).code, 0);
  support::until("the second event", [&] { return event_chunks(folder) == 2; });
  const recording::Recording recording = end(folder);
  EXPECT_EQ(seen_in(desk_.parties.events_of(folder)), (std::vector<std::string>{"screen,sök", "screen,sök"}));
  EXPECT_EQ(recording.closing->balance.withheld.at(track::Withheld::kPaused).times, 1U);
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
  EXPECT_EQ(recording.closing->balance.withheld.at(track::Withheld::kNoIndicator).times, 1U);
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

// What the recorder asks of the X server, as another program between the two writes it down.
class TracedMetricsTest : public MetricsTest {
 protected:
  // A call in which two screens are shown, under terms of this level.
  std::string requests_at(const std::string& level) {
    terms_.level = level;
    const std::string display = fmt::format(":{}", 1000 + ::getpid() % 50'000);
    const Path log = desk_.folder / "requests", authority = desk_.folder / "authority-of-trace";
    // The same cookie, for whatever display.
    const support::Ran copied =
        support::run(desk_.folder.path(),
                     {"sh", "-c", R"(xauth -f "$1" nlist | sed 's/^..../ffff/' | xauth -f "$2" nmerge -)",
                      "sh", desk_.server.environment().at("XAUTHORITY"), authority.string()},
                     desk_.server.environment());
    EXPECT_EQ(copied.code, 0) << copied.err;
    service_.start(terms_, {INSYN_XTRACE, "-n", "-d", desk_.server.display(), "-D", display, "-o",
                            log.string(), "--", "env", "XAUTHORITY=" + authority.string()});
    call_it("Sök – a");
    const Path folder = begin();
    support::until("the first event", [&] { return event_chunks(folder) == 1; });
    call_it_and_wait("Artikel 12", folder);
    end(folder);
    return text_in(log);
  }
};

// What was asked for: "GetImage", "DAMAGE 0" for an extension's; and the places on the screen from which
// pixels were read.
struct Asked {
  std::set<std::string> requests;
  std::vector<Rect> read;
};

Asked asked_in(const std::string& log) {
  static const std::regex request(R"(([A-Za-z-]*?)-?Request\(\d+(?:,(\d+))?\): (\w+))");
  static const std::regex area(R"(GetImage .* x=(-?\d+) y=(-?\d+) width=(\d+) height=(\d+))");
  Asked asked;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    std::smatch found;
    if (!std::regex_search(line, found, request)) continue;
    const std::string extension = found[1];
    asked.requests.insert(extension.empty() ? found[3].str() : extension + " " + found[2].str());
    if (std::regex_search(line, found, area))
      asked.read.push_back(
          {std::stoi(found[1]), std::stoi(found[2]), std::stoi(found[3]), std::stoi(found[4])});
  }
  return asked;
}

// "0" of an extension asks for its version; X-Resource 4 says whose a window is.
const std::set<std::string> kHarmless = {
    "GetWindowAttributes", "GetGeometry", "GetProperty", "ChangeWindowAttributes", "QueryTree",
    "QueryExtension",      "InternAtom",  "GetImage",    "X-Resource 0",           "X-Resource 4",
    "MIT-SCREEN-SAVER 1",  "MIT-SHM 0",   "XFIXES 0",    "MIT-SCREEN-SAVER 2",     "DAMAGE 0",
    "Composite 0"};

std::set<std::string> others(const Asked& asked) {
  std::set<std::string> rest;
  std::set_difference(asked.requests.begin(), asked.requests.end(), kHarmless.begin(), kHarmless.end(),
                      std::inserter(rest, rest.begin()));
  return rest;
}

TEST_F(TracedMetricsTest, NoPixelOfTheApplicationIsEverRead) {
  const Asked asked = asked_in(requests_at("metrics"));
  EXPECT_EQ(others(asked), std::set<std::string>());
  // The indicator's frame is looked at, around the window.
  EXPECT_GE(asked.read.size(), 4U);
  for (const Rect& area : asked.read)
    EXPECT_TRUE(intersection(area, kWindow).empty()) << area.x << " " << area.y << " " << area.width;
}

// So that the test above is known to see them.
TEST_F(TracedMetricsTest, WithPicturesTheyAreSeenToBeRead) {
  const std::set<std::string> rest = others(asked_in(requests_at("full")));
  EXPECT_TRUE(rest.contains("MIT-SHM 4") && rest.contains("Composite 6") && rest.contains("DAMAGE 1"));
}

}  // namespace
}  // namespace insyn
