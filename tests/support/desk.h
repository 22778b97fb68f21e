// A desk for tests: an X server, a support system and a mail program (copies of test_client, so that each is
// a program of its own), both parties' keys, a spool, and the recorder.
#pragma once

#include <optional>

#include "support/client.h"
#include "support/frames.h"
#include "support/parties.h"
#include "support/temp_folder.h"

namespace insyn::support {

// A running recorder.
class Recorder {
 public:
  Recorder(const Path& folder, const std::vector<std::string>& command, const Environment& environment);

  // Waits until it has printed its recording's folder.
  Path recording();
  // Waits until as many chunks as that are on the disk.
  void wait_for_chunks(std::size_t count);
  // Waits until what was drawn before this call is on the disk.
  void wait_for_next_chunk() { wait_for_chunks(chunks() + 1); }
  std::size_t chunks();
  // Ctrl-C, and waits for its end; throws if it failed.
  void stop();
  Program& program() { return program_; }

 private:
  Program program_;
  Path recording_;
};

class Desk {
 public:
  explicit Desk(const std::vector<std::string>& server_options = {});

  // "insyn record" with whatever else is given.
  std::vector<std::string> record_command(const Path& agreement,
                                          const std::vector<std::string>& more = {}) const;
  std::unique_ptr<Recorder> record(const std::vector<std::string>& more = {}) {
    return record_under(terms(), more);
  }
  std::unique_ptr<Recorder> record_under(const TestTerms& terms, const std::vector<std::string>& more = {});
  // The display, and a state folder of its own.
  Environment environment() const;
  // Runs "insyn record" to its end, for what is refused.
  Ran try_to_record(const Path& agreement, const std::vector<std::string>& more = {}) const;
  // How many lie in the spool, begun or not.
  std::size_t recordings() const;

  // A good agreement on the support system.
  TestTerms terms() const;
  // A window of the support system at 100,100 with 400×300 pixels, mapped and painted. Its number.
  std::string open_support_window(const std::string& options = "class=Kundstod");
  // A window of the mail program, #FF00FF and mapped.
  std::string open_mail(int x, int y, int width, int height);

  TempFolder folder;
  XServer server;
  Path support_path, mail_path;
  Parties parties;
  Path spool;
  Client support, mail;
};

}  // namespace insyn::support
