#include "words/agreement.h"
#include "words/agreement_parts.h"
#include "words/documents_parts.h"

// Each language has sentences by the same names.
namespace insyn::words::documents_in_english {
namespace {

std::string subject(const agreement::Terms& terms) {
  std::vector<std::string> names;
  for (const agreement::Application& one : terms.applications) names.push_back(one.name);
  return listed(names, " and ");
}

std::string parties(const agreement::Terms& terms) {
  return fmt::format("{} and {}", terms.employer, listed(terms.unions, " and "));
}

void drafted_from(Document& page, const DocumentSet& set) {
  page.line(
      fmt::format("Drafted on {} from the terms of agreement {}. Whatever stands in brackets is for people "
                  "to write: no program knows it. Draft it again "
                  "when the terms change.",
                  date_text(set.terms, set.now, kEnglishMonths), set.terms.id));
  page.line(set.verified != nullptr
                ? fmt::format("The agreement is signed by {}; fingerprint of the signed text (SHA-256): {}.",
                              parties(set.terms), to_hex(set.verified->hash()))
                : std::string("Whether the agreement is signed was not looked at."));
}

void need(Document& page) {
  page.heading("1. Why an assessment is made");
  page.line(
      "Employees are observed systematically, by technology that is new to them, in a relation in which they "
      "cannot freely say no. Two of the "
      "criteria of the European Data Protection Board's guidelines (WP 248) are met at least: systematic "
      "monitoring, and people who "
      "depend on the controller. So an assessment is made before anything is recorded (article 35(1)).");
  page.blank("which further criteria are met, and which entry of the supervisory authority's list applies");
}

void description(Document& page, const DocumentSet& set) {
  const agreement::Terms& terms = set.terms;
  page.heading("2. What is done (article 35(7)(a))");
  page.line(fmt::format("Purpose: {}", terms.purpose));
  page.line(fmt::format("The object of study is {}. The results are about that system, never about a person.",
                        subject(terms)));
  page.line(fmt::format("Controller: {}. The agreement is between {}.", terms.employer, parties(terms)));
  page.blank(
      "interests that the controller pursues, and the legal basis by article 6, with article 9 where screens "
      "show such data");
  page.row({"What", "About whom", "Where it is", "Who can read it", "How long"});
  const std::string kept = count_text(terms.retention_days, "day", "days");
  if (has_pictures(terms))
    page.row({"Pictures of the agreed windows", "the agent who worked; customers whose data a screen shows",
              terms.ledger ? "sealed on the workstation, then at the centre" : "sealed on the workstation",
              "employer and union together", kept});
  if (has_sound(terms))
    page.row({"Sound of the recorded calls, from the telephone system",
              terms.audio == agreement::Audio::kBoth ? "the agent and the customer, by their voices"
                                                     : "the customer, by the voice",
              "sealed at the importer's, then at the centre", "employer and union together", kept});
  if (keeps_events(terms))
    page.row({"Which screen was shown when", "the agent who worked", "sealed likewise",
              fmt::format("{} and the union together", *terms.insight_recipient), kept});
  page.row({"Agent's pseudonym, computer, call's id, kind, queue, begin", "the agent; the call",
            "certificate of the recording, readable for the "
            "server",
            "union, agent and the server; never a reviewer", kept});
  if (!terms.call_sources.empty())
    page.row({"What the telephone system said of the call, without the caller's number or name", "the agent",
              "sealed beside the pictures", "the union; the agent", kept});
  if (terms.ledger)
    page.row({"That somebody asked to open a recording, why, and who approved", "whoever asked and approved",
              "the ledger, which is never shortened", "both parties, the agent concerned, witnesses",
              "for ever, without the agent's name"});
  page.line(
      "The way of the data: a window's pixels are judged on the workstation; what is not of an agreed window "
      "is withheld before anything is "
      "written. What is left is sealed with public keys at once, so that neither the workstation nor the "
      "server can open it. The server keeps it, "
      "erases it in time, and hands it out where the union has peeled its layer for a stated purpose.");
}

void set_up(Document& page, const DocumentSet& set) {
  page.heading("3. The centre as it is set up");
  if (set.centre == nullptr) {
    page.blank(
        "where recordings are kept, by whom the server is run, processors and agreements with them (article "
        "28), transfers out of the EEA");
    return;
  }
  const CentreSetUp& centre = *set.centre;
  const std::vector<std::string> witnesses = witnesses_of(set.terms);
  page.row({"What", "How"});
  page.row({"Program", fmt::format("insyn-server {}", centre.version)});
  page.row({"Workstations on the roster", fmt::format("{}", centre.workstations)});
  page.row({"Records of what is there", centre.postgresql ? "PostgreSQL" : "SQLite, on the server's disk"});
  page.row({"Sealed recordings", centre.s3 ? "an S3 store" : "a folder of the server's"});
  page.row({"Connections",
            centre.tls ? "TLS by the server" : "plain at the server: TLS has to be in front of it"});
  page.row({"Witnesses of the ledger", witnesses.empty() ? "none" : listed(witnesses, " and ")});
  page.row({"Sources of calls", centre.call_sources.empty() ? "none" : listed(centre.call_sources, " and ")});
  page.row({"Last backup", centre.backup ? date_text(set.terms, *centre.backup, kEnglishMonths)
                                         : "none by insyn-server backup"});
  page.blank(
      "by whom the server is run, processors and agreements with them (article 28), transfers out of the "
      "EEA");
}

void necessity(Document& page, const agreement::Terms& terms) {
  page.heading("4. Whether it is necessary and proportionate (article 35(7)(b))");
  page.row({"Principle", "How these terms meet it"});
  page.row({"Only for the purpose (article 5(1)(b))",
            terms.purposes.empty() ? "each opening has a stated purpose, which the union approves or refuses"
                                   : fmt::format("opening is possible for these purposes alone: {}",
                                                 listed(terms.purposes, " and "))});
  page.row({"No more than needed (5(1)(c))",
            fmt::format("level {}; {} of the calls, at most {} a week for each agent, at most {} of each",
                        say(terms.level, Language::kEnglish),
                        terms.sample < 1 ? percent_text(terms.sample, '.') + " percent" : std::string("any"),
                        count_text(terms.calls_per_agent_per_week, "call", "calls"),
                        count_text(terms.max_minutes, "minute", "minutes"))});
  page.row(
      {"No longer than needed (5(1)(e))",
       count_text(terms.retention_days, "day", "days") +
           (terms.ledger ? ", then the keys are destroyed" : ", then whoever keeps them has to erase them")});
  page.row({"Fair and open (5(1)(a))",
            "a sign in each recorded window, the whole time; nothing is kept where it cannot be seen"});
  page.row({"Security (5(1)(f), 32)",
            "sealed on the workstation; two parties' keys to open; verified by the union before it peels"});
  page.row({"Accountability (5(2))", terms.ledger
                                         ? "a ledger that can only grow, watched by the union's witness"
                                         : "no ledger: nobody can show what was opened"});
  page.blank(
      "why the purpose cannot be reached by something that intrudes less: interviews, tests with made-up "
      "customers, the support system's own logs");
}

void risks(Document& page, const DocumentSet& set) {
  const agreement::Terms& terms = set.terms;
  page.heading("5. Risks, and what stands against them (article 35(7)(c) and (d))");
  page.line("Likelihood and severity are for people to judge, in the last column: low, medium or high each.");
  page.row({"Risk", "What stands against it", "What is left", "Likelihood, severity"});
  const auto risk = [&page](const char* what, std::string measure, const char* left) {
    page.row({what, std::move(measure), left, "[fill in]"});
  };
  risk("Something else on the screen is recorded: mail, chat, a colleague's message",
       "each picture is kept only where every pixel of it was the agreed window's when it was read; unsure "
       "means withheld",
       "what the agreed window itself shows of something else");
  risk("Agents are watched outside customer calls",
       terms.manual_calls ? "recording ends with the call, which somebody at the workstation says"
                          : "a call source at the telephone system signs each second that the call goes on; "
                            "without it nothing is kept",
       terms.manual_calls
           ? "a call that nobody ends, up to the agreed minutes"
           : "a telephone system whose owner makes it lie; the statements can be compared with the bill");
  risk("Somebody is recorded without knowing",
       "there is no hidden mode; nothing is kept while the sign is covered", "an agent who does not look");
  risk("Single agents are judged, ranked or timed",
       keeps_events(terms)
           ? fmt::format(
                 "no such figure is made; results need {} and {}; reviewers never learn whose call it was",
                 count_text(terms.min_group, "agent", "agents"), count_text(terms.min_calls, "call", "calls"))
           : "no figures are made; reviewers never learn whose call it was",
       "a reviewer who knows an agent's way of working, or compares times with a telephone log");
  risk("The employer opens recordings alone",
       "the union's key is needed, and its client verifies purpose, ledger and recording first",
       "both parties together can do what the agreement forbids");
  risk("Customers' data are seen by more people",
       has_pictures(terms) ? "sealed, opened for a stated purpose, erased in time" : "no pictures are kept",
       has_pictures(terms) ? "reviewers see what the agent saw" : "none");
  risk("The server, its disks or its backup are stolen", "nothing there opens: it has public keys alone",
       "times, sizes, pseudonyms, call ids");
  risk("A workstation is stolen or taken over",
       terms.see_own ? "recordings are sealed; the agent's own key lies there"
                     : "recordings are sealed; no key that opens lies there",
       terms.see_own ? "whoever administers the computer can open that agent's recordings"
                     : "what the agent sees can be seen by whoever has the computer, as without Insyn");
  risk("Recordings are kept for too long",
       terms.ledger ? "keys are destroyed by date; the receipt of it is on record"
                    : "the agreed days; nothing erases by itself",
       "copies that somebody made of an opened recording");
  risk("The purpose slides",
       "terms are signed and cannot change; either party withdraws alone, and recording stops",
       "a later agreement that allows more");
  risk("Agents dare not pause or discard",
       "a pause needs no reason; how often there was one is told to the union and the agent alone",
       "pressure outside the program");
  page.blank("risks of this workplace that the table lacks");
}

std::string in_words(Weight weight, const DocumentSet& set) {
  const agreement::Terms& terms = set.terms;
  switch (weight) {
    case Weight::kFullPictures:
      return "Pictures are kept as the agent sees them, with customers' data. The levels masked, structure "
             "and metrics keep less; say why they are not enough.";
    case Weight::kVoices:
      return "Agents' own voices may be sealed beside the pictures. audio = \"customer\" or \"none\" keeps "
             "less.";
    case Weight::kNoHours:
      return "No hours are agreed: calls are recorded at any time of day and on any day.";
    case Weight::kEveryCall:
      return "No sample is drawn: any call may be recorded, up to the weekly limit.";
    case Weight::kAfterCall:
      return fmt::format("Recording goes on for up to {} after a call.",
                         count_text(terms.after_call_seconds, "second", "seconds"));
    case Weight::kLongRetention:
      return fmt::format("Recordings are kept for {}, which is more than {}.",
                         count_text(terms.retention_days, "day", "days"), kLongRetentionDays);
    case Weight::kManualCalls:
      return "A program or person at the workstation says that a call goes on (calls.manual); the telephone "
             "system is not asked.";
    case Weight::kOwnKey:
      return "Agents' own keys lie on their computers (see_own): whoever administers a computer can take "
             "them.";
    case Weight::kOneUnionKey:
      return "There is one key on the union's side: if it is lost, nothing can be opened any more, by "
             "anybody.";
    case Weight::kSmallGroups:
      return fmt::format("Results are shown of groups from {}. Ten or more is safer.",
                         count_text(terms.min_group, "agent", "agents"));
    case Weight::kNoLedger:
      return "There is no ledger: that two sides are needed is all that stands against opening, and nobody "
             "can show afterwards what was opened.";
  }
  return "";
}

void left(Document& page, const DocumentSet& set) {
  page.heading("6. What these terms leave open");
  const std::vector<Weight> weights = weights_of(set);
  if (weights.empty()) page.line("Nothing beyond what the table above names.");
  for (const Weight one : weights) page.item(in_words(one, set));
}

void decision(Document& page, const agreement::Terms& terms) {
  page.heading("7. Views, advice, decision");
  page.line(
      fmt::format("Representatives of the employees (article 35(9)): {}.", listed(terms.unions, " and ")));
  if (!terms.negotiation.empty()) page.line(fmt::format("Negotiated: {}", terms.negotiation));
  page.blank("their views, and what was changed because of them");
  page.blank("advice of the data protection officer (article 35(2)), with date");
  page.blank("whether a high risk is left, and the supervisory authority is consulted first (article 36)");
  page.blank("who decided, when, and when the assessment is made again (article 35(11))");
}

void rights(Document& page, const agreement::Terms& terms) {
  page.heading("What you can ask for");
  page.item(
      terms.see_own
          ? "To see your recordings (article 15): you open them yourself, with your own key, in the agent's "
            "room."
          : "To see your recordings (article 15): ask the employer and the union, who open them together.");
  page.item(fmt::format("To have one erased (17): discard it within {}; after that ask.",
                        count_text(terms.discard_within_hours, "hour", "hours")));
  page.item("That processing be restricted (18), and to object to it (21), on grounds that concern you.");
  page.item("To complain to the supervisory authority.");
  page.item("No decision about you is made by a program (22), and none is based on what is recorded.");
  page.blank("how and from whom; how long an answer takes");
}

}  // namespace
}  // namespace insyn::words::documents_in_english

namespace insyn::words {

Document impact_assessment_in_english(const DocumentSet& set) {
  namespace in = documents_in_english;
  Document page;
  page.title(fmt::format("Data protection impact assessment: recording of {}", in::subject(set.terms)));
  page.line("By article 35 of the General Data Protection Regulation, (EU) 2016/679.");
  in::drafted_from(page, set);
  in::need(page);
  in::description(page, set);
  in::set_up(page, set);
  in::necessity(page, set.terms);
  in::risks(page, set);
  in::left(page, set);
  in::decision(page, set.terms);
  return page;
}

Document information_in_english(const DocumentSet& set) {
  namespace in = documents_in_english;
  const agreement::Terms& terms = set.terms;
  Document page;
  page.title(fmt::format("Information to employees: recording of {}", in::subject(terms)));
  page.line(
      fmt::format("{} have agreed that the windows of {} may be recorded in some customer calls, to learn "
                  "where the system helps and where it does not. "
                  "The system is studied, not you. This is the information that article 13 of the General "
                  "Data Protection Regulation asks for.",
                  in::parties(terms), in::subject(terms)));
  in::drafted_from(page, set);
  page.heading("Who is responsible");
  page.line(fmt::format("{} is the controller.", terms.employer));
  page.blank(
      "address, telephone, e-mail; the data protection officer's name and contact; the union's "
      "representative for questions");
  page.blank("the legal basis by article 6; if it is a legitimate interest, which one");
  page.add(explain_in_english(terms, set.verified));
  page.heading("What else is noted");
  page.line(
      "With each recording: your pseudonym from the roster, the computer, the call's id, kind and queue, and "
      "when it began. Reviewers never see these.");
  page.heading("Who else gets it");
  page.blank("who runs the server and keeps backups; transfers out of the EEA, or that there are none");
  in::rights(page, terms);
  return page;
}

}  // namespace insyn::words
