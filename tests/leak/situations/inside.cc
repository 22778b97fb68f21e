// Windows of one program inside another's: X lets anybody put a window anywhere.
#include "leak/situation.h"

namespace insyn::leak {
namespace {

std::string put_foreign_inside(Stage& stage, const std::string& into, int x = 20, int y = 20) {
  std::string window = stage.foreign().ask("create guest 900 50 200 150 override");
  stage.foreign().ask("repaint guest foreign");
  stage.foreign().ask(fmt::format("reparent guest {} {} {}", into, x, y));
  stage.foreign().ask("map guest");
  stage.foreign().ask("noise guest");
  return window;
}

void comes_in(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  put_foreign_inside(stage, stage.main());
  for (int round = 0; round < 5; ++round) {
    stage.foreign().ask("noise guest");
    stage.ours().ask("fill main 300 0 50 50 20a020");
    stage.beat(1);
  }
  stage.catch_up();
}

void is_born_inside(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 5; ++round) {
    stage.foreign().ask("create guest 20 20 200 150 parent=" + stage.main());
    stage.foreign().ask("repaint guest foreign");
    stage.foreign().ask("map guest");
    stage.foreign().ask("noise guest");
    stage.ours().ask("fill main 300 0 50 50 20a020");
    stage.beat(round % 3);
    stage.foreign().ask("destroy guest");
    stage.beat(1);
  }
  stage.catch_up();
}

// What it has painted stays where it was, as the application does not paint it over.
void leaves_its_picture(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  put_foreign_inside(stage, stage.main());
  stage.beat(3);
  stage.ours().ask("repaint main nothing");
  stage.foreign().ask("noise guest");
  stage.foreign().ask("unmap guest");
  stage.beat(3);
  stage.ours().ask("fill main 0 0 30 30 20a020");
  stage.beat(2);
  stage.catch_up();
}

void in_and_out(Stage& stage) {
  stage.open_ours();
  stage.ours().ask("repaint main nothing");
  stage.start_reader();
  put_foreign_inside(stage, stage.main());
  for (int round = 0; round < 20; ++round) {
    stage.foreign().ask("reparent guest 0 900 50");
    if (round % 4 == 0) stage.beat(1);
    stage.foreign().ask("reparent guest " + stage.main() + " 20 20");
    stage.foreign().ask("noise guest");
    if (round % 4 == 2) stage.beat(1);
  }
  stage.foreign().ask("destroy guest");
  stage.beat(3);
  stage.catch_up();
}

// Through an inner window so new that nobody has looked at it yet.
void through_a_new_child(Stage& stage) {
  stage.open_ours();
  stage.ours().ask("repaint main nothing");
  stage.start_reader();
  for (int round = 0; round < 6; ++round) {
    const std::string part = stage.ours().ask("create part 50 50 300 200 parent=main");
    stage.ours().ask("repaint part nothing");
    stage.ours().ask("map part");
    put_foreign_inside(stage, part, 0, 0);
    stage.foreign().ask("destroy guest");
    stage.beat(2);
    stage.ours().ask("destroy part");
    stage.beat(1);
  }
  stage.catch_up();
}

// Nobody else is served while a foreign program puts its window in: the reader has asked for the pixels by
// then and gets them with the foreign window on them.
void in_the_middle_of_a_read(Stage& stage) {
  stage.open_ours();
  stage.ours().ask("repaint main nothing");
  stage.start_reader();
  Hand& hand = stage.hand();
  for (int round = 0; round < 3; ++round) {
    hand.hold_server();
    hand.draw_on(stage.main());
    stage.beat(4);
    hand.put_painted_window_into(stage.main(), {10, 10, 150, 100});
    hand.let_server_go();
    stage.beat(3);
    hand.take_painted_window_away();
    stage.ours().paint();
    stage.beat(3);
  }
  stage.catch_up();
}

// The same, but that the window has gone again before the reader is served.
void through_the_middle_of_a_read(Stage& stage) {
  stage.open_ours();
  stage.ours().ask("repaint main nothing");
  stage.start_reader();
  Hand& hand = stage.hand();
  for (int round = 0; round < 3; ++round) {
    hand.hold_server();
    hand.draw_on(stage.main());
    stage.beat(4);
    hand.put_painted_window_into(stage.main(), {10, 10, 150, 100});
    hand.take_painted_window_away();
    hand.let_server_go();
    stage.beat(4);
    stage.ours().paint();
  }
  stage.catch_up();
}

// As a program does that shows another's window in a panel of its own.
void ours_into_foreign(Stage& stage) {
  stage.open_ours();
  const std::string frame = stage.open_foreign("frame", {100, 100, 700, 500});
  stage.start_reader();
  stage.ours().ask("reparent main " + frame + " 150 100");
  for (int round = 0; round < 4; ++round) {
    stage.foreign().ask("noise frame");
    stage.ours().paint();
    stage.hand().resize(stage.main(), 300 + round * 40, 200 + round * 40);
    stage.beat(3);
  }
  stage.foreign().ask("resize frame 200 200");
  stage.foreign().ask("create over 160 110 100 100 parent=frame");
  stage.foreign().ask("repaint over foreign");
  stage.foreign().ask("map over");
  stage.beat(2);
  stage.ours().ask("reparent main 0 300 200");
  stage.beat(3);
  stage.ours().paint();
  stage.catch_up();
}

// The desktop's picture shows through where a window says that it has no picture of its own.
void parent_relative(Stage& stage) {
  stage.hand().paint_desktop();
  stage.open_ours(Stage::kOurs, "class=Kundstod relative");
  stage.ours().ask("repaint main nothing");
  stage.start_reader();
  stage.unmap();
  stage.map();
  stage.beat(3);
  stage.ours().ask("fill main 0 0 50 50 20a020");
  stage.ours().ask("clear main 100 100 200 150");
  stage.resize(500, 350);
  stage.catch_up();
}

// Chosen while it is being recorded, which no event tells.
void parent_relative_late(Stage& stage) {
  stage.hand().paint_desktop();
  stage.open_ours(Stage::kOurs, "class=Kundstod background=208020");
  stage.start_reader();
  for (int round = 0; round < 4; ++round) {
    stage.ours().ask("background main relative");
    stage.ours().ask(fmt::format("clear main {} 60 200 150", round * 50));
    stage.beat(3);
    stage.ours().ask("fill main 0 0 350 250 20a020");
    stage.ours().ask("background main 208020");
    stage.ours().paint();
    stage.beat(3);
  }
  stage.catch_up();
}

}  // namespace

std::vector<Situation> inside_situations() {
  const std::string group = "inside";
  std::vector<Situation> all = {
      {"foreign-comes-in", group, "a foreign program reparents its window into it", comes_in},
      {"foreign-born-inside", group, "a foreign program opens a window inside it", is_born_inside},
      {"foreign-leaves-picture", group, "a foreign window inside goes and its picture stays",
       leaves_its_picture},
      {"foreign-in-and-out", group, "a foreign window inside comes and goes faster than it is read",
       in_and_out},
      {"foreign-in-new-child", group, "a foreign window passes through an inner window that is new",
       through_a_new_child},
      {"foreign-mid-read", group, "a foreign window comes in while the pixels are being read",
       in_the_middle_of_a_read},
      {"foreign-through-mid-read", group, "a foreign window comes and goes while the pixels are being read",
       through_the_middle_of_a_read},
      {"ours-into-foreign", group, "it is put into a foreign window, and comes back", ours_into_foreign},
      {"parent-relative", group, "its background is its parent's, the desktop's picture", parent_relative},
      {"parent-relative-late", group, "its background becomes its parent's", parent_relative_late},
  };
  for (Situation& one : all) {
    one.core = one.name == "foreign-comes-in";
    one.may_keep_nothing = one.name == "foreign-mid-read" || one.name == "foreign-in-and-out" ||
                           one.name == "foreign-in-new-child" || one.name == "parent-relative";
    one.only_unmanaged = one.name == "ours-into-foreign" || one.name.starts_with("parent-relative");
    one.plain_leaks = one.name == "foreign-comes-in" || one.name == "foreign-leaves-picture";
  }
  return all;
}

}  // namespace insyn::leak
