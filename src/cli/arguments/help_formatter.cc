#include "cli/arguments/help_formatter.h"

#include <fmt/format.h>

#include "cli/printable.h"

namespace insyn::cli {
namespace {

constexpr std::size_t kWidth = 80;
constexpr std::size_t kColumn = 24;

// `words` in lines of at most kWidth columns, all but the first indented by `indent` spaces. The first line
// begins in column `used`.
std::string wrapped(const std::vector<std::string>& words, std::size_t used, std::size_t indent) {
  std::string result;
  for (const std::string& word : words) {
    const bool first = result.empty();
    if (!first && used + 1 + columns_of(word) > kWidth) {
      result += fmt::format("\n{}", std::string(indent, ' '));
      used = indent;
    } else if (!first) {
      result += ' ';
      ++used;
    }
    result += word;
    used += columns_of(word);
  }
  return result;
}

std::string wrapped(std::string_view text, std::size_t used, std::size_t indent) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return wrapped(words, used, indent);
}

// "  <name>   <text>". The text begins on the next line where the name is long.
std::string entry(const std::string& name, const std::string& text) {
  std::string line = fmt::format("  {}", name);
  const std::size_t used = columns_of(line);
  line +=
      used + 1 < kColumn ? std::string(kColumn - used, ' ') : fmt::format("\n{}", std::string(kColumn, ' '));
  return fmt::format("{}{}\n", line, wrapped(text, kColumn, kColumn));
}

// "-h, --help", "--key SIGN".
std::string with_type(const CLI::Option* option) {
  const std::string name = CLI::detail::find_and_replace(option->get_name(false, true), ",", ", ");
  const std::string type = option->get_type_name();
  return type.empty() ? name : fmt::format("{} {}", name, type);
}

// "--key SIGN", "[--out OUT]", "FILE".
std::string in_usage(const CLI::Option* option) {
  std::string text = option->get_positional() ? option->get_name(true) : with_type(option);
  if (option->get_expected_max() > 1) text += " ...";
  return option->get_required() ? text : fmt::format("[{}]", text);
}

}  // namespace

HelpFormatter::HelpFormatter() { label("Positionals", "Arguments"); }

std::string HelpFormatter::make_usage(const CLI::App* app, std::string name) const {
  if (app->get_require_subcommand_min() > 0) return fmt::format("Usage: {} VERB ...\n", name);
  std::vector<std::string> parts = {fmt::format("Usage: {}", name)};
  for (const bool positional : {true, false}) {
    for (const CLI::Option* option : app->get_options()) {
      if (option->get_positional() == positional && option != app->get_help_ptr())
        parts.push_back(in_usage(option));
    }
  }
  constexpr std::size_t kIndent = 11;
  return fmt::format("{}\n", wrapped(parts, 0, kIndent));
}

std::string HelpFormatter::make_description(const CLI::App* app) const {
  return fmt::format("{}\n\n", wrapped(app->get_description(), 0, 0));
}

std::string HelpFormatter::make_option(const CLI::Option* option, bool is_positional) const {
  return entry(is_positional ? option->get_name(true) : with_type(option), option->get_description());
}

std::string HelpFormatter::make_subcommand(const CLI::App* verb) const {
  return entry(verb->get_name(), verb->get_description());
}

std::string HelpFormatter::make_footer(const CLI::App* app) const {
  const std::string footer = app->get_footer();
  std::string_view rest = footer;
  std::string text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    // Indented lines are examples and are not wrapped.
    text += fmt::format("\n{}", line.starts_with(' ') ? std::string(line) : wrapped(line, 0, 0));
  }
  return text.empty() ? text : fmt::format("{}\n", text);
}

}  // namespace insyn::cli
