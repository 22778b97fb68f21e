// Leak tests: plays situations on X servers of their own, records them, and counts the foreign pixels in the
// recordings.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include "leak/case.h"
#include "leak/guards.h"
#include "leak/report.h"
#include "leak/soak.h"

namespace insyn::leak {
namespace {

constexpr unsigned kMostSeconds = 300;  // for one case

constexpr const char* kUsage =
    "usage: leak_cases <verb>\n"
    "  list [all | short GROUP | control | situations]   names of cases: "
    "SITUATION:APPLICATION:MANAGER:READER\n"
    "  run CASE… [--to FILE]    runs them; 1 where Insyn leaks or fails otherwise\n"
    "  all --to FILE [--at-a-time N]   runs every case whose outcome is not in FILE yet, Insyn's first\n"
    "  short GROUP              runs a group's short cases\n"
    "  control                  1 unless the plain reader leaks in every case made for it\n"
    "  soak [--seed N] [--operations N] [--manager NAME] [--no-guests]   a random walk; 1 where it leaks\n"
    "  report RESULTS [SOAK…]   docs/leaks.md, out of what --to and soak have written\n"
    "  guards                   1 unless a case fails for each guard that is switched off\n";
constexpr const char* kColumns =
    "case\tstates\twith foreign\tforeign px\town px\tunknown px\twithheld %\twhy\tback after map ms\tback "
    "after "
    "resize ms\tCPU %\tMB\tfaults";

std::vector<Case> cases_of(const std::vector<std::string>& words) {
  const std::string which = words.empty() ? "all" : words[0];
  if (which == "control") return control_cases();
  if (which == "short" && words.size() > 1) return short_cases(words[1]);
  return all_cases();
}

bool run(const Case& one, std::ostream* file) {
  if (!is_here(one)) {
    std::cout << name_of(one) << "\tnot here: what it needs is not installed" << std::endl;
    return true;
  }
  const Outcome outcome = act(one);
  std::cout << text_of(outcome) << std::endl;
  if (file != nullptr) *file << text_of(outcome) + "\n" << std::flush;
  return outcome.faults.empty();
}

// A case mostly waits, so a few are acted at a time; each in a process of its own, which also keeps what one
// does to its environment from the others.
int run_all(const std::vector<Case>& cases, std::ostream* file, std::size_t at_a_time) {
  std::cout << kColumns << std::endl;
  std::size_t failed = 0;
  std::map<pid_t, std::string> running;
  const auto one_ends = [&] {
    int status = 0;
    const pid_t ended = ::wait(&status);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) ++failed;
    if (WIFSIGNALED(status))
      std::cout << running[ended] << "\tdied of signal " << WTERMSIG(status) << std::endl;
    running.erase(ended);
  };
  for (const Case& one : cases) {
    if (running.size() == at_a_time) one_ends();
    const pid_t child = ::fork();
    if (child == 0) {
      ::alarm(kMostSeconds);
      std::_Exit(run(one, file) ? 0 : 1);
    }
    running[child] = name_of(one);
  }
  while (!running.empty()) one_ends();
  std::cout << cases.size() - failed << " of " << cases.size() << " cases are good" << std::endl;
  return failed == 0 ? 0 : 1;
}

// What is measured is measured while nothing else runs, and first. A case that does not come to its end in
// time is a fault like another.
int run_left(const std::vector<std::string>& words) {
  std::string path;
  std::size_t at_a_time = 2;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "--to") path = words[i + 1];
    if (words[i] == "--at-a-time") at_a_time = std::stoul(words[i + 1]);
  }
  if (path.empty()) throw std::runtime_error("all needs --to FILE");
  const std::set<std::string> done = names_in(path);
  std::vector<Case> measured, others;
  for (const Case& one : all_cases()) {
    if (done.count(name_of(one)) != 0) continue;
    (one.situation->measured && one.cast.reader == Reader::kInsyn ? measured : others).push_back(one);
  }
  for (Case& one : measured) one.alone = true;
  std::stable_partition(others.begin(), others.end(),
                        [](const Case& one) { return one.cast.reader == Reader::kInsyn; });
  std::cout << done.size() << " outcomes are in " << path << ", " << measured.size() + others.size()
            << " cases are left" << std::endl;
  std::ofstream file(path, std::ios::app);
  const int slow = run_all(measured, &file, 1);
  return std::max(slow, run_all(others, &file, at_a_time));
}

int run_named(const std::vector<std::string>& words) {
  std::vector<Case> cases;
  std::ofstream file;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--to" && i + 1 < words.size()) {
      file.open(words[++i], std::ios::app);
    } else {
      cases.push_back(case_named(words[i]));
    }
  }
  return run_all(cases, file.is_open() ? &file : nullptr, 1);
}

int control() {
  int missed = 0;
  for (const Case& one : control_cases()) {
    Outcome outcome = act(one);
    // It reads ten times a second, and what it would have to see may be gone by then.
    for (int again = 0; again < 4 && outcome.tally.foreign_pixels == 0; ++again) outcome = act(one);
    const bool caught = outcome.tally.foreign_pixels > 0;
    std::cout << text_of(outcome) << (caught ? "\tcaught" : "\tNOT CAUGHT") << std::endl;
    missed += caught ? 0 : 1;
  }
  return missed == 0 ? 0 : 1;
}

int soak_with(const std::vector<std::string>& words) {
  SoakOptions options;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--no-guests") options.guests = false;
    if (i + 1 == words.size()) break;
    if (words[i] == "--seed") options.seed = static_cast<unsigned>(std::stoul(words[i + 1]));
    if (words[i] == "--operations") options.operations = std::stoul(words[i + 1]);
    if (words[i] == "--manager") options.manager = manager_of(words[i + 1]).value();
  }
  return soak(options);
}

int main_of(const std::vector<std::string>& words) {
  const std::string verb = words.empty() ? "" : words[0];
  const std::vector<std::string> rest(words.begin() + (words.empty() ? 0 : 1), words.end());
  if (verb == "list" && !rest.empty() && rest[0] == "situations") {
    for (const Situation& one : all_situations())
      std::cout << one.group << '\t' << one.name << '\t' << one.what << '\n';
    return 0;
  }
  if (verb == "list") {
    for (const Case& one : cases_of(rest)) std::cout << name_of(one) << '\n';
    return 0;
  }
  if (verb == "run" && !rest.empty()) return run_named(rest);
  if (verb == "short" && !rest.empty()) return run_all(short_cases(rest[0]), nullptr, kCasesAtATime);
  if (verb == "all") return run_left(rest);
  if (verb == "control") return control();
  if (verb == "report" && !rest.empty()) {
    write_report(std::cout, rest[0], {rest.begin() + 1, rest.end()});
    return 0;
  }
  if (verb == "soak") return soak_with(rest);
  if (verb == "guards") return try_without_guards();
  std::cerr << kUsage;
  return 2;
}

}  // namespace
}  // namespace insyn::leak

int main(int count, char** arguments) {
  try {
    return insyn::leak::main_of({arguments + 1, arguments + count});
  } catch (const std::exception& error) {
    std::cerr << "leak_cases: " << error.what() << '\n';
    return 1;
  }
}
