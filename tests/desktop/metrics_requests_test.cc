// Where no pictures are made, no pixel of the application is read: checked by the requests to the X server.
#include <unistd.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "desktop/metrics_desk.h"

namespace insyn {
namespace {

constexpr Rect kWindow{100, 100, 400, 300};

std::string text_in(const Path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// The recorder's requests to the X server, logged by a program between the two.
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

// "0" of an extension asks for its version; X-Resource 4 says whose a window is; RANDR tells which parts of
// the screen monitors show, and by which tables of colours.
const std::set<std::string> kHarmless = {"GetWindowAttributes",
                                         "GetGeometry",
                                         "GetProperty",
                                         "ChangeWindowAttributes",
                                         "QueryTree",
                                         "QueryExtension",
                                         "InternAtom",
                                         "GetImage",
                                         "X-Resource 0",
                                         "X-Resource 4",
                                         "MIT-SCREEN-SAVER 1",
                                         "MIT-SHM 0",
                                         "XFIXES 0",
                                         "MIT-SCREEN-SAVER 2",
                                         "DAMAGE 0",
                                         "Composite 0",
                                         "RANDR 0",
                                         "RANDR 4",
                                         "RANDR 9",
                                         "RANDR 15",
                                         "RANDR 20",
                                         "RANDR 23",
                                         "RANDR 25",
                                         "RANDR 27",
                                         "RANDR 28"};

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

// Shows that the test above would see them.
TEST_F(TracedMetricsTest, WithPicturesTheyAreSeenToBeRead) {
  const std::set<std::string> rest = others(asked_in(requests_at("full")));
  EXPECT_TRUE(rest.contains("MIT-SHM 4") && rest.contains("Composite 6") && rest.contains("DAMAGE 1"));
}

}  // namespace
}  // namespace insyn
