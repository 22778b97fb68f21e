#include "words/reason.h"

#include "words/call_reason.h"
#include "words/clock.h"

namespace insyn::words {
namespace {

using namespace reason;

// One that can be recorded where it is stored in the usual way.
bool is_usual_depth(int bits) { return bits == 15 || bits == 16 || bits == 24 || bits == 30; }

struct English : CallEnglish {
  using CallEnglish::operator();
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
  std::string operator()(const NoWord& why) const {
    return fmt::format(
        "the witness {} has not said that the agreement is in force, so it may have been withdrawn; nothing "
        "is "
        "recorded until its word is here (insyn-link status)",
        why.witness);
  }
  std::string operator()(const WordTooOld& why) const {
    return fmt::format(
        "the witness {} said last at {} that the agreement is in force, which is longer ago than agreed; "
        "nothing "
        "is recorded until a newer word of it is here (insyn-link status)",
        why.witness, to_text(why.last));
  }
  std::string operator()(const EnoughOfKind& why) const {
    return fmt::format("there are as many recordings of questions of the kind “{}” as agreed", why.kind);
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
  std::string operator()(const ScreenWithheld& why) const { return say(why.because, Language::kEnglish); }
  std::string operator()(const ProgramMissing& why) const {
    return fmt::format("“{}” is agreed as {}, which does not exist here or cannot be read ({})",
                       why.application, why.path, why.message);
  }
  std::string operator()(const ProgramIsLink& why) const {
    return fmt::format(
        "“{}” is agreed as {}, which is a symbolic link or leads over one and can be pointed elsewhere; "
        "agree on the file itself, {}",
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
  std::string operator()(const ProgramIsInterpreted& why) const {
    return fmt::format(
        "“{}” is agreed as {}, which {} runs; the windows belong to that. Agree on that together with the "
        "window class of the application (wm_class), since everything else that it runs has the same program",
        why.application, why.path, why.interpreter.empty() ? "another program" : why.interpreter);
  }
  std::string operator()(const ProgramIsLauncher& why) const {
    const std::string what =
        why.launcher == why.path ? "which" : fmt::format("which leads to {}, which", why.launcher);
    return fmt::format(
        "“{}” is agreed as {}, {} only starts other programs; the windows belong to the one that it starts. "
        "Start it, let `insyn try` name that program, and agree on it",
        why.application, why.path, what);
  }
  std::string operator()(const ProgramIsPacked& why) const {
    return fmt::format(
        "“{}” is agreed as {}, an AppImage, whose program is unpacked to another place each time that it "
        "starts. Unpack it once (--appimage-extract) to where only the administrator can write, start it "
        "from there, and agree on the program that `insyn try` then names",
        why.application, why.path);
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
  std::string operator()(const ProgramOtherClass& why) const {
    const std::string found =
        why.found.empty() ? "no window class" : fmt::format("the window class “{}”", why.found);
    return fmt::format(
        "a window of “{}” ({}) is on the screen, but has {}, and agreed is “{}” (wm_class); open a window of "
        "that class, or have the parties agree on this one",
        why.application, why.path, found, why.agreed);
  }
  std::string operator()(const ProgramStartedAnother& why) const {
    return fmt::format(
        "“{}” is agreed as {}, which has no window on the screen itself, but has started {}, which has; "
        "agree on that where it is the application",
        why.application, why.path, why.running);
  }
  std::string operator()(const ProgramUnknown& why) const {
    return fmt::format(
        "what looks like “{}” on the screen belongs to a program that cannot be told, of another user or "
        "another computer; start {} on this computer and as this user",
        why.application, why.path);
  }
  std::string operator()(const WaylandSession&) const {
    return "this is a Wayland session, in which no mark on the screen can be checked; log in with an X11 "
           "(Xorg) session";
  }
  std::string operator()(const ScreenDepth& why) const {
    if (is_usual_depth(why.bits)) {
      return fmt::format(
          "the screen's {} bits a pixel are stored in a way that cannot be recorded (not as true colour, or "
          "in three bytes); have the X server started with true colour and four bytes a pixel",
          why.bits);
    }
    return fmt::format("the screen has {} bits a pixel; 15, 16, 24 and 30 can be recorded", why.bits);
  }
  std::string operator()(const Fault& why) const { return why.message; }
};

struct Swedish : CallSwedish {
  using CallSwedish::operator();
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
        "måste läggas till (insyn roster add)",
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
  std::string operator()(const NoWord& why) const {
    return fmt::format(
        "vittnet {} har inte sagt att avtalet gäller, så det kan vara uppsagt; inget spelas in förrän "
        "beskedet "
        "är här (insyn-link status)",
        why.witness);
  }
  std::string operator()(const WordTooOld& why) const {
    return fmt::format(
        "vittnet {} sade senast {} att avtalet gäller, vilket är längre sedan än avtalat; inget spelas in "
        "förrän "
        "ett nyare besked är här (insyn-link status)",
        why.witness, to_text(why.last));
  }
  std::string operator()(const EnoughOfKind& why) const {
    return fmt::format("det finns så många inspelningar av frågor av slaget ”{}” som avtalat", why.kind);
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
  std::string operator()(const ScreenWithheld& why) const { return say(why.because, Language::kSwedish); }
  std::string operator()(const ProgramMissing& why) const {
    return fmt::format("”{}” är avtalat som {}, som inte finns eller inte går att läsa ({})", why.application,
                       why.path, why.message);
  }
  std::string operator()(const ProgramIsLink& why) const {
    return fmt::format(
        "”{}” är avtalat som {}, som är en symbolisk länk eller går via en och kan pekas om; avtala om "
        "själva filen, {}",
        why.application, why.path, why.file);
  }
  std::string operator()(const ProgramWritable& why) const {
    return fmt::format(
        "”{}” är avtalat som {}, som andra kan byta ut eftersom de kan ändra {}; be administratören att "
        "ensam äga den (chown root, chmod go-w)",
        why.application, why.path, why.place);
  }
  std::string operator()(const ProgramIsScript& why) const {
    if (why.starts.empty()) {
      return fmt::format(
          "”{}” är avtalat som {}, som är ett skript; fönstren tillhör programmet som det startar. Starta "
          "det, låt `insyn try` säga vilket program det är, och avtala om det",
          why.application, why.path);
    }
    return fmt::format("”{}” är avtalat som {}, som är ett skript som startar {}; avtala om det programmet",
                       why.application, why.path, why.starts);
  }
  std::string operator()(const ProgramIsInterpreted& why) const {
    return fmt::format(
        "”{}” är avtalat som {}, som körs av {}; fönstren tillhör det programmet. Avtala om det tillsammans "
        "med programmets fönsterklass (wm_class), eftersom allt annat som det kör är samma program",
        why.application, why.path, why.interpreter.empty() ? "ett annat program" : why.interpreter);
  }
  std::string operator()(const ProgramIsLauncher& why) const {
    const std::string what =
        why.launcher == why.path ? "som" : fmt::format("som leder till {}, som", why.launcher);
    return fmt::format(
        "”{}” är avtalat som {}, {} bara startar andra program; fönstren tillhör det som startas. Starta "
        "det, låt `insyn try` säga vilket program det är, och avtala om det",
        why.application, why.path, what);
  }
  std::string operator()(const ProgramIsPacked& why) const {
    return fmt::format(
        "”{}” är avtalat som {}, en AppImage, vars program packas upp på ett nytt ställe varje gång det "
        "startas. Packa upp den en gång (--appimage-extract) där bara administratören kan skriva, starta den "
        "därifrån och avtala om det program som `insyn try` då nämner",
        why.application, why.path);
  }
  std::string operator()(const ProgramOtherVersion& why) const {
    return fmt::format(
        "”{}”: {} är inte den avtalade versionen (SHA-256 {} i stället för {}); parterna måste skriva under "
        "för den här versionen",
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
  std::string operator()(const ProgramOtherClass& why) const {
    const std::string found =
        why.found.empty() ? "har ingen fönsterklass" : fmt::format("har fönsterklassen ”{}”", why.found);
    return fmt::format(
        "ett fönster i ”{}” ({}) finns på skärmen, men det {}, och avtalat är ”{}” (wm_class); öppna ett "
        "fönster av den klassen, eller låt parterna avtala om den här",
        why.application, why.path, found, why.agreed);
  }
  std::string operator()(const ProgramStartedAnother& why) const {
    return fmt::format(
        "”{}” är avtalat som {}, som självt inte har något fönster på skärmen, men det har startat {}, som "
        "har det; avtala om det programmet om det är det som avses",
        why.application, why.path, why.running);
  }
  std::string operator()(const ProgramUnknown& why) const {
    return fmt::format(
        "det som ser ut som ”{}” på skärmen tillhör ett program som inte går att känna igen, hos en annan "
        "användare eller på en annan dator; starta {} på den här datorn och som den här användaren",
        why.application, why.path);
  }
  std::string operator()(const WaylandSession&) const {
    return "det här är en Wayland-session, där ingen markering på skärmen kan kontrolleras; logga in med en "
           "X11-session (Xorg)";
  }
  std::string operator()(const ScreenDepth& why) const {
    if (is_usual_depth(why.bits)) {
      return fmt::format(
          "skärmens {} bitar per bildpunkt lagras på ett sätt som inte går att spela in (inte som true "
          "colour, eller i tre byte); låt X-servern startas med true colour och fyra byte per bildpunkt",
          why.bits);
    }
    return fmt::format("skärmen har {} bitar per bildpunkt; 15, 16, 24 och 30 går att spela in", why.bits);
  }
  std::string operator()(const Fault& why) const { return fmt::format("ett fel: {}", why.message); }
};

}  // namespace

std::string say(const Reason& reason, Language language) {
  return language == Language::kSwedish ? std::visit(Swedish(), reason.any())
                                        : std::visit(English(), reason.any());
}

std::string say_end(const Reason& reason, bool tail_lost, Language language) {
  std::string text = say(reason, language);
  if (!tail_lost) return text;
  return text + (language == Language::kSwedish ? "; de två sista sekunderna gick inte att skriva"
                                                : "; the last two seconds could not be written any more");
}

}  // namespace insyn::words
