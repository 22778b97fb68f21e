// New pixmaps: what the server copies into them must not be kept.
#include <thread>

#include "leak/situation.h"

namespace insyn::leak {
namespace {

void redirect_while_occluded(Stage& stage) {
  stage.open_ours();
  stage.open_foreign("mail", Stage::kEverywhere);
  stage.start_reader();
  stage.beat(4);
  stage.ours().paint();
  stage.catch_up();
}

void grow_topmost(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 4; ++round) {
    stage.resize(700, 500);
    stage.beat(5);
    stage.resize(200, 150);
    stage.beat(5);
  }
  stage.catch_up();
}

void remap(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 4; ++round) {
    stage.unmap();
    stage.beat();
    stage.map();
    stage.beat(5);
  }
  stage.catch_up();
}

void remap_at_once(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 20; ++round) {
    stage.hand().unmap(stage.main());
    stage.hand().map(stage.main());
    if (round % 3 == 0) stage.beat(1);
  }
  stage.catch_up();
}

void minimise(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 3; ++round) {
    stage.hand().iconify(stage.main());
    stage.beat(3);
    stage.hand().restore(stage.main());
    stage.beat(5);
  }
  stage.catch_up();
}

void hundred_sizes(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (int size = 0; size < 100; ++size) {
    stage.hand().resize(stage.main(), 200 + size * 37 % 500, 150 + size * 53 % 400);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  stage.beat(5);
  stage.resize(400, 300);
  stage.catch_up();
}

// It is moved after its pixels were allocated and before it has drawn: the server reports a move as drawing.
void moved_before_drawn(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.ours().ask("delay main 600");
  stage.start_reader();
  for (int round = 0; round < 3; ++round) {
    stage.hand().unmap(stage.main());
    stage.hand().map(stage.main());
    stage.beat(2);
    stage.hand().move(stage.main(), 200 + round * 50, 150);
    stage.beat(6);
  }
  stage.catch_up();
}

// Between two looks the window has the size that it had before, and another pixmap.
void there_and_back(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 20; ++round) {
    stage.hand().resize(stage.main(), 600, 500);
    stage.hand().resize(stage.main(), 400, 300);
    if (round % 2 == 0) stage.beat(1);
  }
  stage.catch_up();
}

void never_painted(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.ours().ask("repaint main nothing");
  stage.start_reader();
  stage.hand().resize(stage.main(), 700, 500);
  for (int round = 0; round < 4; ++round) {
    stage.beat(2);
    stage.ours().ask("fill main 0 0 100 100 20a020");
    // So scattered that the whole around it is read.
    stage.ours().ask("scatter main 20a020");
  }
  stage.catch_up();
}

// The server says that the whole rectangle around a line was drawn.
void a_line_only(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  stage.ours().ask("repaint main nothing");
  stage.unmap();
  stage.map();
  for (int round = 0; round < 3; ++round) {
    stage.ours().ask("line main 20a020");
    stage.beat();
  }
  stage.catch_up();
}

void border_width(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (const int width : {10, 0, 30, 5, 0}) {
    stage.hand().set_border(stage.main(), width);
    stage.beat(4);
    stage.ours().paint();
    stage.beat(2);
  }
  stage.catch_up();
}

// Its own parts come, go and grow over what was never painted.
void own_children(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 6; ++round) {
    stage.ours().ask("create part 50 50 150 100 parent=main");
    stage.ours().ask("repaint part ours");
    stage.ours().ask("map part");
    stage.beat(1);
    stage.ours().ask("resize part 300 200");
    stage.beat(1);
    stage.hand().resize(stage.main(), 400 + round * 20, 300 + round * 20);
    stage.ours().ask("destroy part");
    stage.beat(1);
  }
  stage.catch_up();
}

void moved_about(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (int step = 0; step < 30; ++step) {
    stage.hand().move(stage.main(), -300 + step * 50, 600 - step * 30);
    stage.ours().paint();
    if (step % 3 == 0) stage.beat(1);
  }
  stage.catch_up();
}

// Whoever looks at the window sees its new border before it reads the event that tells of it.
void border_mid_look(Stage& stage) {
  stage.open_ours();
  stage.hand().set_border(stage.main(), 20);
  stage.start_reader();
  Hand& hand = stage.hand();
  for (int round = 0; round < 4; ++round) {
    hand.hold_server();
    hand.put_painted_window_into(std::to_string(hand.root()), {900, 600, 50, 50});
    stage.beat(2);
    hand.set_border(stage.main(), 14 - round);
    hand.let_server_go();
    hand.take_painted_window_away();
    stage.beat(3);
    stage.ours().paint();
    stage.beat(2);
  }
  stage.catch_up();
}

}  // namespace

std::vector<Situation> growth_situations() {
  const std::string group = "growth";
  std::vector<Situation> all = {
      {"redirect-occluded", group, "recording begins while a foreign window covers all of it",
       redirect_while_occluded},
      {"grow", group, "it grows and shrinks while it is topmost", grow_topmost},
      {"remap", group, "it is unmapped and mapped again", remap},
      {"remap-at-once", group, "it is unmapped and mapped again at once, repeatedly", remap_at_once},
      {"minimise", group, "it is minimised and restored", minimise},
      {"hundred-sizes", group, "a hundred sizes in two seconds", hundred_sizes},
      {"there-and-back", group, "it is resized twice between two reads, back to the same size",
       there_and_back},
      {"moved-before-drawn", group, "it is mapped, and moved before it has drawn", moved_before_drawn},
      {"never-painted", group, "it grows and never paints the new part", never_painted},
      {"line-only", group, "after it is mapped it paints a line and nothing else", a_line_only},
      {"border", group, "its border grows and is removed", border_width},
      {"border-mid-look", group, "its border changes during a read", border_mid_look},
      {"own-children", group, "its own inner windows come, grow and go", own_children},
      {"off-the-edge", group, "it is dragged about and over the screen's edges", moved_about},
  };
  for (Situation& one : all) {
    one.any_target = one.name != "never-painted" && one.name != "moved-before-drawn" &&
                     one.name != "line-only" && one.name != "own-children" && !one.name.starts_with("border");
    one.needs_manager = one.name == "minimise";
    one.only_unmanaged = one.name.starts_with("border");
    one.measured = one.name == "grow" || one.name == "remap";
    one.core = one.name == "grow" || one.name == "remap" || one.name == "redirect-occluded" ||
               one.name == "minimise" || one.name == "hundred-sizes";
    one.plain_leaks = one.name == "grow" || one.name == "remap" || one.name == "redirect-occluded" ||
                      one.name == "never-painted" || one.name == "line-only";
  }
  return all;
}

}  // namespace insyn::leak
