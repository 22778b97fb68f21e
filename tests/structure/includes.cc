#include "includes.h"

#include <algorithm>
#include <regex>

namespace insyn::structure {
namespace {

// A part of src/: a folder, or a file by its name without ending. The longest name that fits a file is its
// part.
struct Part {
  std::string name;
  std::vector<std::string> may_include;  // besides itself
};

// Dependencies point one way: base ← {agreement, seal, track} ← recording ← {recorder, link, tray, server,
// cli}. A capture knows nothing of sealing and sealing nothing of captures; the pipeline and the recording of
// a call join them. The two parties' keys meet in the command line and in the tray only.
const std::vector<Part>& parts() {
  static const std::vector<Part> all = {
      {"base", {}},
      {"indicator", {"base"}},
      {"control", {"base", "indicator"}},
      {"agreement", {"base"}},
      {"seal", {"base"}},
      {"seal/open*", {"base", "seal"}},
      {"track", {"base"}},
      {"track/export", {"base", "track"}},
      {"recording", {"base", "agreement", "seal", "track"}},

      {"recorder/guards", {}},
      {"recorder/capture", {"base", "indicator", "track", "recorder/guards"}},
      {"recorder/session", {"base", "recorder/capture"}},
      {"recorder/testing", {"base", "track", "recorder/capture"}},
      {"recorder/scope",
       {"base", "agreement", "track", "recorder/guards", "recorder/capture", "recorder/testing"}},
      {"recorder/scope/scope_test",  // looks at what comes out of the track in the end
       {"base", "track", "recorder/capture", "recorder/testing", "recorder/scope", "recorder/mask",
        "recorder/track_stage"}},
      {"recorder/mask", {"base", "agreement", "track", "recorder/scope"}},
      {"recorder/permission", {"base", "agreement", "recording", "recorder/scope", "recorder/mask"}},
      {"recorder/track_stage", {"base", "track", "recording", "recorder/mask"}},
      {"recorder/seal_stage", {"base", "agreement", "seal", "track", "recording", "recorder/track_stage"}},
      {"recorder/events/event_stage", {"base", "agreement", "recording", "recorder/scope"}},
      {"recorder/events/event_seal",
       {"base", "agreement", "seal", "recording", "recorder/events/event_stage"}},
      {"recorder/events/event_stage_test",  // reads with the keys what it has sealed
       {"base", "agreement", "seal", "recording", "recorder/capture", "recorder/testing", "recorder/scope",
        "recorder/events/event_stage", "recorder/events/event_seal"}},
      {"recorder/pipeline",
       {"base", "track", "recording", "recorder/capture", "recorder/scope", "recorder/mask",
        "recorder/track_stage", "recorder/seal_stage", "recorder/events/event_stage",
        "recorder/events/event_seal"}},
      {"recorder/pipeline_test",
       {"base", "track", "recording", "recorder/capture", "recorder/testing", "recorder/testing_clock",
        "recorder/pipeline"}},
      {"recorder/call_gate", {"base", "track", "recorder/capture"}},
      {"recorder/local_display", {"base"}},
      {"recorder/clock_watch", {"base", "recorder/testing_clock"}},
      {"recorder/testing_clock", {"base"}},
      {"recorder/standing", {"base", "recording", "recorder/clock_watch", "recorder/testing_clock"}},
      {"recorder/call_recorder",
       {"base", "agreement", "track", "recording", "recorder/capture", "recorder/scope", "recorder/standing",
        "recorder/permission", "recorder/pipeline", "recorder/session", "recorder/call_gate",
        "recorder/local_display"}},
      {"recorder/service",
       {"base", "indicator", "agreement", "control", "track", "recording", "recorder/capture",
        "recorder/call_recorder", "recorder/standing"}},

      {"insight", {"base", "agreement"}},
      {"insight/output", {"base", "agreement", "insight"}},
      {"insight/sim", {"base", "insight"}},

      {"link", {"base", "control", "agreement", "seal", "track", "recording"}},
      {"tray/frame", {"base", "indicator"}},
      {"tray",
       {"tray/frame", "base", "indicator", "control", "agreement", "seal", "seal/open*", "track",
        "recording"}},
      {"server", {"base", "agreement", "seal", "track", "recording"}},
      {"cli",
       {"base", "control", "agreement", "seal", "seal/open*", "track", "track/export", "recording",
        "recorder/capture", "recorder/call_recorder", "recorder/service", "recorder/standing", "insight",
        "insight/output"}},
  };
  return all;
}

// Headers that begin like this belong to these parts.
struct Library {
  std::vector<std::string> headers;
  std::vector<std::string> parts;
};

const std::vector<Library>& libraries() {
  static const std::vector<Library> all = {
      // The operating system.
      {{"unistd.h", "fcntl.h", "poll.h", "dirent.h", "grp.h", "sched.h", "spawn.h", "signal.h", "csignal",
        "sys/", "linux/", "windows.h"},
       {"base", "recorder/capture"}},
      {{"xcb/", "X11/"}, {"recorder/capture", "tray/frame"}},
      {{"systemd/"}, {"recorder/session"}},
      {{"sodium.h", "sodium/"}, {"base", "agreement", "seal"}},
      {{"tl/expected.hpp", "seccomp.h"}, {"base"}},
      {{"toml++/", "date/tz.h"}, {"agreement"}},
      {{"xxhash.h"}, {"track", "insight"}},
      {{"expat.h"}, {"insight"}},
      {{"graphviz/"}, {"insight/output"}},
      {{"libav", "libsw"}, {"track/export"}},
      {{"CLI/"}, {"cli", "insight/sim"}},
      {{"nlohmann/"}, {"cli", "control", "insight", "insight/output"}},
      {{"Q"}, {"tray"}},
      {{"fmt/", "gtest/"}, {}},  // everybody's
  };
  return all;
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Whether `file` is this part's: "seal/open*" begins so, "track/writer" is that file and its test, "track"
// the folder.
bool belongs(const std::string& file, const std::string& part) {
  if (part.ends_with('*')) return file.starts_with(part.substr(0, part.size() - 1));
  if (!file.starts_with(part)) return false;
  const std::string rest = file.substr(part.size());
  return rest.starts_with('/') || rest.starts_with('.') || rest.starts_with("_test.");
}

const Part* part_of(const std::string& file) {
  const Part* found = nullptr;
  for (const Part& part : parts()) {
    if (belongs(file, part.name) && (found == nullptr || part.name.size() > found->name.size()))
      found = &part;
  }
  return found;
}

std::string objection_to_header(const Part& part, const std::string& header) {
  for (const Library& library : libraries()) {
    const bool fits = std::any_of(library.headers.begin(), library.headers.end(),
                                  [&](const std::string& begin) { return header.starts_with(begin); });
    if (!fits) continue;
    if (library.parts.empty() || contains(library.parts, part.name)) return "";
    return fmt::format("<{}> does not belong in {}", header, part.name);
  }
  // The headers of the C++ library have neither folders nor endings.
  if (header.find_first_of("./") == std::string::npos) return "";
  return fmt::format("<{}> is in no row of tests/structure/includes.cc", header);
}

}  // namespace

std::string objection(const std::string& file, const std::string& what) {
  const Part* part = part_of(file);
  if (part == nullptr) return "the file is in no row of tests/structure/includes.cc";
  const std::string name = what.substr(1, what.size() - 2);
  if (what.front() == '<') return objection_to_header(*part, name);
  const Part* target = part_of(name);
  if (target == nullptr) return fmt::format("\"{}\" is in no row of tests/structure/includes.cc", name);
  if (target == part || contains(part->may_include, target->name)) return "";
  return fmt::format("{} may not include {}", part->name, target->name);
}

Faults wrong_includes(const Path& root, int& seen) {
  static const std::regex include(R"(^\s*#\s*include\s*(<[^>]+>|"[^"]+"))");
  Faults faults;
  for (const std::string& file : files_in(root, {"src"})) {
    if (!has_ending(file, {".cc", ".h"})) continue;
    int number = 0;
    for (const std::string& line : lines_of(root, file)) {
      ++number;
      std::smatch match;
      if (!std::regex_search(line, match, include)) continue;
      ++seen;
      const std::string why = objection(file.substr(std::string("src/").size()), match[1]);
      if (!why.empty()) faults.push_back(fmt::format("{}:{}: {}", file, number, why));
    }
  }
  return faults;
}

}  // namespace insyn::structure
