// The recorder as a service on a test's desk, and the commands to it.
#pragma once

#include "support/desk.h"

namespace insyn::support {

class Service {
 public:
  explicit Service(Desk& desk);

  // From now on several agents share the computer: all on the roster.
  void set_shared() { shared_ = true; }
  // What insyn enrol does; again: replaces the agreement.
  void enrol(const TestTerms& terms);
  Path enrolment() const { return desk_.folder / "enrolment"; }
  // Where a link would put what it brings; not there unless a test makes it.
  Path feed() const { return desk_.folder / "feed"; }
  // The recorder's, once enrolled.
  std::vector<std::string> command() const;
  // Enrols, starts it, and waits until it answers. `before`: a command that runs it.
  void start(const TestTerms& terms, const std::vector<std::string>& before = {});
  // The same without enrolling: until it says `ready`.
  void start_enrolled(const std::vector<std::string>& before, const std::string& ready);
  // insyn call with these words.
  Ran call(const std::vector<std::string>& words) const;
  // The same, typed by the agent at a terminal.
  Ran call_at_terminal(const std::vector<std::string>& words) const { return call(words, Input::kTerminal); }
  // Its activity by its own word: "idle", "recording" and so on.
  std::string activity() const;
  // Begins the call and waits until something of it is on the disk: the recording's folder.
  Path begin(const std::string& id);
  static std::size_t chunks(const Path& recording);
  static void wait_for_next_chunk(const Path& recording);

  Program& program() { return *program_; }
  // The indicator, started with the recorder. Again: where it has ended.
  // `enrolled`: with this workstation's enrolment, which it then shows the agent in a window.
  void start_tray(bool enrolled = false);
  // The tray's display, where that is not the desk's.
  void set_tray_display(const std::string& display) { tray_display_ = display; }
  // With a library in front of its own that hides itself from it.
  void start_tray_with_library();
  void set_language(const std::string& language) { language_ = language; }
  // How many of the screen's pixels the tray's windows have for one of theirs, as a desktop sets it.
  void set_scale(const std::string& scale) { scale_ = scale; }
  // Of the test's own; without, its programs reach none.
  void set_session_bus(const std::string& address) { session_bus_ = address; }
  Program& tray() { return *tray_; }
  Path runtime_folder() const { return desk_.folder / "run"; }
  Environment environment() const;

 private:
  Ran call(const std::vector<std::string>& words, Input input) const;

  Desk& desk_;
  std::string language_ = "en";
  std::string session_bus_;
  std::string scale_;
  std::string tray_display_;
  bool shared_ = false;
  std::unique_ptr<Program> program_;
  std::unique_ptr<Program> tray_;
};

}  // namespace insyn::support
