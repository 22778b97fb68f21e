// The application in scope: a program with one window, whatever it is made with.
#pragma once

#include <memory>

#include "leak/cast.h"
#include "leak/hand.h"
#include "support/client.h"

namespace insyn::leak {

class App {
 public:
  virtual ~App() = default;
  // The program file that the agreement names.
  virtual Path program() const = 0;
  // Opens its window, mapped and painted. Its number.
  virtual std::string open(const Rect& at, const std::string& options) = 0;
  // One line of test_client's protocol; those that do not speak it throw.
  virtual std::string ask(const std::string& line) = 0;
  // Paints other pixels, where it can be told to.
  virtual void paint() = 0;
  virtual bool paints_when_told() const { return true; }
  // Opens a menu or the like inside its window, and closes it.
  virtual void open_menu(Hand& hand, const Rect& window) = 0;
  virtual void close_menu(Hand& hand) = 0;
  virtual support::Program& process() = 0;
};

std::unique_ptr<App> start_app(Target target, const Path& folder, const support::XServer& server, Hand& hand);

}  // namespace insyn::leak
