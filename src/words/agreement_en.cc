#include "agreement/not_enforced.h"
#include "base/name.h"
#include "words/agreement_parts.h"

// Each language has sentences by the same names.
namespace insyn::words::agreement_in_english {
namespace {

constexpr DayWords kDays = {{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
                            "Every day",
                            " to ",
                            " and "};

// What is agreed and not done comes first: nobody is to believe in it.
void not_done(Document& page, const agreement::Terms& terms) {
  const std::string keys = not_enforced_text(terms);
  const bool nobody_begins = !terms.manual_calls && terms.call_sources.empty();
  std::vector<std::string> pages;
  for (const agreement::Application& one : terms.applications) {
    if (one.kind == agreement::Application::kWeb) pages.push_back(one.name);
  }
  if (keys.empty() && !nobody_begins && pages.empty()) return;
  page.heading("What this version does not do");
  if (!keys.empty()) {
    page.line(
        fmt::format("It cannot do what is agreed in: {}. So it records nothing under this agreement.", keys));
  }
  if (nobody_begins) {
    page.line(
        "Nobody may say that a call has begun (calls.manual is not true, and no call source is named). So "
        "nothing is recorded under this agreement.");
  }
  if (!pages.empty()) {
    page.line(fmt::format("It cannot record pages in a browser, and records nothing of {}.",
                          listed(pages, " or ")));
  }
}

void purpose(Document& page, const agreement::Terms& terms) {
  page.heading("Why");
  page.line(terms.purpose);
  if (!terms.negotiation.empty()) page.line(fmt::format("Negotiated: {}", terms.negotiation));
  if (!terms.dpia.empty()) page.line(fmt::format("Data protection impact assessment: {}", terms.dpia));
}

std::string application_text(const agreement::Application& application) {
  if (application.kind == agreement::Application::kNative) {
    const std::string program =
        fmt::format("the windows of the program {} ({}){}", application.name, application.exe,
                    application.sha256 ? ", in the exact version agreed on" : "");
    const std::string special = beyond_ascii(application.exe);
    return special.empty() ? program : program + fmt::format("; special characters in the path: {}", special);
  }
  std::string pages = fmt::format("the pages of {} in the browser ({})", listed(application.origins, " and "),
                                  application.name);
  if (application.except.empty()) return pages;
  return fmt::format("{}, except {}", pages, listed(application.except, " and "));
}

void what(Document& page, const agreement::Terms& terms) {
  page.heading("What may be recorded");
  for (const agreement::Application& application : terms.applications)
    page.item(application_text(application));
  page.line("Nothing else on the screen is kept, even where it lies in front of these.");
}

void how_much(Document& page, const agreement::Terms& terms) {
  page.heading("How much of it");
  switch (terms.level) {
    case agreement::Level::kMetrics:
      page.line(terms.screens.empty()
                    ? "No pictures at all, and nothing else of the screen either."
                    : "No pictures at all: only which of the screens below was shown, and when.");
      return;
    case agreement::Level::kStructure:
      page.line("Pictures in which the layout can be made out, but no text can be read.");
      break;
    case agreement::Level::kMasked:
      page.line("Pictures in which all text is hidden, except in the areas listed for it.");
      break;
    case agreement::Level::kFull:
      page.line(
          "Pictures exactly as the agent sees them, with text, and so with what they show of customers.");
      break;
  }
  page.line(fmt::format("At most {} a second.", count_text(terms.max_fps, "picture", "pictures")));
}

void screens(Document& page, const agreement::Terms& terms) {
  if (terms.screens.empty()) return;
  page.heading("Which screens are told apart");
  page.line("Where a window's title fits one of these rules, the name before it is noted, and the time.");
  page.line("The title itself is never kept. * stands for anything; the first rule that fits counts.");
  for (const agreement::Screen& screen : terms.screens) {
    page.item(fmt::format("{}: “{}”{}", screen.name, screen.title,
                          screen.application.empty() ? "" : fmt::format(", in {}", screen.application)));
  }
}

void period(Document& page, const agreement::Terms& terms) {
  const std::string from = instant_text(terms, terms.not_before, kEnglishMonths);
  if (is_midnight(terms, terms.not_after)) {
    const Utc last_day = terms.not_after - std::chrono::milliseconds(1);
    page.line(
        fmt::format("From {} up to and including {}.", from, date_text(terms, last_day, kEnglishMonths)));
  } else {
    page.line(fmt::format("From {} until {}.", from, instant_text(terms, terms.not_after, kEnglishMonths)));
  }
}

void when(Document& page, const agreement::Terms& terms) {
  page.heading(fmt::format("When (by the clock of {})", agreement::zone_of(terms)));
  period(page, terms);
  if (terms.hours) {
    page.line(fmt::format("{}, between {} and {}.", days_text(terms.hours->days, kDays),
                          clock_text(terms.hours->from), clock_text(terms.hours->to)));
  }
  page.line(terms.after_call_seconds == 0
                ? "During customer calls only: recording ends when the call does."
                : fmt::format("During customer calls only, and up to {} after each.",
                              count_text(terms.after_call_seconds, "second", "seconds")));
  if (terms.manual_calls) {
    page.line(
        "That a call begins and ends is said at the workstation, by the agent or a program there. The "
        "telephone system is not asked.");
  }
  const std::string cap = fmt::format("at most {} per agent and week",
                                      count_text(terms.calls_per_agent_per_week, "call", "calls"));
  page.line(terms.sample < 1
                ? fmt::format("About {} percent of the calls, and {}. Chance decides which; nobody chooses.",
                              percent_text(terms.sample, '.'), cap)
                : fmt::format("Any call, but {}.", cap));
  page.line(fmt::format("At most {} of each call.", count_text(terms.max_minutes, "minute", "minutes")));
}

void agent(Document& page, const agreement::Terms& terms) {
  page.heading("What the agent can do");
  page.item("See, the whole time, what is being recorded. If the sign is not visible, nothing is kept.");
  page.item("Pause at any time, without giving a reason and without consequences.");
  page.item(fmt::format("Discard a recording within {} of the call.",
                        count_text(terms.discard_within_hours, "hour", "hours")));
  if (terms.did_not_help && keeps_events(terms))
    page.item(
        "Say, with one click in a call that is being recorded, that the system did not help. It counts in "
        "the "
        "report on the system, with the screen that was shown.");
  if (terms.see_own && !terms.screens.empty())
    page.item("Read, with their own key, which screens were noted in their calls.");
  if (terms.see_own && has_pictures(terms)) page.item("Watch every recording of their own.");
}

// Whose key it is, and who vouches for one that is not pinned.
std::string opener_text(const agreement::Opener& opener) {
  if (opener.pinned) return fmt::format("{}: {}, its own key", opener.name, opener.recipient);
  return fmt::format("{}: {}; {} vouches for it", opener.name, opener.recipient, opener.vouched_by);
}

void layer(Document& page, const agreement::Agreement& agreement, agreement::Layer layer,
           std::string_view side) {
  const auto openers = openers_of(agreement, layer);
  page.line(openers.size() == 1 ? fmt::format("On {} side this key alone:", side)
                                : fmt::format("On {} side any one of these keys:", side));
  for (const agreement::Opener* one : openers) page.item(opener_text(*one));
  if (openers.size() == 1) {
    page.line("There is no spare one: if it is lost, nothing that was recorded can ever be opened again.");
  }
}

// Without the pins nobody knows whose the keys are.
void unverified_openers(Document& page, const agreement::Terms& terms) {
  if (terms.reviewers.empty() && terms.union_recipients.empty()) {
    page.line("The keys are the parties' own. Give the --pin files to see them.");
    return;
  }
  page.line(
      "These keys are named; whether the party they are said to be of vouches for them has not been checked "
      "(give the --pin files):");
  for (const std::string& one : terms.union_recipients) page.item(fmt::format("union's side: {}", one));
  for (const std::string& one : terms.reviewers) page.item(fmt::format("employer's side: {}", one));
}

void access(Document& page, const agreement::Terms& terms, const agreement::Agreement* verified) {
  page.heading("Who can open a recording");
  if (has_pictures(terms)) {
    page.line("Nobody alone: it takes a key of the union's side and one of the employer's.");
    if (verified == nullptr) {
      unverified_openers(page, terms);
    } else {
      layer(page, *verified, agreement::Layer::kUnion,
            terms.unions.size() == 1 ? "the union's" : "the unions'");
      layer(page, *verified, agreement::Layer::kReviewers, "the employer's");
    }
    if (terms.see_own) {
      page.line(
          "Besides, agents can open their own. The key for that lies on the agent's computer, and whoever "
          "administers that computer can take it.");
    }
  }
  if (keeps_events(terms)) {
    page.line(fmt::format("{}: whoever has the key to {} and the union, together.",
                          terms.did_not_help
                              ? "Which screen was shown when, and what agents said of the system"
                              : "Which screen was shown when",
                          *terms.insight_recipient));
    if (verified != nullptr) {
      for (const agreement::Opener* one : openers_of(*verified, agreement::Layer::kInsight))
        page.item(opener_text(*one));
    }
  }
  if (!has_pictures(terms)) return;
  page.line(
      terms.ledger
          ? "Whoever asks to open one, for what purpose, and who approved it, is on a ledger that can only "
            "grow, before anything is opened. The agent whose recording it is can read it there."
          : "No ledger is agreed, so nothing shows who opens a recording: that two sides are needed is all "
            "that stands against it.");
}

// Who may put the call's sound beside the pictures.
void voices(Document& page, const agreement::Terms& terms) {
  if (terms.audio == agreement::Audio::kNone || !terms.ledger) return;
  page.heading("Sound");
  page.line(
      terms.audio == agreement::Audio::kCustomer
          ? "The customer's voice, and no other, may be put beside a recording's pictures, out of what the "
            "employer's telephone system has recorded anyway."
          : "Both voices may be put beside a recording's pictures, the agent's too, out of what the "
            "employer's "
            "telephone system has recorded anyway.");
  if (!has_pictures(terms)) {
    page.line("No pictures are kept under this agreement, and so no sound beside them.");
    return;
  }
  page.line(
      "It is sealed like the pictures: it takes the same two keys to hear it, and it is destroyed with them. "
      "What was "
      "said while the agent paused is in it; the pages play it silent there.");
  if (terms.importers.empty()) {
    page.line("Nobody may attach it: the agreement names no importer.");
    return;
  }
  page.line("Only these may attach it, and they can open nothing:");
  for (const agreement::Importer& one : terms.importers) page.item(one.keys.name);
}

void keeping(Document& page, const agreement::Terms& terms) {
  page.heading("How long it is kept");
  const std::string days = count_text(terms.retention_days, "day", "days");
  page.line(terms.ledger
                ? fmt::format("{}. Then the centre destroys the keys to it, by itself.", days)
                : fmt::format("{}. After that it is to be deleted: no centre does that, so whoever keeps "
                              "the recordings has to.",
                              days));
}

void results(Document& page, const agreement::Terms& terms) {
  page.heading("What comes out of it");
  page.line("Answers about the system: where it helps, where it does not, and where time is lost.");
  page.line(keeps_events(terms)
                ? fmt::format("Results are shown only where they rest on at least {} and {}.",
                              count_text(terms.min_group, "agent", "agents"),
                              count_text(terms.min_calls, "call", "calls"))
                : std::string("No statistics: the events that they would be made of are not kept."));
}

void never(Document& page) {
  page.heading("What is never done");
  page.item("No agent is ranked, scored or timed.");
  page.item("No keystrokes, no webcam, no whole screen, no other program.");
  page.item("Nobody watches live, and nothing is recorded in secret.");
  page.item("Nothing is recorded before or after the agreed time: it stops by itself.");
  page.item(
      "Any party can withdraw alone (insyn agreement withdraw). A workstation stops within a second of the "
      "withdrawal reaching it, and nothing is ever recorded under this agreement again.");
}

void signatures(Document& page, const agreement::Agreement& agreement) {
  page.heading("Signed");
  page.item(fmt::format("{}, for the employer", agreement.employer().name));
  for (const note::PublicKeys& one : agreement.unions())
    page.item(fmt::format("{}, for the union", one.name));
  page.line(fmt::format("Fingerprint of the signed text (SHA-256): {}", to_hex(agreement.hash())));
}

}  // namespace
}  // namespace insyn::words::agreement_in_english

namespace insyn::words {

Document explain_in_english(const agreement::Terms& terms, const agreement::Agreement* signed_agreement) {
  Document page;
  page.heading(fmt::format("Agreement {}", terms.id));
  page.line(fmt::format("Between {} (employer) and {} ({}).", terms.employer, listed(terms.unions, " and "),
                        terms.unions.size() == 1 ? "union" : "unions"));
  if (signed_agreement == nullptr) page.line("These are its terms; the signatures have not been looked at.");
  agreement_in_english::not_done(page, terms);
  agreement_in_english::purpose(page, terms);
  agreement_in_english::what(page, terms);
  agreement_in_english::how_much(page, terms);
  agreement_in_english::screens(page, terms);
  agreement_in_english::when(page, terms);
  agreement_in_english::agent(page, terms);
  agreement_in_english::access(page, terms, signed_agreement);
  agreement_in_english::voices(page, terms);
  agreement_in_english::keeping(page, terms);
  agreement_in_english::results(page, terms);
  agreement_in_english::never(page);
  if (signed_agreement != nullptr) agreement_in_english::signatures(page, *signed_agreement);
  return page;
}

}  // namespace insyn::words
