#include "os/wrapper_script.h"

#include <unistd.h>

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

// The word after `exec`, its options and what it sets for the program.
std::string word_after_exec(std::istringstream& words) {
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

}  // namespace

std::optional<Path> program_started_by(const std::string& script) {
  std::string text = script;
  for (int i = 0; i < kMostScripts; ++i) {
    const std::optional<std::string> started = last_exec(text);
    if (!started || !started->starts_with('/') || ::access(started->c_str(), X_OK) != 0) return std::nullopt;
    std::error_code error;
    const Path file = std::filesystem::canonical(*started, error);
    if (error) return std::nullopt;
    const ProgramFile::Found found = ProgramFile::find(file);
    if (!found.file) return std::nullopt;
    const auto inner = found.file->script();
    if (!inner) return std::nullopt;
    if (!*inner) return file;
    text = **inner;
  }
  return std::nullopt;
}

}  // namespace insyn
