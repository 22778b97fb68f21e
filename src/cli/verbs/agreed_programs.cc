#include "cli/verbs/agreed_programs.h"

#include "note/note.h"
#include "recorder/stages/application.h"
#include "words/reason.h"

namespace insyn::cli {
namespace {

using agreement::Application;

std::string in_english(const reason::Reason& why) { return words::say(why, words::Language::kEnglish); }

Result<agreement::Terms> terms_of(const std::string& text, bool is_signed) {
  if (!is_signed) return agreement::parse_terms(text);
  TRY_ASSIGN(const note::Note note, note::parse(text));
  return agreement::parse_terms(note.text);
}

// The program to agree on instead; empty where there is none.
std::string better_program(const reason::Reason& why) {
  if (const auto* link = why.as<reason::ProgramIsLink>()) return link->file;
  if (const auto* script = why.as<reason::ProgramIsScript>()) return script->starts;
  return "";
}

// Nothing can be recorded of it on any computer: its windows are another program's.
bool is_another_programs(const reason::Reason& why) {
  return why.as<reason::ProgramIsScript>() != nullptr || why.as<reason::ProgramIsInterpreted>() != nullptr ||
         why.as<reason::ProgramIsLauncher>() != nullptr || why.as<reason::ProgramIsPacked>() != nullptr;
}

Status exchange(std::string& text, const std::string& from, const std::string& to) {
  const std::string quoted = "\"" + from + "\"";
  const std::size_t at = text.find(quoted);
  if (at == std::string::npos || to.find_first_of("\"\\\n") != std::string::npos)
    return fail(Code::kDenied, "write exe = \"{}\" into the agreement yourself", to);
  text.replace(at, quoted.size(), "\"" + to + "\"");
  return {};
}

}  // namespace

Status check_agreed_programs(const agreement::Terms& terms) {
  for (const Application& application : terms.applications) {
    if (application.kind != Application::kNative) continue;
    if (const auto found = recorder::ApplicationInScope::find(application); !found)
      return fail(Code::kDenied, "{}", in_english(found.error()));
  }
  return {};
}

Result<std::string> with_programs_that_run(std::string text, bool is_signed, Console& console) {
  const auto terms = terms_of(text, is_signed);
  // That is said by whoever signs.
  if (!terms) return text;
  for (const Application& application : terms->applications) {
    if (application.kind != Application::kNative) continue;
    const auto found = recorder::ApplicationInScope::find(application);
    if (found) continue;
    const std::string better = better_program(found.error());
    const bool is_other = !better.empty() || is_another_programs(found.error());
    if (!is_other) {
      console.say(fmt::format("{}. Nothing of it can be recorded on a computer where that is so",
                              in_english(found.error())));
      continue;
    }
    if (better.empty() || better == application.exe || is_signed)
      return fail(Code::kDenied, "nothing was signed: {}", in_english(found.error()));
    TRY(exchange(text, application.exe, better));
    console.say(
        fmt::format("“{}”: {} only leads to {}, whose windows are recorded; the agreement names that now",
                    application.name, application.exe, better));
    return with_programs_that_run(std::move(text), is_signed, console);
  }
  return text;
}

}  // namespace insyn::cli
