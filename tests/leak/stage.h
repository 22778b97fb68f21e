// The desktop that a situation happens on: an X server, a window manager, the application in scope, a foreign
// program, simulated input, and what records.
#pragma once

#include <stdexcept>

#include "leak/app.h"
#include "leak/eye.h"
#include "leak/window_manager.h"
#include "leak/witness.h"
#include "support/temp_folder.h"

namespace insyn::leak {

// Thrown where a situation cannot be run on this machine.
struct NotHere : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Cast {
  Target target = Target::kRaw;
  Manager manager = Manager::kNone;
  Reader reader = Reader::kInsyn;
};

class Stage {
 public:
  explicit Stage(const Cast& cast);

  const Cast& cast() const { return cast_; }
  App& ours() { return *ours_; }
  support::Client& foreign() { return foreign_; }
  Hand& hand() { return hand_; }
  WindowManager& manager() { return manager_; }
  support::XServer& server() { return server_; }
  const Path& folder() const { return folder_.path(); }
  // The application's window.
  const std::string& main() const { return main_; }

  void open_ours(const Rect& at = kOurs, const std::string& options = "class=Kundstod");
  // A foreign window, seen and painted. Its number.
  std::string open_foreign(const std::string& name, const Rect& at, const std::string& options = "");
  // One that covers the whole screen, below all that comes later.
  void paint_desktop_foreign();

  // The agreement is about the application's windows of this WM_CLASS alone. Before start_reader().
  void agree_on_class(const std::string& wm_class) { wm_class_ = wm_class; }
  void start_reader();
  // The same where the recorder should refuse to begin. True where it did, and said `why`; then nothing is
  // there to be counted.
  bool recorder_refuses(const std::string& why);
  bool reads() const { return witness_ != nullptr; }
  // Opens the application's menu, and sees that it is there.
  void open_menu();
  // About as long as a reader takes for so many looks. What it has seen by then is not known, and nothing may
  // be asserted on it.
  void beat(int looks = 2);
  // Until what was drawn before has surely been looked at.
  void catch_up() { witness_->catch_up(); }
  // Paints the application's window, and waits until all of it is kept as it is from then on. Where it never
  // is, that is a problem of the tally; the same for the next.
  void until_whole();
  // Waits until pixels of a popup that is open are kept.
  void until_popup_is_kept();
  // Waits until what is kept is as `condition` wants it. False where it never is. Whoever has waited in vain
  // once does not wait again.
  bool until_kept(const std::function<bool(const Tally&)>& condition) {
    return problems_.empty() && (!witness_ || witness_->until_kept(condition));
  }

  // These are noted, so that it is measured how long the picture is missing afterwards.
  void resize(int width, int height);
  void unmap();
  void map();

  // The application has ended; starts it again, without a window.
  void restart_ours() { ours_ = start_app(cast_.target, folder_.path(), server_, hand_); }

  Tally finish();

  static constexpr Rect kOurs{300, 200, 400, 300};
  static constexpr Rect kEverywhere{0, 0, 1280, 800};

 private:
  void put_desktop_below_ours();
  void mark(Mark::Kind kind) { marks_.push_back({kind, clock_.mono()}); }

  const Cast cast_;
  SystemClock clock_;
  support::TempFolder folder_;
  support::XServer server_;
  Hand hand_;
  WindowManager manager_;
  support::Parties parties_;
  Path spool_;
  support::Client foreign_;
  std::unique_ptr<App> ours_;
  std::string main_;
  std::string wm_class_;
  std::vector<Mark> marks_;
  std::vector<std::string> problems_;
  bool foreign_desktop_ = false;
  std::unique_ptr<Eye> eye_;
  std::unique_ptr<Witness> witness_;
};

}  // namespace insyn::leak
