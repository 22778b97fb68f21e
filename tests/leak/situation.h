// What happens on a desktop while a call is recorded.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "leak/stage.h"

namespace insyn::leak {

struct Situation {
  std::string name;
  std::string group;
  std::string what;  // one line, for docs/leaks.md
  std::function<void(Stage&)> act;

  bool any_target = false;        // makes sense for every application, not only for one that can be told all
  bool needs_manager = false;     // nothing happens without a window manager
  bool only_unmanaged = false;    // a window manager would not let it happen
  bool core = false;              // part of the short form under every window manager
  bool shadowed = false;          // part of the short form where a compositor casts shadows
  bool measured = false;          // how much and how long something is missing is a figure of docs/leaks.md
  bool plain_leaks = false;       // the plain reader has to be caught here
  bool may_keep_nothing = false;  // no pixel can be told to be the application's
  bool ends_recorder = false;     // the recorder has nothing left to record, and says so
  // What else has to hold of Insyn's recording; the sentence says what does not. What has to be kept is
  // waited for; what must not be, whenever it was. How much is kept depends on the machine: that is asked
  // where nothing else runs on it.
  std::function<std::string(const Tally&)> kept = {};
  std::function<std::string(const Tally&)> never = {};
  std::function<std::string(const Tally&)> alone = {};
};

std::vector<Situation> growth_situations();    // new pixmaps
std::vector<Situation> cover_situations();     // other windows above
std::vector<Situation> inside_situations();    // windows of one program inside the other's
std::vector<Situation> popup_situations();     // menus, tooltips, dialogs
std::vector<Situation> mark_situations();      // what nobody sees to be recorded
std::vector<Situation> identity_situations();  // whose window it is
std::vector<Situation> desktop_situations();   // what window managers and screens do
std::vector<Situation> ending_situations();    // programs and servers that end

const std::vector<Situation>& all_situations();
const Situation* find_situation(const std::string& name);

// For `kept`.
std::string nothing_is_open_at_the_end(const Tally& tally);
std::string popups_were_kept(const Tally& tally);
std::string all_is_kept_at_the_end(const Tally& tally);

}  // namespace insyn::leak
