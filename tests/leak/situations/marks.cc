// What nobody sees to be recorded is not kept, also where it is the application's own: in these situations
// the application shows foreign colours while no frame around it can be seen, so that a single pixel of that
// is found.
#include "leak/situation.h"
#include "support/monitor.h"

namespace insyn::leak {
namespace {

using support::Client;
using support::Monitor;

// Longer than a frame counts after it was seen, on a busy machine too.
constexpr int kLooksUntilUnmarked = 5;

void paint_ours(Stage& stage, int looks) {
  for (int look = 0; look < looks; ++look) {
    stage.ours().paint();
    stage.beat(1);
  }
}

// What is the application's and could be kept, were its frame seen.
void show_foreign_on_main(Stage& stage) {
  stage.beat(kLooksUntilUnmarked);
  stage.ours().ask("repaint main foreign");
  paint_ours(stage, 4);
  stage.ours().ask("repaint main ours");
  paint_ours(stage, kLooksUntilUnmarked);
}

// A popup of one of the agreed program's processes.
class Popup {
 public:
  using Ask = std::function<std::string(const std::string&)>;

  Popup(Stage& stage, Ask program, const Rect& at) : stage_(stage), program_(std::move(program)), at_(at) {
    program_(fmt::format("create popup {} {} {} {} override", at.x, at.y, at.width, at.height));
    program_("repaint popup ours");
    program_("map popup");
  }

  // A foreign window lies over the upper edge of the frame that it has or would have, and over nothing else.
  void cover_frame() {
    stage_.open_foreign("strip", {at_.x - 20, at_.y - 10, 80, 10}, "override");
    // A frame that comes now comes on top.
    paint_ours(stage_, kLooksUntilUnmarked);
    stage_.foreign().ask("raise strip");
    stage_.beat(kLooksUntilUnmarked);
  }

  void show_foreign() {
    program_("repaint popup foreign");
    for (int look = 0; look < 6; ++look) {
      program_("noise popup");
      stage_.ours().paint();
      stage_.beat(1);
    }
    program_("destroy popup");
    stage_.foreign().ask("destroy strip");
    paint_ours(stage_, 2);
    stage_.catch_up();
  }

 private:
  Stage& stage_;
  Ask program_;
  Rect at_;
};

Popup::Ask ours(Stage& stage) {
  return [&stage](const std::string& line) { return stage.ours().ask(line); };
}

void begin(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
}

void popup_beside_a_dot(Stage& stage) {
  begin(stage);
  paint_ours(stage, 2);
  stage.hand().resize(stage.main(), 1, 1);
  Popup popup(stage, ours(stage), {320, 100, 900, 600});
  popup.cover_frame();
  popup.show_foreign();
}

// Its frame can be seen: it is kept, and the foreign window over a part of it is not.
void large_popup(Stage& stage) {
  begin(stage);
  stage.ours().ask("create popup 150 120 900 600 override");
  stage.ours().ask("repaint popup ours");
  stage.ours().ask("map popup");
  stage.open_foreign("mail", {500, 300, 200, 150}, "override");
  for (int look = 0; look < 12; ++look) {
    stage.ours().ask("noise popup");
    stage.foreign().ask("noise mail");
    stage.beat(1);
  }
  stage.until_popup_is_kept();
  stage.ours().ask("destroy popup");
  stage.catch_up();
}

void popup_far_away(Stage& stage) {
  begin(stage);
  Popup popup(stage, ours(stage), {850, 600, 120, 90});
  popup.cover_frame();
  popup.show_foreign();
}

// A menu is gone within ten seconds.
void popup_that_stays(Stage& stage) {
  begin(stage);
  Popup popup(stage, ours(stage), {420, 300, 120, 90});
  for (int look = 0; look < 110; look += 10) {
    stage.ours().paint();
    stage.beat(10);
  }
  popup.cover_frame();
  popup.show_foreign();
}

// Of the same program, over a window that another process has.
void popup_of_another_process(Stage& stage) {
  begin(stage);
  Client second(stage.folder(), stage.server(), stage.ours().program());
  Popup popup(stage, [&second](const std::string& line) { return second.ask(line); }, {420, 300, 120, 90});
  popup.cover_frame();
  popup.show_foreign();
}

// Another window of the same process stays, far away.
void popup_without_its_window(Stage& stage) {
  begin(stage);
  const std::string other = stage.ours().ask("create other 850 550 200 150 class=Kundstod");
  stage.ours().ask("repaint other ours");
  stage.ours().ask("map other");
  stage.hand().wait_until_viewable(other);
  stage.hand().move(other, 850, 550);
  Popup popup(stage, ours(stage), {420, 300, 120, 90});
  paint_ours(stage, 3);
  stage.ours().ask("unmap main");
  for (int look = 0; look < kLooksUntilUnmarked; ++look) {
    stage.ours().ask("noise other");
    stage.beat(1);
  }
  popup.cover_frame();
  popup.show_foreign();
}

// The agreement is about one kind of the program's windows. Another process of the program shows another
// kind, and its menu, which says nothing of what it is.
void popup_without_a_class(Stage& stage) {
  stage.agree_on_class("Kundstod");
  begin(stage);
  Client second(stage.folder(), stage.server(), stage.ours().program());
  second.ask("create main 850 500 200 150 class=Private");
  second.ask("create popup 420 300 120 90 override");
  for (const char* window : {"main", "popup"}) {
    second.ask(std::string("repaint ") + window + " foreign");
    second.ask(std::string("map ") + window);
  }
  for (int look = 0; look < 8; ++look) {
    second.ask("noise main");
    second.ask("noise popup");
    stage.ours().paint();
    stage.beat(1);
  }
  stage.catch_up();
}

void monitor_off(Stage& stage) {
  begin(stage);
  Monitor monitor(stage.server());
  stage.open_foreign("mail", {720, 250, 200, 150});
  for (int round = 0; round < 2; ++round) {
    paint_ours(stage, 3);
    monitor.switch_off();
    show_foreign_on_main(stage);
    monitor.switch_on();
  }
  stage.until_whole();
}

// Nothing tells of these, and what programs draw stays as it is.
void colours_gone(Stage& stage) {
  begin(stage);
  Monitor monitor(stage.server());
  paint_ours(stage, 3);
  monitor.show_one_colour();
  show_foreign_on_main(stage);
  monitor.show_colours();
  paint_ours(stage, 3);
  monitor.set("CTM", std::vector<std::uint32_t>(18, 0));
  show_foreign_on_main(stage);
  monitor.set("CTM", {0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1});
  paint_ours(stage, 3);
  monitor.set("Backlight", {0});
  show_foreign_on_main(stage);
  monitor.set("Backlight", {40});
  stage.until_whole();
}

// A smaller monitor leaves a part of the screen to nobody.
void dead_zone(Stage& stage) {
  Monitor monitor(stage.server());
  monitor.show_only(620, 800);
  stage.paint_desktop_foreign();
  stage.open_ours({100, 200, 400, 300});
  stage.open_foreign("mail", {900, 250, 200, 150});
  stage.start_reader();
  paint_ours(stage, 3);
  stage.hand().move(stage.main(), 700, 200);
  show_foreign_on_main(stage);
  stage.hand().move(stage.main(), 100, 200);
  paint_ours(stage, 4);
  stage.catch_up();
}

// The frame's side that the monitor has no room for lies inside of the window.
void edge_of_the_monitor(Stage& stage) {
  Monitor monitor(stage.server());
  monitor.show_only(550, 420);
  begin(stage);
  stage.open_foreign("mail", {500, 150, 300, 100});
  for (int round = 0; round < 3; ++round) {
    stage.hand().raise(stage.main());
    paint_ours(stage, 3);
    stage.foreign().ask("raise mail");
    stage.foreign().ask("noise mail");
    paint_ours(stage, 2);
  }
  stage.catch_up();
}

// GTK's windows are larger than what the eye sees of them: what lies around that shows what is behind it.
void shadow_of_its_own(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.ours().ask("repaint main nothing");
  stage.ours().ask("extents main 30 30 20 40");
  stage.open_foreign("mail", {690, 220, 200, 200});
  stage.start_reader();
  for (int look = 0; look < 12; ++look) {
    const Rect all = stage.hand().place_of(stage.main());
    const auto fill = [&](int x, int y, int width, int height, const std::string& colour) {
      stage.ours().ask(fmt::format("fill main {} {} {} {} {}", x, y, width, height, colour));
    };
    fill(0, 0, all.width, 20, "fa05fa");
    fill(0, all.height - 40, all.width, 40, "fa05fa");
    fill(0, 0, 30, all.height, "fa05fa");
    fill(all.width - 30, 0, 30, all.height, "fa05fa");
    fill(30, 20, all.width - 60, all.height - 60, look % 2 == 0 ? "20a020" : "20b020");
    stage.beat(1);
  }
  stage.catch_up();
}

// The agreed path is made to lead to another program.
void agreed_link(Stage& stage) {
  stage.open_ours();
  const Path agreed = stage.ours().program();
  std::filesystem::remove(agreed);
  std::filesystem::create_symlink(stage.folder() / "mail" / "mailer", agreed);
  stage.open_foreign("mail", Stage::kOurs, "class=Kundstod");
  if (stage.recorder_refuses("symbolic link")) return;
  for (int look = 0; look < 6; ++look) {
    stage.foreign().ask("noise mail");
    stage.beat(1);
  }
  stage.catch_up();
}

// Whoever may write the agreed file runs there what he likes.
void agreed_file_of_all(Stage& stage) {
  stage.open_ours();
  const Path agreed = stage.ours().program();
  std::filesystem::permissions(agreed, std::filesystem::perms::all);
  Client other(stage.folder(), stage.server(), agreed);
  other.ask("create main 350 250 300 200 class=Kundstod");
  other.ask("repaint main foreign");
  other.ask("map main");
  if (stage.recorder_refuses("others can exchange")) return;
  for (int look = 0; look < 6; ++look) {
    other.ask("noise main");
    stage.beat(1);
  }
  stage.catch_up();
}

}  // namespace

std::vector<Situation> mark_situations() {
  const std::string group = "marks";
  std::vector<Situation> all = {
      {"dot", group, "it is one pixel, and a popup of it is as large as the screen", popup_beside_a_dot},
      {"large-popup", group, "a popup is larger than it; a foreign window lies over a part of that",
       large_popup},
      {"far-popup", group, "a popup opens far away from it", popup_far_away},
      {"lasting-popup", group, "a popup stays open for longer than any menu", popup_that_stays},
      {"other-process-popup", group, "another process of the same program opens a popup over it",
       popup_of_another_process},
      {"widowed-popup", group, "it is hidden and its popup stays", popup_without_its_window},
      {"classless-popup", group,
       "another process of the program, of another class, opens a popup without one", popup_without_a_class},
      {"monitor-off", group, "the monitor is switched off while it draws", monitor_off},
      {"colours-gone", group, "gamma, a colour matrix or the backlight make all colours one", colours_gone},
      {"dead-zone", group, "it lies where no monitor is", dead_zone},
      {"monitor-edge", group, "it lies over the edge of the monitor", edge_of_the_monitor},
      {"own-shadow", group, "it draws its own shadow, as GTK's windows do", shadow_of_its_own},
      {"agreed-link", group, "the agreed path is a link to another program", agreed_link},
      {"agreed-writable", group, "the agreed file can be written by everybody", agreed_file_of_all},
  };
  for (Situation& one : all) {
    one.may_keep_nothing = one.name.starts_with("agreed-");
    // A window manager would move it to where a monitor is.
    one.only_unmanaged = one.name == "dead-zone";
    if (one.name == "large-popup") one.kept = popups_were_kept;
    if (one.name == "monitor-off" || one.name == "colours-gone") one.kept = all_is_kept_at_the_end;
  }
  return all;
}

}  // namespace insyn::leak
