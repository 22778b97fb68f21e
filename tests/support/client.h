// A running copy of test_client, and windows' own pixels for comparison.
#pragma once

#include "support/x_server.h"
#include "track/codec/pixels.h"

namespace insyn::support {

class Client {
 public:
  // Runs `program`, which is test_client, a copy of it or another that speaks its protocol, on `server`.
  Client(const Path& folder, const XServer& server, const Path& program,
         const std::vector<std::string>& arguments = {}, const Environment& environment = {});

  // Sends one line (see test_client.cc) and waits for its answer; throws where that is an error. What comes
  // after "ok ".
  std::string ask(const std::string& line);
  Program& program() { return program_; }

 private:
  Program program_;
  std::size_t read_ = 0;
};

// Where the built test_client lies; and a copy of it under another path.
Path test_client();
Path copy_of_test_client(const Path& to);

// What is on the screen inside `window`, whose number test_client told: its own pixels where nothing lies
// over it.
track::Image pixels_of(const XServer& server, const std::string& window);
// The whole screen.
track::Image pixels_of_screen(const XServer& server);

}  // namespace insyn::support
