#include "tray/words.h"

#include <fmt/format.h>

namespace insyn::tray {
namespace {

using control::Activity;

struct Both {
  const char* sv;
  const char* en;
};

Both both(Word word) {
  switch (word) {
    case Word::kPause:
      return {"Pausa", "Pause"};
    case Word::kResume:
      return {"Fortsätt", "Resume"};
    case Word::kDiscard:
      return {"Kasta den här inspelningen …", "Discard this recording …"};
    case Word::kDiscardQuestion:
      return {
          "Inspelningen strimlas och kan aldrig öppnas igen. Resten av samtalet spelas inte in.",
          "The recording is shredded and can never be opened again. The rest of the call is not recorded."};
    case Word::kDiscarded:
      return {"Inspelningen är kastad.", "The recording is discarded."};
    case Word::kMyRecordings:
      return {"Mina inspelningar", "My recordings"};
    case Word::kWhatApplies:
      return {"Vad som gäller", "What applies to me"};
    case Word::kNow:
      return {"Nu", "Now"};
    case Word::kShortcut:
      return {"Ctrl+Alt+P pausar och fortsätter överallt.", "Ctrl+Alt+P pauses and resumes anywhere."};
    case Word::kNoRecorder:
      return {"Ingen inspelare är igång: inget spelas in.", "No recorder is running: nothing is recorded."};
    case Word::kPauseTip:
      return {"Inget behålls från och med nu. Ingen får veta vem som pausade eller varför.",
              "Nothing is kept from now on. Nobody is told who paused or why."};
    case Word::kResumeTip:
      return {"Inspelningen går vidare.", "The recording goes on."};
    case Word::kDate:
      return {"Datum", "Date"};
    case Word::kLength:
      return {"Längd", "Length"};
    case Word::kApplication:
      return {"Program", "Application"};
    case Word::kWithheld:
      return {"Undanhållet", "Withheld"};
    case Word::kKeptUntil:
      return {"Sparas till", "Kept until"};
    case Word::kOpenedBy:
      return {"Öppnad av", "Opened by"};
    case Word::kNobodyYet:
      return {"ingen på den här datorn", "nobody on this computer"};
    case Word::kNoPictures:
      return {"inga bilder, bara vilka skärmbilder som visades",
              "no pictures, only which screens were shown"};
    case Word::kNone:
      return {"Inga inspelningar av dig finns på den här datorn.",
              "There is no recording of yours on this computer."};
    case Word::kDiscardThis:
      return {"Kasta den valda", "Discard the chosen one"};
    case Word::kTold:
      return {"Jag har fått veta det här", "I have been told this"};
    case Word::kToldIntroduction:
      return {
          "Det här gäller för inspelning på din dator. Knappen betyder att du har fått veta det, inte att du "
          "samtycker. I den här versionen finns loggen över vem som har öppnat en inspelning inte än.",
          "This applies to recording on your computer. The button means that you have been told, not that "
          "you "
          "consent. The log of who has opened a recording does not exist in this version yet."};
    case Word::kRefused:
      return {"Det gick inte", "It was refused"};
    case Word::kSign:
      return {"Insyn, inspelning av det här fönstret", "Insyn, recording of this window"};
    case Word::kPlay:
      return {"Spela upp", "Play"};
    case Word::kPicture:
      return {"Inspelningens bild", "The recording's picture"};
    case Word::kTime:
      return {"Tid i inspelningen", "Time in the recording"};
    case Word::kPlayThis:
      return {"Spela upp den valda …", "Play the chosen one …"};
    case Word::kKeyFile:
      return {"Din nyckel (.age)", "Your key (.age)"};
    case Word::kDiscardIt:
      return {"Kasta den", "Discard it"};
    case Word::kKeepIt:
      return {"Behåll den", "Keep it"};
  }
  return {"", ""};
}

// The recorder gives its reasons in English. Those that an agent meets every day.
constexpr struct {
  const char* en;
  const char* sv;
} kReasons[] = {
    {"screen locked", "skärmen är låst"},
    {"not yet drawn", "ännu inte ritat"},
    {"another program's window inside", "ett annat programs fönster inuti"},
    {"program not verified", "programmet inte styrkt"},
    {"paused", "pausat"},
    {"call on hold", "samtalet väntade"},
    {"could not be read", "gick inte att läsa"},
    {"no indicator", "markeringen syns inte på skärmen"},
    {"no window of it is on the screen", "inget av dess fönster syns"},
    {"the agreement does not allow recording on this day of the week",
     "avtalet tillåter inte inspelning den här veckodagen"},
    {"the agreement ended at", "avtalet slutade gälla"},
    {"the agreement is in force from", "avtalet gäller från"},
    {"the agreement allows recording from", "avtalet tillåter inspelning från"},
    {"this call is not in the agreed sample", "samtalet är inte med i det avtalade urvalet"},
    {"the clock was set back", "klockan har ställts tillbaka"},
    {"this call's recording was discarded", "samtalets inspelning är kastad"},
    {"the agreement was replaced or withdrawn on this computer",
     "avtalet är utbytt eller återkallat på den här datorn"},
    {"the agreement allows at most", "avtalet tillåter högst"},
};

}  // namespace

std::string say(Word word, Language language) {
  const Both text = both(word);
  return language == Language::kSwedish ? text.sv : text.en;
}

std::string reason_in(const std::string& reason, Language language) {
  if (language != Language::kSwedish) return reason;
  for (const auto& known : kReasons) {
    const std::size_t at = reason.find(known.en);
    if (at == std::string::npos) continue;
    // What follows are times and names, which are the same in both.
    std::string rest = reason.substr(at + std::string(known.en).size());
    if (rest.ends_with(" only")) rest.resize(rest.size() - 5);
    if (const std::size_t to = rest.find(" to "); to != std::string::npos) rest.replace(to, 4, " till ");
    return known.sv + (rest.starts_with(" ") && rest.find_first_of("0123456789") == 1 ? rest : "");
  }
  return reason;
}

std::string in_words(const control::State& state, Language language) {
  const bool sv = language == Language::kSwedish;
  const std::string why = reason_in(state.why, language);
  switch (state.activity) {
    case Activity::kIdle:
      return sv ? "Inget samtal: inget spelas in" : "No call: nothing is recorded";
    case Activity::kRecording:
      return (sv ? "Spelar in " : "Recording ") + state.application;
    case Activity::kPaused:
      return sv ? "Pausad: inget behålls" : "Paused: nothing is kept";
    case Activity::kHeld:
      return sv ? "Samtalet väntar: inget behålls" : "On hold: nothing is kept";
    case Activity::kWithheld:
      return (sv ? "Inget behålls just nu: " : "Nothing is kept just now: ") + why;
    case Activity::kNotAllowed:
      return (sv ? "Spelas inte in: " : "Not recorded: ") + why;
  }
  return "";
}

std::string clock_text(std::chrono::seconds elapsed) {
  const auto seconds = std::max<std::int64_t>(elapsed.count(), 0);
  if (seconds >= 3600) return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return fmt::format("{:02}:{:02}", seconds / 60, seconds % 60);
}

}  // namespace insyn::tray
