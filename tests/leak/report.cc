#include "leak/report.h"

#include <sys/utsname.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <map>
#include <ostream>
#include <sstream>
#include <thread>

#include "leak/case.h"

namespace insyn::leak {
namespace {

struct Row {
  Case one;
  std::size_t moments = 0, foreign_moments = 0;
  std::uint64_t foreign = 0;
  std::string withheld, after_map, after_resize, faults;
};

// The last word on each case counts.
std::map<std::string, Row> rows_of(const std::string& results) {
  std::map<std::string, Row> rows;
  std::ifstream file(results);
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> fields;
    std::istringstream text(line);
    for (std::string field; std::getline(text, field, '\t');) fields.push_back(field);
    if (fields.size() < 13) continue;
    Row row{case_named(fields[0]),
            std::stoul(fields[1]),
            std::stoul(fields[2]),
            std::stoull(fields[3]),
            fields[6],
            fields[8],
            fields[9],
            fields[12]};
    rows[fields[0]] = row;
  }
  return rows;
}

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "an unknown processor";
}

// The page's own words.
constexpr const char* kMethod =
    R"(A case plays one situation with real windows on an X server of its own and records it. The foreign windows show noise in
colours that nothing else on the screen has, so that a single kept pixel of them is found: the recording is opened with both keys
and every pixel of every state is counted (`tests/leak`).
)";

constexpr const char* kKeptHead = R"(
## Foreign pixels kept

*It* is the application's window. *Insyn*: the sum over all applications and window managers of the next table (a setup is one of each). *Plain*: the window is
redirected, and where there is damage its pixmap is named again and read, ten times a second. *ffmpeg*: `-f x11grab -window_id`.
*Crop*: the part of the screen where the window is. These three were run with a plain xcb client that draws 300 ms after it was
asked to, without a window manager or under Xfwm4.

| situation | what happens | Insyn | plain | ffmpeg | crop |
|---|---|---|---|---|---|
)";

constexpr const char* kMissingHead = R"(
## What is missing of the application's own

*Withheld*: the percentage of area × time that is withheld in a window that nothing disturbs, from the recording's first moment on.
*After map* and *after resize*: the longest time in milliseconds until every pixel was kept again. In brackets, what of it the
recorder adds to the time that the application itself needs, which is measured by another connection: from when the server asked it to
paint until it had painted every pixel. *xcb-slow* waits 300 ms on purpose. One case at a time.

| application | window manager | withheld % | after map | after resize |
|---|---|---|---|---|
)";

void write_head(std::ostream& page, std::size_t cases) {
  utsname system{};
  ::uname(&system);
  char date[32] = {};
  const std::time_t now = std::time(nullptr);
  std::strftime(date, sizeof date, "%Y-%m-%d", std::gmtime(&now));
  page << "# Leaks\n\n"
          "How many pixels of other programs' windows are kept: by Insyn, and by three other ways of "
          "recording "
          "a window. Written by\n`./dev leak`; `./dev test` runs the most important cases. "
       << fmt::format("{} of {} cases, {}, {} × {}, Linux {}.\n\n", cases, all_cases().size(), date,
                      std::thread::hardware_concurrency(), processor(), system.release)
       << kMethod;
}

std::string count_text(const std::map<std::string, Row>& rows, const Situation& situation, Reader reader) {
  std::uint64_t foreign = 0;
  std::size_t moments = 0, with = 0, setups = 0;
  for (const auto& entry : rows) {
    const Row& row = entry.second;
    if (row.one.situation != &situation || row.one.cast.reader != reader) continue;
    ++setups;
    foreign += row.foreign;
    moments += row.moments;
    with += row.foreign_moments;
  }
  if (setups == 0) return "–";
  const std::string frames = with == 0 ? "" : fmt::format(" in {} of {} frames", with, moments);
  const std::string where = reader == Reader::kInsyn ? fmt::format(" ({} setups)", setups) : "";
  return fmt::format("{}{}{}", foreign, frames, where);
}

void write_situations(std::ostream& page, const std::map<std::string, Row>& rows) {
  page << kKeptHead;
  for (const Situation& one : all_situations()) {
    page << fmt::format("| {} | {} | {} | {} | {} | {} |\n", one.name, one.what,
                        count_text(rows, one, Reader::kInsyn), count_text(rows, one, Reader::kPlain),
                        count_text(rows, one, Reader::kFfmpeg), count_text(rows, one, Reader::kCrop));
  }
}

std::string cell(const std::map<std::string, Row>& rows, const char* situation, Target target,
                 Manager manager, std::string Row::*field) {
  Case one;
  one.situation = find_situation(situation);
  one.cast = {target, manager, Reader::kInsyn};
  const auto found = rows.find(name_of(one));
  return found == rows.end() ? "–" : found->second.*field;
}

void write_withholding(std::ostream& page, const std::map<std::string, Row>& rows) {
  page << kMissingHead;
  for (const Target target : all_targets()) {
    for (const Manager manager : all_managers()) {
      const std::string share = cell(rows, "undisturbed", target, manager, &Row::withheld);
      const std::string map = cell(rows, "remap", target, manager, &Row::after_map);
      const std::string resize = cell(rows, "grow", target, manager, &Row::after_resize);
      if (share == "–" && map == "–" && resize == "–") continue;
      page << fmt::format("| {} | {} | {} | {} | {} |\n", name_of(target), name_of(manager), share, map,
                          resize);
    }
  }
}

bool is_fault(const std::string& soak_line) {
  const bool summary = soak_line.starts_with("soak: ");
  return soak_line.starts_with("problem: ") ||
         (summary && (soak_line.find(" 0 foreign pixels") == std::string::npos ||
                      soak_line.find(" 0 of neither") == std::string::npos));
}

void write_faults(std::ostream& page, const std::map<std::string, Row>& rows,
                  const std::vector<std::string>& soak_lines) {
  page << "\n## What does not hold\n\n";
  bool all_holds = true;
  for (const auto& entry : rows) {
    if (entry.second.faults == "-") continue;
    page << fmt::format("* `{}`: {}\n", entry.first, entry.second.faults);
    all_holds = false;
  }
  for (const std::string& line : soak_lines) {
    if (!is_fault(line)) continue;
    page << "* " << line << '\n';
    all_holds = false;
  }
  if (all_holds) page << "Everything holds.\n";
}

}  // namespace

std::set<std::string> names_in(const std::string& results) {
  std::set<std::string> names;
  std::ifstream file(results);
  for (std::string line; std::getline(file, line);) names.insert(line.substr(0, line.find('\t')));
  return names;
}

void write_report(std::ostream& page, const std::string& results, const std::vector<std::string>& soaks) {
  const std::map<std::string, Row> rows = rows_of(results);
  write_head(page, rows.size());
  write_situations(page, rows);
  write_withholding(page, rows);
  page << "\n## Soak\n\n```\n";
  std::vector<std::string> soak_lines;
  for (const std::string& soak : soaks) {
    std::ifstream file(soak);
    for (std::string line; std::getline(file, line);) {
      page << line << '\n';
      soak_lines.push_back(line);
    }
  }
  page << "```\n";
  write_faults(page, rows, soak_lines);
}

}  // namespace insyn::leak
