#include "words/reason.h"

#include "words/clock.h"

namespace insyn::words {
namespace {

using namespace reason;

std::string in_english(Withheld reason) {
  switch (reason) {
    case Withheld::kNotYetDrawn:
      return "not yet drawn";
    case Withheld::kForeignInside:
      return "another program's window inside";
    case Withheld::kNotVerified:
      return "program not verified";
    case Withheld::kHidden:
      return "hidden";
    case Withheld::kUnsupportedFormat:
      return "unsupported pixel format";
    case Withheld::kPaused:
      return "paused";
    case Withheld::kNotAllowed:
      return "not allowed by the agreement";
    case Withheld::kReadFailed:
      return "could not be read";
    case Withheld::kDamagedRecording:
      return "recording damaged";
    case Withheld::kSessionHidden:
      return "screen locked";
    case Withheld::kOnHold:
      return "call on hold";
    case Withheld::kNoIndicator:
      return "no indicator";
  }
  return "";
}

std::string in_swedish(Withheld reason) {
  switch (reason) {
    case Withheld::kNotYetDrawn:
      return "ännu inte ritat";
    case Withheld::kForeignInside:
      return "ett annat programs fönster inuti";
    case Withheld::kNotVerified:
      return "programmet kunde inte verifieras";
    case Withheld::kHidden:
      return "dolt";
    case Withheld::kUnsupportedFormat:
      return "bildformat som inte kan sparas";
    case Withheld::kPaused:
      return "pausat";
    case Withheld::kNotAllowed:
      return "inte tillåtet enligt avtalet";
    case Withheld::kReadFailed:
      return "gick inte att läsa";
    case Withheld::kDamagedRecording:
      return "inspelningen är skadad";
    case Withheld::kSessionHidden:
      return "skärmen är låst";
    case Withheld::kOnHold:
      return "samtalet väntade";
    case Withheld::kNoIndicator:
      return "markeringen syns inte på skärmen";
  }
  return "";
}

std::string explained_in_english(Withheld reason) {
  switch (reason) {
    case Withheld::kNotYetDrawn:
      return "not yet drawn by the application";
    case Withheld::kForeignInside:
      return "another program's window lay inside";
    case Withheld::kNotVerified:
      return "whose program it was could not be proven";
    case Withheld::kHidden:
      return "the window was hidden";
    case Withheld::kUnsupportedFormat:
      return "pixels in a form that cannot be kept";
    case Withheld::kPaused:
      return "paused";
    case Withheld::kNotAllowed:
      return "not allowed by the agreement";
    case Withheld::kReadFailed:
      return "the pixels could not be read";
    case Withheld::kDamagedRecording:
      return "the recording is damaged here";
    case Withheld::kSessionHidden:
      return "the screen was locked, or showed another session";
    case Withheld::kOnHold:
      return "the call was on hold";
    case Withheld::kNoIndicator:
      return "the screen did not show that it was being recorded";
  }
  return "";
}

std::string explained_in_swedish(Withheld reason) {
  switch (reason) {
    case Withheld::kNotYetDrawn:
      return "ännu inte ritat av programmet";
    case Withheld::kForeignInside:
      return "ett annat programs fönster låg inuti";
    case Withheld::kNotVerified:
      return "det gick inte att visa vilket program det var";
    case Withheld::kHidden:
      return "fönstret var dolt";
    case Withheld::kUnsupportedFormat:
      return "bildpunkter i en form som inte kan sparas";
    case Withheld::kPaused:
      return "inspelningen var pausad";
    case Withheld::kNotAllowed:
      return "avtalet tillät det inte";
    case Withheld::kReadFailed:
      return "bildpunkterna gick inte att läsa";
    case Withheld::kDamagedRecording:
      return "inspelningen är skadad här";
    case Withheld::kSessionHidden:
      return "skärmen var låst eller visade någon annans session";
    case Withheld::kOnHold:
      return "samtalet stod på väntan";
    case Withheld::kNoIndicator:
      return "det syntes inte på skärmen att den spelades in";
  }
  return "";
}

struct English {
  std::string operator()(const NotYet& why) const {
    return fmt::format("the agreement is in force from {} only", to_text(why.from));
  }
  std::string operator()(const Expired& why) const {
    return fmt::format("the agreement ended at {}", to_text(why.at));
  }
  std::string operator()(const OutsideHours& why) const {
    return fmt::format("the agreement allows recording from {} to {} only", time_of_day(why.from),
                       time_of_day(why.to));
  }
  std::string operator()(const OutsideDays&) const {
    return "the agreement does not allow recording on this day of the week";
  }
  std::string operator()(const NoClock& why) const {
    return fmt::format("the clock of the agreement's time zone cannot be read on this computer: {}",
                       why.message);
  }
  std::string operator()(const CapReached& why) const {
    return fmt::format("this week's {} calls are recorded", why.calls);
  }
  std::string operator()(const NotSampled&) const { return "this call is not in the agreed sample"; }
  std::string operator()(const ManualCalls&) const {
    return "the agreement does not allow calls to be begun by hand (calls.manual), only by the telephone "
           "system";
  }
  std::string operator()(const NotEnforced& why) const {
    return fmt::format(
        "this version cannot do what is agreed in {}; a newer one is needed, or another agreement", why.keys);
  }
  std::string operator()(const AgentNotOnRoster& why) const {
    return fmt::format(
        "the agent with the key {} is not on the roster that the parties have signed; the agent has to prove "
        "to have it (insyn keys prove) and be added (insyn roster add)",
        why.key);
  }
  std::string operator()(const DeviceNotOnRoster& why) const {
    return fmt::format(
        "this workstation, {}, is not on the roster that the parties have signed; its .pub file has to be "
        "added to it (insyn roster add)",
        why.name);
  }
  std::string operator()(const AgentUnknown&) const {
    return "nobody has said who is working here; say so in the menu of Insyn's icon";
  }
  std::string operator()(const AgentNotHere& why) const {
    return fmt::format(
        "“{}” is not among the agents who work at this computer and are on the roster; ask whoever keeps the "
        "roster",
        why.agent);
  }
  std::string operator()(const AgentNotProven& why) const {
    return fmt::format(
        "this is not a key that “{}” has on the roster; choose another one, or hand in a proof of this one",
        why.agent);
  }
  std::string operator()(const AgentInCall& why) const {
    return fmt::format(
        "a call is on, and “{}” is recorded; end the call first, or say that nobody is working here",
        why.agent);
  }
  std::string operator()(const Withdrawn& why) const {
    return fmt::format("{} withdrew the agreement at {}; nothing is ever recorded under it again", why.party,
                       to_text(why.at));
  }
  std::string operator()(const Superseded& why) const {
    return fmt::format("a later agreement has taken the place of this version of “{}”; enrol that one",
                       why.id);
  }
  std::string operator()(const AgreementGone&) const {
    return "the agreement was replaced or withdrawn on this computer";
  }
  std::string operator()(const EnrolmentChanged& why) const {
    return fmt::format("this computer's enrolment was changed: {}", why.file);
  }
  std::string operator()(const AllowedUntil& why) const {
    return fmt::format("the agreement allows recording until {} only", to_text(why.at));
  }
  std::string operator()(const ClockSetBack& why) const {
    return fmt::format(
        "the clock was set back: it shows {}, and it has been {} already. Set it right; where it was wrong "
        "before, have {} removed and the recorder started anew",
        to_text(why.shown), to_text(why.seen), why.file);
  }
  std::string operator()(const ClockMarkUnreadable& why) const {
    return fmt::format("nobody can tell whether the clock was set back: {}; have {} removed", why.message,
                       why.file);
  }
  std::string operator()(const CallEnded&) const { return "the call has ended"; }
  std::string operator()(const CallLost&) const { return "the program that reported the call is gone"; }
  std::string operator()(const ComputerSlept&) const {
    return "the computer went to sleep, which ends a call";
  }
  std::string operator()(const StopRequested&) const { return "it was asked to stop"; }
  std::string operator()(const TimeIsUp& why) const {
    return fmt::format("{} seconds were asked for", why.after.count());
  }
  std::string operator()(const LongestCall& why) const {
    return fmt::format("the agreement allows at most {} minutes of a call", why.at_most.count());
  }
  std::string operator()(const Discarded&) const { return "this call's recording was discarded"; }
  std::string operator()(const NoWindow&) const { return "no window of it is on the screen"; }
  std::string operator()(const ScreenWithheld& why) const { return in_english(why.because); }
  std::string operator()(const ProgramMissing& why) const {
    return fmt::format("“{}” is agreed as {}, which does not exist here or cannot be read ({})",
                       why.application, why.path, why.message);
  }
  std::string operator()(const ProgramIsLink& why) const {
    return fmt::format(
        "“{}” is agreed as {}, which is a symbolic link or leads over one and can be pointed elsewhere; "
        "agree "
        "on the file itself, {}",
        why.application, why.path, why.file);
  }
  std::string operator()(const ProgramWritable& why) const {
    return fmt::format(
        "“{}” is agreed as {}, which others can exchange, because they can change {}; have it made the "
        "administrator's alone (chown root, chmod go-w)",
        why.application, why.path, why.place);
  }
  std::string operator()(const ProgramIsScript& why) const {
    if (why.starts.empty()) {
      return fmt::format(
          "“{}” is agreed as {}, which is a script; the windows belong to the program that it starts. Start "
          "it, let `insyn try` name that program, and agree on it",
          why.application, why.path);
    }
    return fmt::format("“{}” is agreed as {}, which is a script that starts {}; agree on that",
                       why.application, why.path, why.starts);
  }
  std::string operator()(const ProgramOtherVersion& why) const {
    return fmt::format(
        "“{}”: {} is not the agreed version (SHA-256 {} instead of {}); the parties have to sign for this "
        "version",
        why.application, why.path, why.found, why.agreed);
  }
  std::string operator()(const ProgramReplaced& why) const {
    return fmt::format("{} was replaced by an update while “{}” ran; close it and start it again", why.path,
                       why.application);
  }
  std::string operator()(const ProgramIsAnother& why) const {
    return fmt::format("what looks like “{}” on the screen is {}, and agreed is {}", why.application,
                       why.running, why.path);
  }
  std::string operator()(const WaylandSession&) const {
    return "this is a Wayland session, in which no mark on the screen can be checked; log in with an X11 "
           "(Xorg) "
           "session";
  }
  std::string operator()(const ScreenDepth& why) const {
    return fmt::format("the screen has {} bits a pixel; 15, 16, 24 and 30 can be recorded", why.bits);
  }
  std::string operator()(const Fault& why) const { return why.message; }
};

struct Swedish {
  std::string operator()(const NotYet& why) const {
    return fmt::format("avtalet gäller först från {}", to_text(why.from));
  }
  std::string operator()(const Expired& why) const {
    return fmt::format("avtalet slutade gälla {}", to_text(why.at));
  }
  std::string operator()(const OutsideHours& why) const {
    return fmt::format("avtalet tillåter inspelning bara mellan {} och {}", time_of_day(why.from),
                       time_of_day(why.to));
  }
  std::string operator()(const OutsideDays&) const {
    return "avtalet tillåter inte inspelning den här veckodagen";
  }
  std::string operator()(const NoClock& why) const {
    return fmt::format("klockan i avtalets tidszon går inte att läsa på den här datorn: {}", why.message);
  }
  std::string operator()(const CapReached& why) const {
    return fmt::format("veckans {} samtal är redan inspelade", why.calls);
  }
  std::string operator()(const NotSampled&) const { return "samtalet är inte med i det avtalade urvalet"; }
  std::string operator()(const ManualCalls&) const {
    return "enligt avtalet får ingen säga till för hand att ett samtal börjar (calls.manual), bara "
           "telefonväxeln";
  }
  std::string operator()(const NotEnforced& why) const {
    return fmt::format(
        "den här versionen klarar inte det som avtalats i {}; det behövs en nyare, eller ett annat "
        "avtal",
        why.keys);
  }
  std::string operator()(const AgentNotOnRoster& why) const {
    return fmt::format(
        "handläggaren med nyckeln {} finns inte på den förteckning som parterna har undertecknat; "
        "handläggaren måste visa sig ha nyckeln (insyn keys prove) och läggas till (insyn roster add)",
        why.key);
  }
  std::string operator()(const DeviceNotOnRoster& why) const {
    return fmt::format(
        "den här datorn, {}, finns inte på den förteckning som parterna har undertecknat; dess .pub-fil "
        "måste "
        "läggas till (insyn roster add)",
        why.name);
  }
  std::string operator()(const AgentUnknown&) const {
    return "ingen har sagt vem som arbetar här; säg det i menyn på Insyns ikon";
  }
  std::string operator()(const AgentNotHere& why) const {
    return fmt::format(
        "”{}” finns inte bland de handläggare som arbetar vid den här datorn och står i förteckningen; fråga "
        "den som sköter förteckningen",
        why.agent);
  }
  std::string operator()(const AgentNotProven& why) const {
    return fmt::format(
        "det här är ingen nyckel som ”{}” har i förteckningen; välj en annan, eller lämna in ett bevis för "
        "den",
        why.agent);
  }
  std::string operator()(const AgentInCall& why) const {
    return fmt::format(
        "ett samtal pågår, och ”{}” spelas in; avsluta samtalet först, eller säg att ingen arbetar här",
        why.agent);
  }
  std::string operator()(const Withdrawn& why) const {
    return fmt::format("{} har sagt upp avtalet, {}; inget spelas någonsin mer in enligt det", why.party,
                       to_text(why.at));
  }
  std::string operator()(const Superseded& why) const {
    return fmt::format("ett senare avtal har ersatt den här versionen av ”{}”; installera det", why.id);
  }
  std::string operator()(const AgreementGone&) const {
    return "avtalet är utbytt eller återkallat på den här datorn";
  }
  std::string operator()(const EnrolmentChanged& why) const {
    return fmt::format("en av filerna som inspelningen vilar på har ändrats på den här datorn: {}", why.file);
  }
  std::string operator()(const AllowedUntil& why) const {
    return fmt::format("avtalet tillåter inspelning bara till {}", to_text(why.at));
  }
  std::string operator()(const ClockSetBack& why) const {
    return fmt::format(
        "klockan har ställts tillbaka: den visar {}, och den har redan varit {}. Ställ den rätt; om den gick "
        "fel tidigare, be att få {} borttagen och inspelaren startad på nytt",
        to_text(why.shown), to_text(why.seen), why.file);
  }
  std::string operator()(const ClockMarkUnreadable& why) const {
    return fmt::format("det går inte att avgöra om klockan har ställts tillbaka ({}); be att få {} borttagen",
                       why.message, why.file);
  }
  std::string operator()(const CallEnded&) const { return "samtalet är slut"; }
  std::string operator()(const CallLost&) const { return "programmet som meddelade samtalet är borta"; }
  std::string operator()(const ComputerSlept&) const {
    return "datorn försattes i viloläge, och då avslutas samtalet";
  }
  std::string operator()(const StopRequested&) const { return "inspelaren ombads att sluta"; }
  std::string operator()(const TimeIsUp& why) const {
    return fmt::format("{} sekunder var begärda", why.after.count());
  }
  std::string operator()(const LongestCall& why) const {
    return fmt::format("avtalet tillåter högst {} minuter av ett samtal", why.at_most.count());
  }
  std::string operator()(const Discarded&) const { return "samtalets inspelning är kastad"; }
  std::string operator()(const NoWindow&) const { return "inget av programmets fönster syns på skärmen"; }
  std::string operator()(const ScreenWithheld& why) const { return in_swedish(why.because); }
  std::string operator()(const ProgramMissing& why) const {
    return fmt::format("”{}” är avtalat som {}, som inte finns eller inte går att läsa ({})", why.application,
                       why.path, why.message);
  }
  std::string operator()(const ProgramIsLink& why) const {
    return fmt::format(
        "”{}” är avtalat som {}, som är en symbolisk länk eller går via en och kan pekas om; avtala om "
        "själva "
        "filen, {}",
        why.application, why.path, why.file);
  }
  std::string operator()(const ProgramWritable& why) const {
    return fmt::format(
        "”{}” är avtalat som {}, som andra kan byta ut eftersom de kan ändra {}; be administratören att "
        "ensam "
        "äga den (chown root, chmod go-w)",
        why.application, why.path, why.place);
  }
  std::string operator()(const ProgramIsScript& why) const {
    if (why.starts.empty()) {
      return fmt::format(
          "”{}” är avtalat som {}, som är ett skript; fönstren tillhör programmet som det startar. Starta "
          "det, "
          "låt `insyn try` säga vilket program det är, och avtala om det",
          why.application, why.path);
    }
    return fmt::format("”{}” är avtalat som {}, som är ett skript som startar {}; avtala om det programmet",
                       why.application, why.path, why.starts);
  }
  std::string operator()(const ProgramOtherVersion& why) const {
    return fmt::format(
        "”{}”: {} är inte den avtalade versionen (SHA-256 {} i stället för {}); parterna måste skriva under "
        "för "
        "den här versionen",
        why.application, why.path, why.found, why.agreed);
  }
  std::string operator()(const ProgramReplaced& why) const {
    return fmt::format("{} byttes ut av en uppdatering medan ”{}” kördes; stäng det och starta det igen",
                       why.path, why.application);
  }
  std::string operator()(const ProgramIsAnother& why) const {
    return fmt::format("det som ser ut som ”{}” på skärmen är {}, och avtalat är {}", why.application,
                       why.running, why.path);
  }
  std::string operator()(const WaylandSession&) const {
    return "det här är en Wayland-session, där ingen markering på skärmen kan kontrolleras; logga in med en "
           "X11-session (Xorg)";
  }
  std::string operator()(const ScreenDepth& why) const {
    return fmt::format("skärmen har {} bitar per bildpunkt; 15, 16, 24 och 30 går att spela in", why.bits);
  }
  std::string operator()(const Fault& why) const { return fmt::format("ett fel: {}", why.message); }
};

}  // namespace

std::string say(const Reason& reason, Language language) {
  return language == Language::kSwedish ? std::visit(Swedish(), reason.any())
                                        : std::visit(English(), reason.any());
}

std::string say(Withheld reason, Language language) {
  return language == Language::kSwedish ? in_swedish(reason) : in_english(reason);
}

std::string explain(Withheld reason, Language language) {
  return language == Language::kSwedish ? explained_in_swedish(reason) : explained_in_english(reason);
}

std::string say_end(const Reason& reason, bool tail_lost, Language language) {
  std::string text = say(reason, language);
  if (!tail_lost) return text;
  return text + (language == Language::kSwedish ? "; de två sista sekunderna gick inte att skriva"
                                                : "; the last two seconds could not be written any more");
}

}  // namespace insyn::words
