#include "words/refusal.h"

#include <fmt/format.h>

#include <algorithm>

#include "words/failure_said.h"
#include "words/refusal_said.h"

namespace insyn::words {
namespace {

consteval bool is_each_code_said() {
  return std::ranges::all_of(reason::kRefusalCodes, [](std::string_view code) {
    const auto is_said = [&](const RefusalSaid& said) {
      return said.code.text() == code && said.status == 0;
    };
    return std::ranges::any_of(kRefused, is_said) || std::ranges::any_of(kFailed, is_said);
  });
}
static_assert(is_each_code_said(), "a code of reason/refusal_code.h has no words");

std::string say_unknown(int status, std::string_view code, Language language) {
  const std::string answer = code.empty() ? std::to_string(status) : fmt::format("{} {}", status, code);
  return language == Language::kSwedish
             ? fmt::format(
                   "servern säger nej av ett skäl som den här versionen av Insyn inte känner till "
                   "({}); uppdatera Insyn, eller fråga den som driver servern",
                   answer)
             : fmt::format(
                   "the server refuses for a reason that this version of Insyn does not know ({}); "
                   "update Insyn, or ask whoever runs the server",
                   answer);
}

}  // namespace

std::string say_refusal(int status, std::string_view code, Language language) {
  const bool swedish = language == Language::kSwedish;
  const auto fits = [&](const RefusalSaid& one) {
    return one.code.text() == code && (one.status == 0 || one.status == status);
  };
  const auto text = [&](const RefusalSaid& said) { return swedish ? said.swedish : said.english; };
  if (const auto* said = std::ranges::find_if(kFailed, fits); said != std::end(kFailed))
    return std::string(text(*said));
  if (const auto* said = std::ranges::find_if(kRefused, fits); said != std::end(kRefused))
    return fmt::format("{}: {}", swedish ? "servern säger nej" : "the server refuses", text(*said));
  return say_unknown(status, code, language);
}

}  // namespace insyn::words
