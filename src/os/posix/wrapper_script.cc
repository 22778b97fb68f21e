#include "os/wrapper_script.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <sstream>

#include "os/program_file.h"

namespace insyn {
namespace {

constexpr int kMostScripts = 4;
using Variables = std::map<std::string, std::string>;

bool is_name(const std::string& text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  for (const char c : text) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!fits) return false;
  }
  return true;
}

// `word` with its quotes taken off and its variables put in; nothing where it needs a shell.
std::optional<std::string> expanded(const std::string& word, const Variables& variables) {
  std::string text;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if (c == '"' || c == '\'') continue;
    if (c == '`' || c == '\\' || c == '*' || c == '?') return std::nullopt;
    if (c != '$') {
      text += c;
      continue;
    }
    const bool braces = i + 1 < word.size() && word[i + 1] == '{';
    std::size_t end = i + (braces ? 2 : 1);
    const std::size_t begin = end;
    while (end < word.size() && is_name(word.substr(begin, end - begin + 1))) ++end;
    const auto found = variables.find(word.substr(begin, end - begin));
    if (found == variables.end() || (braces && (end >= word.size() || word[end] != '}'))) return std::nullopt;
    text += found->second;
    i = braces ? end : end - 1;
  }
  return text;
}

constexpr std::array kShells = {"ash", "bash", "dash", "fish", "ksh", "mksh", "sh", "zsh"};
constexpr std::array kLaunchers = {"bwrap",   "dbus-launch",  "dbus-run-session",
                                   "doas",    "env",          "firejail",
                                   "flatpak", "gtk-launch",   "nice",
                                   "nohup",   "pkexec",       "setsid",
                                   "snap",    "snap-confine", "su",
                                   "sudo",    "systemd-run",  "xdg-open"};
// Their names may end in a version: python3.11.
constexpr std::array kInterpreters = {"electron", "gjs",   "guile", "java",   "lua",    "luajit", "mono",
                                      "node",     "perl",  "php",   "pwsh",   "python", "qml",    "Rscript",
                                      "ruby",     "tclsh", "wine",  "wine64", "wish"};

template <class Names>
bool is_one_of(const std::string& name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_shell(const Path& program) { return is_one_of(program.filename().string(), kShells); }

bool is_interpreter(const Path& program) {
  const std::string name = program.filename().string();
  return is_one_of(name.substr(0, name.find_last_not_of("0123456789.") + 1), kInterpreters) ||
         is_one_of(name, kInterpreters);
}

// The file that a path or a name leads to, where it is there and can be run.
std::optional<Path> program_called(const std::string& word) {
  for (const char* folder : {"", "/usr/local/bin", "/usr/bin", "/bin"}) {
    const bool is_path = word.find('/') != std::string::npos;
    if (is_path != (*folder == '\0')) continue;
    const Path path = is_path ? Path(word) : Path(folder) / word;
    std::error_code error;
    if (!path.is_absolute() || ::access(path.c_str(), X_OK) != 0) continue;
    const Path file = std::filesystem::canonical(path, error);
    if (!error) return file;
  }
  return std::nullopt;
}

// The next word that is no option and sets nothing for the program.
std::string next_command(std::istringstream& words) {
  std::string word;
  while (words >> word) {
    if (word == "-a") {
      words >> word;
    } else if (word[0] != '-' && word.find('=') == std::string::npos) {
      return word;
    }
  }
  return "";
}

// The word after `exec`, its options, what it sets for the program, and `env`.
std::string word_after_exec(std::istringstream& words) {
  std::string word = next_command(words);
  if (word == "env" || word == "/usr/bin/env" || word == "/bin/env") word = next_command(words);
  return word;
}

std::optional<std::string> last_exec(const std::string& script) {
  Variables variables;
  std::optional<std::string> found;
  std::istringstream lines(script);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string first;
    if (!(words >> first)) continue;
    if (first == "export" && !(words >> first)) continue;
    const std::size_t equals = first.find('=');
    if (equals != std::string::npos && is_name(first.substr(0, equals))) {
      const std::string rest = line.substr(line.find('=') + 1);
      const auto value = expanded(rest.substr(0, rest.find_first_of(" \t;#")), variables);
      // One that is set to something else too may be either.
      if (value) variables[first.substr(0, equals)] = *value;
      if (!value) variables.erase(first.substr(0, equals));
    } else if (first == "exec") {
      found = expanded(word_after_exec(words), variables);
    }
  }
  return found;
}

// Of the first line, "#!/usr/bin/env python3" being python3's.
std::optional<Path> interpreter_of(const std::string& script) {
  std::istringstream words(script.substr(0, script.find('\n')).substr(std::string_view("#!").size()));
  std::string word;
  if (!(words >> word)) return std::nullopt;
  if (Path(word).filename() == "env") word = next_command(words);
  return program_called(word);
}

Started judged(const Path& file) {
  if (is_interpreter(file)) return {Started::kInterpreter, file};
  if (only_starts_others(file)) return {Started::kLauncher, file};
  return {Started::kProgram, file};
}

}  // namespace

FileKind kind_of_file(const std::string& beginning) {
  const auto at = [&](std::size_t where, std::string_view bytes) {
    return beginning.size() >= where + bytes.size() && beginning.compare(where, bytes.size(), bytes) == 0;
  };
  if (at(0, "#!")) return FileKind::kScript;
  if (at(0,
         "\x7f"
         "ELF") &&
      (at(8, "AI\x01") || at(8, "AI\x02")))
    return FileKind::kAppImage;
  // An executable of Windows, an archive such as a .jar, a class file.
  if (at(0, "MZ") || at(0, "PK\x03\x04") || at(0, "\xca\xfe\xba\xbe")) return FileKind::kForeign;
  return FileKind::kProgram;
}

bool only_starts_others(const Path& program) {
  return is_one_of(program.filename().string(), kLaunchers) || is_shell(program);
}

Started started_by(const std::string& script) {
  std::string text = script;
  for (int i = 0; i < kMostScripts; ++i) {
    const std::optional<Path> interpreter = interpreter_of(text);
    if (!interpreter) return {};
    if (!is_shell(*interpreter)) return {Started::kInterpreter, *interpreter};
    const std::optional<std::string> command = last_exec(text);
    const std::optional<Path> file = command ? program_called(*command) : std::nullopt;
    if (!file) return {};
    const ProgramFile::Found found = ProgramFile::find(*file);
    if (!found.file) return {};
    const auto inner = found.file->script();
    if (!inner) return {};
    if (!*inner) return judged(*file);
    text = **inner;
  }
  return {};
}

}  // namespace insyn
