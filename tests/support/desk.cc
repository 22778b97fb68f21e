#include "support/desk.h"

#include <algorithm>
#include <csignal>
#include <stdexcept>

#include "base/check.h"
#include "recording/format/layout.h"
#include "support/until.h"

namespace insyn::support {
namespace {

constexpr const char* kMailColour = "FF00FF";

Path made(const Path& folder) {
  CHECK(create_folder(folder).has_value());
  return folder;
}

}  // namespace

Recorder::Recorder(const Path& folder, const std::vector<std::string>& command,
                   const Environment& environment)
    : program_(folder, command, environment) {}

Path Recorder::recording() {
  until("the recorder to begin", [&] {
    if (program_.out().ends_with('\n')) return true;
    if (program_.ended()) throw std::runtime_error("the recorder has ended: " + program_.err());
    return false;
  });
  std::string line = program_.out();
  line.pop_back();
  return line;
}

std::size_t Recorder::chunks() {
  std::size_t count = 0;
  const Path folder = recording();
  while (std::filesystem::exists(folder / recording::chunk_file_name(static_cast<std::uint32_t>(count))))
    ++count;
  return count;
}

void Recorder::wait_for_chunks(std::size_t count) {
  until(fmt::format("{} chunks", count), [&] { return chunks() >= count; });
}

void Recorder::stop() {
  program_.signal(SIGINT);
  if (program_.wait() != 0) throw std::runtime_error("the recorder did not end well: " + program_.err());
}

Desk::Desk(const std::vector<std::string>& server_options)
    : server(folder.path(), server_options),
      support_path(copy_of_test_client(folder / "support" / "kundstod")),
      mail_path(copy_of_test_client(folder / "mail" / "mailer")),
      parties(made(folder / "keys")),
      spool(made(folder / "spool")),
      support(folder.path(), server, support_path),
      mail(folder.path(), server, mail_path) {}

std::vector<std::string> Desk::record_command(const Path& agreement,
                                              const std::vector<std::string>& more) const {
  std::vector<std::string> command = {insyn(),       "record",
                                      "--agreement", agreement.string(),
                                      "--pin",       parties.file("employer.pub").string(),
                                      "--pin",       parties.file("union.pub").string(),
                                      "--roster",    parties.file("roster.note").string(),
                                      "--device",    parties.file("device.sign").string(),
                                      "--agent",     parties.file("agent.pub").string(),
                                      "--call",      "call-1",
                                      "--spool",     spool.string()};
  command.insert(command.end(), more.begin(), more.end());
  return command;
}

Environment Desk::environment() const {
  Environment environment = server.environment();
  environment["XDG_STATE_HOME"] = (folder / "state").string();
  return environment;
}

TestTerms Desk::terms() const {
  TestTerms terms;
  terms.exe = support_path;
  return terms;
}

std::unique_ptr<Recorder> Desk::record_under(const TestTerms& terms, const std::vector<std::string>& more) {
  return std::make_unique<Recorder>(folder.path(), record_command(parties.sign(terms), more), environment());
}

Ran Desk::try_to_record(const Path& agreement, const std::vector<std::string>& more) const {
  return run(folder.path(), record_command(agreement, more), environment());
}

std::size_t Desk::recordings() const {
  const auto names = list_folder(spool, 1000).value();
  return static_cast<std::size_t>(std::count_if(names.begin(), names.end(), [&](const std::string& name) {
    return std::filesystem::is_directory(spool / name);
  }));
}

std::string Desk::open_support_window(const std::string& options) {
  std::string window = support.ask("create main 100 100 400 300 " + options);
  support.ask("map main");
  support.ask("pattern main 1");
  return window;
}

std::string Desk::open_mail(int x, int y, int width, int height) {
  std::string window = mail.ask(fmt::format("create mail {} {} {} {}", x, y, width, height));
  mail.ask(fmt::format("repaint mail colour {}", kMailColour));
  mail.ask("map mail");
  mail.ask(fmt::format("fill mail 0 0 {} {} {}", width, height, kMailColour));
  return window;
}

}  // namespace insyn::support
