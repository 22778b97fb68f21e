// Other programs' windows above: whoever reads the screen reads them.
#include <thread>

#include "leak/situation.h"

namespace insyn::leak {
namespace {

constexpr Rect kOver{350, 250, 200, 150};

void paint_for_a_while(Stage& stage, int looks) {
  for (int look = 0; look < looks; ++look) {
    stage.ours().paint();
    stage.beat(1);
  }
}

void occluder(Stage& stage) {
  stage.open_ours();
  stage.open_foreign("mail", kOver);
  stage.start_reader();
  paint_for_a_while(stage, 8);
  stage.catch_up();
}

// It is there for a moment, between a check and the reading that relies on it.
void flickering(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  stage.open_foreign("mail", kOver, "override");
  for (int round = 0; round < 60; ++round) {
    stage.foreign().ask(round % 2 == 0 ? "unmap mail" : "map mail");
    if (round % 2 == 1) stage.foreign().ask("raise mail");
    stage.ours().paint();
    std::this_thread::sleep_for(std::chrono::milliseconds(13));
  }
  stage.catch_up();
}

void notification(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 3; ++round) {
    stage.open_foreign("note", {520, 210, 160, 60}, "override");
    paint_for_a_while(stage, 4);
    stage.foreign().ask("destroy note");
    stage.beat(1);
  }
  stage.catch_up();
}

void foreign_goes_full_screen(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  const std::string window = stage.open_foreign("film", Stage::kEverywhere);
  stage.hand().set_state(window, "FULLSCREEN", true);
  paint_for_a_while(stage, 6);
  stage.foreign().ask("destroy film");
  paint_for_a_while(stage, 2);
  stage.catch_up();
}

// The pointer is only ever kept while it is really over the application.
void pointer_over_occluder(Stage& stage) {
  stage.hand().move_pointer(5, 5);
  stage.open_ours();
  stage.open_foreign("mail", kOver);
  stage.start_reader();
  for (int step = 0; step < 8; ++step) {
    stage.hand().move_pointer(kOver.x + 20 + step * 10, kOver.y + 20 + step * 10);
    stage.ours().paint();
    stage.beat(1);
  }
  stage.hand().move_pointer(5, 5);
  stage.catch_up();
}

std::string pointer_was_not_kept(const Tally& tally) {
  for (const Point& at : tally.pointer) {
    if (!intersection({at.x, at.y, 1, 1}, kOver).empty()) return "the pointer was kept over a foreign window";
  }
  return "";
}

void focus_theft(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 4; ++round) {
    const std::string thief = stage.open_foreign("thief", {320, 220, 360, 260});
    stage.hand().restore(thief);
    paint_for_a_while(stage, 2);
    stage.hand().restore(stage.main());
    stage.hand().raise(stage.main());
    paint_for_a_while(stage, 2);
    stage.foreign().ask("destroy thief");
  }
  stage.catch_up();
}

void beside(Stage& stage) {
  stage.open_ours();
  stage.open_foreign("mail", {720, 200, 300, 300});
  stage.start_reader();
  for (int round = 0; round < 6; ++round) {
    stage.foreign().ask("noise mail");
    stage.ours().paint();
    stage.beat(1);
  }
  stage.catch_up();
}

void undisturbed(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 3; ++round) {
    stage.until_whole();
    paint_for_a_while(stage, 10);
  }
  stage.until_whole();
}

// On a machine that is too busy the indicator is painted or seen too late, and nothing is kept without it.
std::string only_the_indicator_was_missing(const Tally& tally) {
  for (const track::Withheld why : tally.withheld_since_whole) {
    if (why != track::Withheld::kNoIndicator)
      return fmt::format("an undisturbed window was withheld after it was whole: {}", code_of(why));
  }
  return "";
}

std::string hardly_anything_is_withheld(const Tally& tally) {
  // The whole is withheld until its first picture.
  return tally.withheld_share() <= 0.10
             ? ""
             : fmt::format("{:.1f} % of an undisturbed window were withheld", 100 * tally.withheld_share());
}

}  // namespace

std::vector<Situation> cover_situations() {
  const std::string group = "cover";
  std::vector<Situation> all = {
      {"undisturbed", group, "nothing happens but its own painting", undisturbed},
      {"occluder", group, "a foreign window lies over a part of it", occluder},
      {"flicker", group, "a foreign window over it comes and goes faster than it is read", flickering},
      {"notification", group, "notifications appear over it", notification},
      {"foreign-full-screen", group, "a foreign window goes full screen", foreign_goes_full_screen},
      {"pointer", group, "the pointer moves over a foreign window that lies over it", pointer_over_occluder},
      {"focus-theft", group, "a foreign window takes the focus and is raised above it", focus_theft},
      {"beside", group, "it is visible without the focus; a foreign window beside it paints", beside},
  };
  for (Situation& one : all) {
    one.any_target = one.name != "pointer";
    one.core = one.name == "occluder" || one.name == "undisturbed";
    one.shadowed = one.name == "beside";
    one.measured = one.name == "undisturbed";
    if (one.name == "pointer") one.never = pointer_was_not_kept;
    if (one.name != "undisturbed") continue;
    one.kept = all_is_kept_at_the_end;
    one.never = only_the_indicator_was_missing;
    one.alone = hardly_anything_is_withheld;
  }
  return all;
}

}  // namespace insyn::leak
