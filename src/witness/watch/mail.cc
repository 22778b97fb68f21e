#include "witness/watch/mail.h"

#include "os/process.h"
#include "words/clock.h"
#include "words/witness.h"

namespace insyn::witness {
namespace {

constexpr std::size_t kMostInOne = 100;
constexpr std::chrono::seconds kPatience{60};

}  // namespace

std::string message_of(const MailSettings& to, const std::string& origin, std::span<const Told> told) {
  const words::WitnessTexts& texts = words::witness_texts(to.language);
  std::string recipients;
  for (const std::string& one : to.to) recipients += (recipients.empty() ? "" : ", ") + one;
  std::string text = fmt::format(
      "From: {}\nTo: {}\nSubject: Insyn: {}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
      "Content-Transfer-Encoding: 8bit\nAuto-Submitted: auto-generated\n\n{} {}\n\n",
      to.from, recipients, texts.subject, texts.of_ledger, origin);
  for (const Told& one : told.first(std::min(told.size(), kMostInOne)))
    text += fmt::format("{}  {}\n\n", words::local_minute(one.at), one.in(to.language));
  if (told.size() > kMostInOne) text += fmt::format("{} {}\n\n", told.size() - kMostInOne, texts.more);
  text += fmt::format("{}\n", texts.what_to_do);
  return text;
}

Status send_mail(const MailSettings& to, const std::string& origin, std::span<const Told> told) {
  std::vector<std::string> arguments = {"-i", "--"};
  arguments.insert(arguments.end(), to.to.begin(), to.to.end());
  TRY_ASSIGN(const int code, run_program_on(to.program, arguments, message_of(to, origin, told), kPatience));
  if (code == 0) return {};
  return fail(Code::kTransient, "{} ended with {}", to.program.string(), code);
}

}  // namespace insyn::witness
