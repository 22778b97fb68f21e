// Whoever watches a case: the real recorder, or a plain reader as other programs have one.
#pragma once

#include <functional>
#include <memory>

#include "leak/cast.h"
#include "leak/tally.h"
#include "support/desk.h"

namespace insyn::leak {

class Witness {
 public:
  virtual ~Witness() = default;
  // At work: what happens from now on is watched.
  virtual void wait_until_ready() = 0;
  // Waits until what was drawn before this call has been looked at.
  virtual void catch_up() = 0;
  // Waits until what has been kept so far is as `condition` wants it, for as long as any machine takes. False
  // where it never was. Of plain readers nothing is asked: these only catch up.
  virtual bool until_kept(const std::function<bool(const Tally&)>&) {
    catch_up();
    return true;
  }
  virtual Tally finish(const std::vector<Mark>& marks) = 0;
};

// What a witness needs to know. `window` is the application's, for those that are told which one to read.
struct WitnessNeeds {
  Path folder;
  const support::XServer& server;
  const support::Parties& parties;
  Path program;          // in scope
  std::string wm_class;  // that is agreed too; empty: every window of the program's is
  Path spool;
  std::string window;
};

// "insyn record"; `recorder` is the program, and INSYN_GUARDS_OFF is handed on.
std::unique_ptr<Witness> make_insyn(const WitnessNeeds& needs);
// Redirects the window and, ten times a second where there is damage, names its pixmap and reads it.
std::unique_ptr<Witness> make_plain(const WitnessNeeds& needs);
std::unique_ptr<Witness> make_ffmpeg(const WitnessNeeds& needs);
// Reads the screen where the window is, ten times a second.
std::unique_ptr<Witness> make_crop(const WitnessNeeds& needs);

std::unique_ptr<Witness> make_witness(Reader reader, const WitnessNeeds& needs);

}  // namespace insyn::leak
