#include "upkeep.h"

#include <algorithm>
#include <regex>
#include <set>

namespace insyn::structure {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostLines = 500;

const std::vector<std::string> kSources = {"src",   "web",       "tests",          "bench", "demo",
                                           "cmake", "packaging", "CMakeLists.txt", "dev",   ".ci"};
const std::vector<std::string> kDocuments = {"docs", "README.md", "CONTRIBUTING.md"};

bool is_picture(const std::string& file) { return has_ending(file, {".png", ".jpg", ".svg", ".webm"}); }

// Written by a program and read by one.
bool is_vector(const std::string& file) { return file.starts_with("tests/golden/"); }

std::string without_comment(const std::string& line) { return line.substr(0, line.find('#')); }

// Whether a CMakeLists.txt has `name` as a word.
bool names(const Path& root, const std::string& list, const std::string& name) {
  const auto lines = lines_of(root, list);
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
    const std::string code = without_comment(line);
    for (std::size_t at = code.find(name); at != std::string::npos; at = code.find(name, at + 1)) {
      const auto ends = [](char c) { return std::string_view(" ()/\"").find(c) != std::string_view::npos; };
      const bool begins_here =
          at == 0 || code[at - 1] == ' ' || code.substr(0, at).ends_with("_SOURCE_DIR}/");
      if (begins_here && (at + name.size() == code.size() || ends(code[at + name.size()]))) return true;
    }
    return false;
  });
}

// The one in the file's own folder, or the nearest above it.
std::string nearest_list(const Path& root, const Path& folder) {
  const Path list = folder / "CMakeLists.txt";
  if (folder.empty() || fs::exists(root / list)) return list.generic_string();
  return nearest_list(root, folder.parent_path());
}

// Whether something lies at `path`, in whose last part "*" stands for anything.
bool leads_somewhere(const Path& root, const std::string& path) {
  if (path.find('*') == std::string::npos) return fs::exists(root / path);
  const Path folder = root / Path(path).parent_path();
  if (!fs::is_directory(folder)) return false;
  std::string pattern = std::regex_replace(Path(path).filename().string(), std::regex(R"([.+])"), R"(\$&)");
  pattern = std::regex_replace(pattern, std::regex(R"(\*)"), ".*");
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (std::regex_match(entry.path().filename().string(), std::regex(pattern))) return true;
  }
  return false;
}

// What `pattern` finds in the documents, as a path from `root`, has to exist.
template <class PathOf>
void check_paths(const Path& root, const std::regex& pattern, const PathOf& path_of, Faults& faults,
                 int& seen) {
  for (const std::string& document : files_in(root, kDocuments)) {
    if (!document.ends_with(".md")) continue;
    int number = 0;
    for (const std::string& line : lines_of(root, document)) {
      ++number;
      for (std::sregex_iterator match(line.begin(), line.end(), pattern), end; match != end; ++match) {
        ++seen;
        const std::string path = path_of(document, (*match)[1].str());
        if (!leads_somewhere(root, path))
          faults.push_back(fmt::format("{}:{}: there is no {}", document, number, path));
      }
    }
  }
}

// Every name by which a row of docs/attacks.md may call a test.
std::set<std::string> names_of_tests(const Path& root) {
  static const std::regex in_source(R"(^TEST(?:_F|_P)?\((\w+), *(\w+)\))");
  static const std::regex in_list(R"(add_test\(NAME ([\w.]+))");
  static const std::regex situation(R"R(^ *\{\.?(?:name = )?"([^"]+)")R");
  std::set<std::string> names;
  for (const std::string& file : files_in(root, {"src", "tests", "web"})) {
    names.insert(file);
    if (!has_ending(file, {"_test.cc", "CMakeLists.txt"}) && !file.starts_with("tests/leak/situations/"))
      continue;
    for (const std::string& line : lines_of(root, file)) {
      std::smatch match;
      if (std::regex_search(line, match, in_source)) names.insert(match.str(1) + "." + match.str(2));
      if (std::regex_search(line, match, in_list)) names.insert(match.str(1));
      if (std::regex_search(line, match, situation)) names.insert(match.str(1));
    }
  }
  return names;
}

}  // namespace

Faults tests_that_nothing_builds(const Path& root, int& seen) {
  Faults faults;
  for (const std::string& file : files_in(root, {"src", "tests"})) {
    if (!has_ending(file, {"_test.cc", "_fuzzer.cc", "_test.sh", "_test.mjs"})) continue;
    ++seen;
    const std::string list = nearest_list(root, Path(file).parent_path());
    const std::string name = Path(file).lexically_relative(Path(list).parent_path()).generic_string();
    if (!names(root, list, name)) faults.push_back(fmt::format("{}: {} does not name it", file, list));
  }
  return faults;
}

Faults files_that_are_too_long(const Path& root, const Exceptions& longer, int& seen) {
  Faults faults;
  for (const std::string& file : files_in(root, kSources)) {
    if (is_picture(file) || is_vector(file)) continue;
    ++seen;
    const std::size_t lines = lines_of(root, file).size();
    if (lines > kMostLines && longer.count(file) == 0)
      faults.push_back(fmt::format("{}: {} lines; split it at an idea", file, lines));
    if (lines <= kMostLines && longer.count(file) != 0)
      faults.push_back(fmt::format("{}: no longer needs to be an exception", file));
  }
  return faults;
}

Faults files_made_elsewhere(const Path& root, const Exceptions& others, int& seen) {
  static const std::regex making(
      R"(\b(ofstream|fstream\b(?!>)|fopen|creat|mkstemp|mkdtemp|O_CREAT|O_TRUNC|avio_open2?|QFile|QSaveFile|QTemporaryFile)\b)"
      R"(|\bfilesystem::(create_\w+|copy\w*|rename|remove|remove_all|resize_file|permissions)\b)");
  Faults faults;
  for (const std::string& file : files_in(root, {"src"})) {
    if (!has_ending(file, {".cc", ".h"}) || is_for_tests(file) || file.starts_with("src/os/")) continue;
    ++seen;
    int number = 0;
    bool makes = false;
    for (const std::string& line : lines_of(root, file)) {
      ++number;
      std::smatch match;
      if (line.find("#include") != std::string::npos || !std::regex_search(line, match, making)) continue;
      makes = true;
      if (others.count(file) == 0)
        faults.push_back(fmt::format("{}:{}: {}: leave it to os/new_file.h", file, number, match.str()));
    }
    if (!makes && others.count(file) != 0)
      faults.push_back(fmt::format("{}: no longer needs to be an exception", file));
  }
  return faults;
}

Faults notes_to_oneself(const Path& root, int& seen) {
  // In two parts each, so that this line is none.
  static const std::regex note(
      "\\b(TO"
      "DO|FIX"
      "ME|XX"
      "X)\\b");
  std::vector<std::string> everything = kSources;
  everything.insert(everything.end(), kDocuments.begin(), kDocuments.end());
  Faults faults;
  for (const std::string& file : files_in(root, everything)) {
    if (is_picture(file)) continue;
    ++seen;
    int number = 0;
    for (const std::string& line : lines_of(root, file)) {
      ++number;
      if (std::regex_search(line, note)) faults.push_back(fmt::format("{}:{}: {}", file, number, line));
    }
  }
  return faults;
}

Faults words_out_of_place(const Path& root, int& seen) {
  static const std::regex swedish("\"[^\"]*(å|ä|ö|Å|Ä|Ö)");
  static const std::regex asks(
      R"([=!]= *(words::)?Language::k|Language::k\w+ *[=!]=|case (words::)?Language::k)");
  static const std::regex comment("//.*");
  Faults faults;
  for (const std::string& file : files_in(root, {"src"})) {
    if (!has_ending(file, {".cc", ".h"}) || file.starts_with("src/words/") ||
        file.starts_with("src/insight/sim/") || has_ending(file, {"_test.cc", "_fuzzer.cc"}) ||
        file.find("testing") != std::string::npos)
      continue;
    ++seen;
    int number = 0;
    for (const std::string& line : lines_of(root, file)) {
      ++number;
      const std::string code = std::regex_replace(line, comment, "");
      if (std::regex_search(code, swedish) || std::regex_search(code, asks))
        faults.push_back(fmt::format("{}:{}: belongs in src/words", file, number));
    }
  }
  return faults;
}

Faults paths_to_nothing(const Path& root, int& seen) {
  static const std::regex named(R"(`((?:src|tests|docs|bench|demo|packaging|cmake)/[^`\s]*)[^`]*`)");
  static const std::regex linked(R"(\]\(([^)#:]+)(?:#[^)]*)?\))");
  Faults faults;
  check_paths(
      root, named, [](const std::string&, const std::string& path) { return path; }, faults, seen);
  const auto beside = [](const std::string& document, const std::string& path) {
    return (Path(document).parent_path() / path).lexically_normal().generic_string();
  };
  check_paths(root, linked, beside, faults, seen);
  return faults;
}

Faults attacks_without_a_test(const Path& root, int& seen) {
  static const std::string document = "docs/attacks.md";
  static const std::regex last_cell(R"(\|([^|]*)\| *$)");
  static const std::regex quoted("`([^`]+)`");
  const std::set<std::string> tests = names_of_tests(root);
  Faults faults;
  int number = 0;
  for (const std::string& line : lines_of(root, document)) {
    ++number;
    std::smatch cell;
    if (!line.starts_with("| ") || line == "| attack | what stands against it | test |" ||
        !std::regex_search(line, cell, last_cell))
      continue;
    ++seen;
    const std::string named = cell.str(1);
    std::sregex_iterator name(named.begin(), named.end(), quoted);
    if (name == std::sregex_iterator())
      faults.push_back(fmt::format("{}:{}: names no test", document, number));
    for (; name != std::sregex_iterator(); ++name) {
      if (tests.count(name->str(1)) == 0)
        faults.push_back(fmt::format("{}:{}: there is no test {}", document, number, name->str(1)));
    }
  }
  return faults;
}

}  // namespace insyn::structure
