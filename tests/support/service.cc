#include "support/service.h"

#include <algorithm>
#include <stdexcept>

#include "os/file.h"
#include "support/until.h"

namespace insyn::support {

Service::Service(Desk& desk) : desk_(desk) {
  if (!ensure_private_folder(runtime_folder())) throw std::runtime_error("no runtime folder");
}

Environment Service::environment() const {
  Environment environment = desk_.server.environment();
  environment["XDG_STATE_HOME"] = (desk_.folder / "state").string();
  environment["XDG_DATA_HOME"] = (desk_.folder / "share").string();
  environment["XDG_CONFIG_HOME"] = (desk_.folder / "config").string();
  if (!session_bus_.empty()) environment["DBUS_SESSION_BUS_ADDRESS"] = session_bus_;
  if (!scale_.empty()) environment["QT_SCALE_FACTOR"] = scale_;
  environment["XDG_RUNTIME_DIR"] = runtime_folder().string();
  return environment;
}

void Service::enrol(const TestTerms& terms) {
  std::vector<std::string> command = {insyn(),       "enrol",
                                      "--agreement", desk_.parties.sign(terms).string(),
                                      "--pin",       desk_.parties.file("employer.pub").string(),
                                      "--pin",       desk_.parties.file("union.pub").string(),
                                      "--roster",    desk_.parties.file("roster.note").string(),
                                      "--device",    desk_.parties.file("device.sign").string(),
                                      "--to",        enrolment().string()};
  if (!shared_) {
    command.emplace_back("--agent");
    command.push_back(desk_.parties.file("agent.pub").string());
  }
  const Ran ran = run(desk_.folder.path(), command, environment());
  if (ran.code != 0) throw std::runtime_error("the workstation is not enrolled: " + ran.err);
}

std::vector<std::string> Service::command() const {
  return {(Path(INSYN_BIN_DIR) / "insyn-recorder").string(),
          "--enrolment",
          enrolment().string(),
          "--spool",
          desk_.spool.string(),
          "--feed",
          feed().string()};
}

void Service::start(const TestTerms& terms, const std::vector<std::string>& before) {
  enrol(terms);
  start_enrolled(before, "ready; no call");
  if (!tray_ || tray_->ended()) start_tray();
  until("the tray to be there", [&] {
    return call({"status", "--json"}).out.find("\"indicated\": true") != std::string::npos;
  });
}

void Service::start_enrolled(const std::vector<std::string>& before, const std::string& ready) {
  std::vector<std::string> command = before;
  for (const std::string& word : this->command()) command.push_back(word);
  program_ = std::make_unique<Program>(desk_.folder.path(), command, environment());
  until("the recorder to be ready", [&] {
    if (program_->ended()) throw std::runtime_error("the recorder has ended: " + program_->err());
    return program_->err().find(ready) != std::string::npos;
  });
}

void Service::start_tray(bool enrolled) {
  Environment tray_environment = environment();
  if (!tray_display_.empty()) tray_environment["DISPLAY"] = tray_display_;
  tray_ = std::make_unique<Program>(
      desk_.folder.path(),
      std::vector<std::string>{(Path(INSYN_BIN_DIR) / "insyn-tray").string(), "--enrolment",
                               enrolled ? enrolment().string() : "/nowhere", "--spool", desk_.spool.string(),
                               "--language", language_},
      tray_environment);
}

void Service::start_tray_with_library() {
  Environment with_library = environment();
  with_library["LD_PRELOAD"] = INSYN_PRELOADED;
  tray_ = std::make_unique<Program>(
      desk_.folder.path(),
      std::vector<std::string>{(Path(INSYN_BIN_DIR) / "insyn-tray").string(), "--enrolment", "/nowhere",
                               "--spool", desk_.spool.string(), "--language", language_},
      with_library);
}

Ran Service::call(const std::vector<std::string>& words) const { return call(words, Input::kPipe); }

Ran Service::call(const std::vector<std::string>& words, Input input) const {
  std::vector<std::string> command = {insyn(), "call"};
  command.insert(command.end(), words.begin(), words.end());
  return run(desk_.folder.path(), command, environment(), input);
}

std::string Service::activity() const {
  std::string told = call({"status", "--json"}).out;
  const std::string begin = "\"activity\": \"";
  const std::size_t at = told.find(begin);
  if (at == std::string::npos) return told;
  return told.substr(at + begin.size(), told.find('"', at + begin.size()) - at - begin.size());
}

Path Service::begin(const std::string& id) {
  const Ran begun = call({"begin", id});
  if (begun.code != 0) throw std::runtime_error("the call is not recorded: " + begun.err);
  Path folder = desk_.spool / begun.out.substr(0, begun.out.find('\n'));
  until("a chunk", [&] { return chunks(folder) > 0; });
  return folder;
}

std::size_t Service::chunks(const Path& recording) {
  const std::vector<std::string> names = list_folder(recording, 100'000).value_or(std::vector<std::string>());
  // Statements on calls are numbered with them.
  const auto is_of_pictures = [](const std::string& name) { return name.ends_with(".chunk.age"); };
  return static_cast<std::size_t>(std::count_if(names.begin(), names.end(), is_of_pictures));
}

void Service::wait_for_next_chunk(const Path& recording) {
  const std::size_t before = chunks(recording);
  until("one more chunk", [&] { return chunks(recording) > before; });
}

}  // namespace insyn::support
