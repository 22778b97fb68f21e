#include "agreement/trial.h"

#include "toml/document.h"

namespace insyn::agreement {
namespace {

constexpr std::string_view kHead =
    "# TRIAL: for trying Insyn out on a computer of one's own, with made-up calls.\n"
    "# It is no agreement between an employer and a union, and must not be used for one.\n"
    "insyn = 1\n";

constexpr std::string_view kParties =
    "employer = \"TRIAL, no employer\"\n"
    "union = \"TRIAL, no union\"\n"
    "purpose = \"TRIAL: to see what Insyn records, and what it does not\"\n";

constexpr std::string_view kRecording =
    "\n[recording]\n"
    "level = \"full\"\n"
    "calls_per_agent_per_week = 1000\n"
    "sample = 1.0\n"
    "\n[calls]\n"
    "manual = true\n"
    "\n[retention]\n"
    "days = 14\n";

}  // namespace

std::string trial_terms_text(const TrialApplication& application, Utc now) {
  const Utc from = std::chrono::floor<std::chrono::seconds>(now);
  std::string text(kHead);
  text += fmt::format("id = \"trial-{}\"\n", to_text(from).substr(0, 10));
  text += kParties;
  text +=
      fmt::format("not_before = {}\nnot_after = {}\n", to_text(from), to_text(from + std::chrono::days(14)));
  text += fmt::format("\n[[application]]\nname = {}\nkind = \"native\"\nexe = {}\n",
                      toml::quoted(application.name), toml::quoted(application.exe));
  if (!application.wm_class.empty()) {
    text += fmt::format("wm_class = {}\n", toml::quoted(application.wm_class));
  }
  text += kRecording;
  return text;
}

}  // namespace insyn::agreement
