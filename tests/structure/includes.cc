#include "includes.h"

#include <algorithm>
#include <regex>

#include "libraries.h"
#include "may_include.h"

namespace insyn::structure {
namespace {

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Whether `file` is this room's: "track/codec/writer" is that file and its test, "track/codec" the folder.
bool belongs(const std::string& file, const std::string& room) {
  if (!file.starts_with(room)) return false;
  const std::string rest = file.substr(room.size());
  return rest.starts_with('/') || rest.starts_with('.') || rest.starts_with("_test.");
}

const Room* row_of(const std::string& file) {
  const Room* found = nullptr;
  for (const Room& room : rooms()) {
    if (belongs(file, room.name) && (found == nullptr || room.name.size() > found->name.size()))
      found = &room;
  }
  return found;
}

std::string objection_to_header(const Room& room, const std::string& header) {
  for (const Library& library : libraries()) {
    const bool fits = std::any_of(library.headers.begin(), library.headers.end(),
                                  [&](const std::string& begin) { return header.starts_with(begin); });
    if (!fits) continue;
    if (library.rooms.empty() || contains(library.rooms, room.name)) return "";
    return fmt::format("<{}> does not belong in {}", header, room.name);
  }
  // The headers of the C++ library have neither folders nor endings.
  if (header.find_first_of("./") == std::string::npos) return "";
  return fmt::format("<{}> is in no row of tests/structure/may_include.cc", header);
}

}  // namespace

std::string objection(const std::string& file, const std::string& what) {
  const Room* room = row_of(file);
  if (room == nullptr) return "the file is in no row of tests/structure/may_include.cc";
  const std::string name = what.substr(1, what.size() - 2);
  if (what.front() == '<') return objection_to_header(*room, name);
  const Room* target = row_of(name);
  if (target == nullptr) return fmt::format("\"{}\" is in no row of tests/structure/may_include.cc", name);
  const bool test = is_for_tests(file);
  if (is_for_tests(name) && !test) return fmt::format("{} is made for tests", name);
  if (target == room || contains(room->may_include, target->name)) return "";
  if (test && contains(room->tests_may_also, target->name)) return "";
  return fmt::format("{} may not include {}", room->name, target->name);
}

bool has_row(const std::string& room) {
  return std::any_of(rooms().begin(), rooms().end(), [&](const Room& row) {
    return row.name == room || Path(row.name).parent_path() == Path(room);
  });
}

std::vector<std::string> rooms_that_may_include(const std::string& target) {
  std::vector<std::string> found;
  for (const Room& room : rooms())
    if (contains(room.may_include, target)) found.push_back(room.name);
  return found;
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
