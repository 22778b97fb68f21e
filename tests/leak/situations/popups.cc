// Menus, tooltips and dialogs: the application's are kept, others' are not, whatever they claim.
#include "leak/situation.h"

namespace insyn::leak {
namespace {

void menu(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 3; ++round) {
    stage.open_menu();
    if (round == 1) stage.until_popup_is_kept();
    stage.beat(6);
    stage.ours().close_menu(stage.hand());
    stage.beat(2);
  }
  stage.catch_up();
}

void submenus(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (int depth = 0; depth < 4; ++depth) {
    stage.ours().ask(
        fmt::format("create sub{} {} {} 120 160 override", depth, 340 + depth * 110, 240 + depth * 20));
    stage.ours().ask(fmt::format("repaint sub{} ours", depth));
    stage.ours().ask(fmt::format("map sub{}", depth));
    stage.beat(2);
  }
  stage.until_popup_is_kept();
  for (int depth = 3; depth >= 0; --depth) stage.ours().ask(fmt::format("destroy sub{}", depth));
  stage.catch_up();
}

void tooltips(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.ours().ask("create tip 0 0 90 24 override");
  stage.ours().ask("repaint tip ours");
  stage.start_reader();
  for (int round = 0; round < 8; ++round) {
    stage.ours().ask(fmt::format("move tip {} {}", 310 + round * 30, 210 + round * 25));
    stage.ours().ask("map tip");
    stage.beat(2);
    if (round == 4) stage.until_popup_is_kept();
    stage.ours().ask("unmap tip");
  }
  stage.catch_up();
}

void dialog(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 3; ++round) {
    stage.ours().ask("create ask 360 260 250 150 class=Kundstod transient=" + stage.main());
    stage.ours().ask("repaint ask ours");
    stage.ours().ask("map ask");
    stage.beat(5);
    stage.ours().ask("destroy ask");
    stage.beat(1);
  }
  stage.catch_up();
}

// Follows the pointer, and is a window of the application: a picture of what is being dragged.
void drag_image(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.ours().ask("create drag 320 220 60 40 override");
  stage.ours().ask("repaint drag ours");
  stage.start_reader();
  stage.ours().ask("map drag");
  for (int step = 0; step < 30; ++step) {
    stage.hand().move_pointer(320 + step * 25, 220 + step * 15);
    stage.ours().ask(fmt::format("move drag {} {}", 320 + step * 25, 220 + step * 15));
    if (step % 3 == 0) stage.beat(1);
    if (step == 15) stage.until_popup_is_kept();
  }
  stage.ours().ask("destroy drag");
  stage.catch_up();
}

// An input method's or a password manager's list, of another process, right where one types.
void foreign_popup(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 4; ++round) {
    stage.open_foreign("list", {340, 260, 180, 90}, "override class=Kundstod");
    stage.ours().paint();
    stage.beat(3);
    stage.foreign().ask("destroy list");
  }
  stage.catch_up();
}

void transient_claim(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  for (const char* kind : {"", " override"}) {
    stage.open_foreign("claim", {340, 260, 220, 130},
                       "class=Kundstod title=Kundstod transient=" + stage.main() + kind);
    for (int round = 0; round < 4; ++round) {
      stage.ours().paint();
      stage.foreign().ask("noise claim");
      stage.beat(1);
    }
    stage.foreign().ask("destroy claim");
  }
  stage.catch_up();
}

void foreign_drag_image(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  stage.open_foreign("drag", {320, 220, 80, 60}, "override");
  for (int step = 0; step < 30; ++step) {
    stage.foreign().ask(fmt::format("move drag {} {}", 320 + step * 10, 220 + step * 8));
    stage.ours().paint();
    if (step % 3 == 0) stage.beat(1);
  }
  stage.catch_up();
}

}  // namespace

std::vector<Situation> popup_situations() {
  const std::string group = "popups";
  std::vector<Situation> all = {
      {"menu", group, "its menu opens and closes", menu},
      {"submenus", group, "menus open out of menus", submenus},
      {"tooltips", group, "its tooltips come and go", tooltips},
      {"dialog", group, "its dialog opens and closes", dialog},
      {"drag-image", group, "its drag image follows the pointer", drag_image},
      {"foreign-popup", group, "the list of an input method, another process, opens over it", foreign_popup},
      {"transient-claim", group, "a foreign window says that it is its dialog", transient_claim},
      {"foreign-drag-image", group, "a foreign drag image is dragged over it", foreign_drag_image},
  };
  for (Situation& one : all) {
    one.any_target = one.name == "menu" || one.name == "foreign-popup" || one.name == "transient-claim";
    one.core = one.name == "menu" || one.name == "transient-claim";
    one.shadowed = one.name == "menu" || one.name == "submenus";
    if (one.name == "menu" || one.name == "submenus" || one.name == "tooltips" || one.name == "drag-image")
      one.kept = popups_were_kept;
  }
  return all;
}

}  // namespace insyn::leak
