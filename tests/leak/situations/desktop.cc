// What window managers, compositors, screens and their owners do.
#include <xcb/xcb.h>

#include "leak/situation.h"
#include "support/monitor.h"

namespace insyn::leak {
namespace {

void workspaces(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  for (unsigned round = 0; round < 4; ++round) {
    stage.hand().go_to_workspace(1 - round % 2);
    if (round == 0) stage.open_foreign("mail", Stage::kOurs);
    stage.ours().paint();
    stage.beat(4);
  }
  stage.catch_up();
}

void shade(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 3; ++round) {
    stage.hand().set_state(stage.main(), "SHADED", true);
    stage.beat(3);
    stage.hand().set_state(stage.main(), "SHADED", false);
    stage.beat(4);
  }
  stage.catch_up();
}

void toggle(Stage& stage, const std::string& state) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.open_foreign("mail", {100, 100, 400, 300});
  stage.hand().raise(stage.main());
  stage.start_reader();
  for (int round = 0; round < 3; ++round) {
    stage.hand().set_state(stage.main(), state, true);
    stage.beat(5);
    stage.hand().set_state(stage.main(), state, false);
    stage.beat(5);
  }
  stage.ours().paint();
  stage.catch_up();
}

void ours_goes_full_screen(Stage& stage) { toggle(stage, "FULLSCREEN"); }
void maximised(Stage& stage) { toggle(stage, "MAXIMIZED_VERT"); }

// Frames come and go around the window; under a compositor also the way in which it is shown.
void manager_crashes(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 2; ++round) {
    stage.manager().crash();
    stage.beat(3);
    stage.ours().paint();
    stage.manager().start();
    stage.beat(3);
    stage.resize(450 + round * 100, 350);
    stage.beat(5);
  }
  stage.ours().paint();
  stage.catch_up();
}

// In between no monitor shows anything; the smaller one shows a part of the window, which a window manager
// may move.
void monitor_removed(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours({700, 400, 400, 300});
  support::Monitor monitor(stage.server());
  stage.start_reader();
  for (int round = 0; round < 2; ++round) {
    stage.hand().smaller_screen();
    stage.beat(3);
    stage.ours().paint();
    monitor.show_only(900, 600);
    stage.beat(3);
    stage.ours().paint();
    stage.hand().first_screen();
    stage.beat(3);
    stage.ours().paint();
  }
  stage.beat(4);
  stage.ours().paint();
  stage.catch_up();
}

// A locker covers the screen and says so to the server; the application works on beneath, and shows foreign
// colours as long as that is so.
void locked(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  stage.until_whole();
  stage.hand().lock_screen();
  stage.ours().ask("repaint main foreign");
  stage.ours().paint();
  stage.open_foreign("locker", Stage::kEverywhere, "override");
  for (int look = 0; look < 8; ++look) {
    stage.ours().paint();
    stage.beat(1);
  }
  stage.ours().ask("repaint main ours");
  stage.ours().paint();
  stage.hand().unlock_screen();
  stage.foreign().ask("destroy locker");
  stage.until_whole();
}

}  // namespace

std::vector<Situation> desktop_situations() {
  const std::string group = "desktop";
  std::vector<Situation> all = {
      {"workspaces", group, "workspaces are switched, a foreign window is on the other one", workspaces},
      {"shade", group, "it is shaded and unshaded", shade},
      {"full-screen", group, "it goes full screen and back", ours_goes_full_screen},
      {"maximise", group, "it is maximised and back", maximised},
      {"manager-crash", group, "the window manager or compositor crashes and is started again",
       manager_crashes},
      {"monitor", group,
       "the monitor is taken away, the screen shrinks, a smaller monitor comes, and back (RandR)",
       monitor_removed},
      {"locked", group, "the screen is locked", locked},
  };
  for (Situation& one : all) {
    one.any_target = one.name != "locked";
    one.needs_manager = one.name != "monitor" && one.name != "locked";
    one.core = one.name == "manager-crash";
    if (one.name == "locked") one.kept = all_is_kept_at_the_end;
  }
  return all;
}

}  // namespace insyn::leak
