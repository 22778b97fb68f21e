// Programs, servers and the recorder's own time come to an end in the middle of things.
#include <csignal>
#include <thread>

#include "leak/situation.h"

namespace insyn::leak {
namespace {

void destroyed(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  stage.until_whole();
  stage.ours().ask("destroy main");
  stage.open_foreign("mail", Stage::kOurs);
  for (int look = 0; look < 5; ++look) {
    stage.foreign().ask("noise mail");
    stage.beat(1);
  }
  stage.catch_up();
}

// A picture of a window that cannot be seen any more is not a live one.
void hidden(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  stage.until_whole();
  stage.hand().unmap(stage.main());
  stage.open_foreign("mail", Stage::kOurs);
  stage.beat(5);
  stage.catch_up();
}

void target_crashes(Stage& stage) {
  stage.open_ours();
  stage.start_reader();
  stage.until_whole();
  for (int round = 0; round < 3; ++round) {
    stage.resize(500 + round * 50, 400);
    stage.ours().process().signal(SIGKILL);
    stage.ours().process().wait();
    stage.beat(2);
    stage.restart_ours();
    stage.open_ours();
    stage.beat(3);
  }
  stage.ours().process().signal(SIGKILL);
  stage.ours().process().wait();
  stage.beat(3);
  stage.catch_up();
}

void server_dies(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  stage.until_whole();
  for (int step = 0; step < 20; ++step) {
    stage.hand().resize(stage.main(), 300 + step * 10, 300);
    std::this_thread::sleep_for(std::chrono::milliseconds(17));
  }
  stage.server().kill_now();
  stage.beat(5);
}

// Somebody keeps the server to himself, as a screenshot program or an open menu may.
void server_held(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  for (int round = 0; round < 3; ++round) {
    stage.ours().paint();
    stage.hand().hold_server();
    stage.beat(7);
    stage.hand().resize(stage.main(), 500 + round * 50, 400);
    stage.hand().let_server_go();
    stage.beat(3);
  }
  stage.catch_up();
}

void stopped_mid_change(Stage& stage) {
  stage.paint_desktop_foreign();
  stage.open_ours();
  stage.start_reader();
  stage.until_whole();
  stage.hand().unmap(stage.main());
  stage.hand().map(stage.main());
  stage.hand().resize(stage.main(), 700, 500);
}

}  // namespace

std::vector<Situation> ending_situations() {
  const std::string group = "endings";
  std::vector<Situation> all = {
      {"destroyed", group, "its window is destroyed, a foreign one opens in the same place", destroyed},
      {"hidden", group, "its window is hidden, a foreign one is where it was", hidden},
      {"target-crash", group, "it crashes and is started again", target_crashes},
      {"server-dies", group, "the X server dies in the middle of reads", server_dies},
      {"server-held", group, "a program keeps the X server to itself while the window grows", server_held},
      {"stopped-mid-change", group, "the recording is stopped while the window grows", stopped_mid_change},
  };
  for (Situation& one : all) {
    one.ends_recorder = one.name == "server-dies";
    one.any_target = one.name == "server-held" || one.name == "stopped-mid-change";
    if (one.name == "destroyed" || one.name == "hidden" || one.name == "target-crash")
      one.kept = nothing_is_open_at_the_end;
  }
  return all;
}

}  // namespace insyn::leak
