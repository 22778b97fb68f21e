#include "words/link.h"

#include <fmt/format.h>

#include "words/clock.h"
#include "words/refusal.h"

namespace insyn::words {
namespace {

using link::Obstacle;
using link::Standing;

// A link writes anew at least as often: one that has not is not running.
constexpr std::chrono::minutes kWritesWithin{15};

const char* swedish(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::kNoAnswer:
      return "servern går inte att nå";
    case Obstacle::kBusy:
      return "servern ber att få svara senare";
    case Obstacle::kNoRoom:
      return "serverns disk är full";
    case Obstacle::kNotTheServer:
      return "servern visar ett certifikat som inte går att lita på";
    case Obstacle::kNotUnderstood:
      return "servern svarar något som inte går att förstå";
    case Obstacle::kRefused:
      return "servern tar inte emot det";
    case Obstacle::kClock:
      return "klockan på den här datorn går fel, säger servern";
    case Obstacle::kForked:
      return "servern har en annan inspelning under samma nummer";
    case Obstacle::kGone:
      return "den är förstörd";
    case Obstacle::kFalseReceipt:
      return "serverns kvitto bevisar inte att inspelningen är sparad";
    case Obstacle::kFalseSample:
      return "det som servern har är inte det som skickades";
    case Obstacle::kNotWitnessed:
      return "liggarens vittnen har inte sett det som servern bevisar";
    case Obstacle::kDamaged:
      return "den går inte att läsa på den här datorn";
    case Obstacle::kNoLedger:
      return "avtalet har ingen liggare, så den stannar här";
    case Obstacle::kHere:
      return "något på den här datorn hindrar det";
  }
  return "";
}

const char* english(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::kNoAnswer:
      return "the server cannot be reached";
    case Obstacle::kBusy:
      return "the server asks to come again later";
    case Obstacle::kNoRoom:
      return "the server's disk is full";
    case Obstacle::kNotTheServer:
      return "the server shows a certificate that is not to be believed";
    case Obstacle::kNotUnderstood:
      return "the server answers what cannot be understood";
    case Obstacle::kRefused:
      return "the server does not take it";
    case Obstacle::kClock:
      return "this computer's clock is wrong, says the server";
    case Obstacle::kForked:
      return "the server has another recording of the same number";
    case Obstacle::kGone:
      return "it is shredded";
    case Obstacle::kFalseReceipt:
      return "the server's receipt does not prove that the recording is stored";
    case Obstacle::kFalseSample:
      return "what the server has is not what was sent";
    case Obstacle::kNotWitnessed:
      return "the ledger's witnesses have not seen what the server proves";
    case Obstacle::kDamaged:
      return "it cannot be read on this computer";
    case Obstacle::kNoLedger:
      return "the agreement has no ledger, so it stays here";
    case Obstacle::kHere:
      return "something on this computer prevents it";
  }
  return "";
}

// The one in the language that is spoken.
std::string in(Language language, std::string in_swedish, std::string in_english) {
  return language == Language::kSwedish ? std::move(in_swedish) : std::move(in_english);
}

std::string recordings(std::uint64_t count, Language language) {
  if (count == 1) return in(language, "1 inspelning", "1 recording");
  return in(language, fmt::format("{} inspelningar", count), fmt::format("{} recordings", count));
}

std::string what_waits(const Standing& standing, Language language) {
  if (standing.waiting == 0)
    return in(language, "inget väntar på att skickas till centralen",
              "nothing waits to be sent to the centre");
  return in(language,
            fmt::format("{} väntar på att skickas till centralen", recordings(standing.waiting, language)),
            fmt::format("{} {} to be sent to the centre", recordings(standing.waiting, language),
                        standing.waiting == 1 ? "waits" : "wait"));
}

std::string reach_of_calls(const link::CallsReach& calls, Language language) {
  if (calls.reach == "source")
    return in(language, fmt::format("samtalskällan {} svarar", calls.source),
              fmt::format("the call source {} answers", calls.source));
  if (calls.reach == "server")
    return in(
        language, fmt::format("samtalskällan {} svarar inte centralen: inga samtal spelas in", calls.source),
        fmt::format("the call source {} does not answer the centre: no calls are recorded", calls.source));
  return in(language, fmt::format("samtalskällan {} går inte att nå: inga samtal spelas in", calls.source),
            fmt::format("the call source {} cannot be reached: no calls are recorded", calls.source));
}

std::string silent(const Standing& standing, Language language) {
  return in(language, fmt::format("insyn-link har inte hörts av sedan {}", local_minute(standing.written)),
            fmt::format("insyn-link has not been heard of since {}", local_minute(standing.written)));
}

std::string unconfirmed(const Standing& standing, Language language) {
  if (standing.discards == 1)
    return in(language, "1 kastad inspelning är inte bekräftad av centralen än",
              "1 discard is not confirmed by the centre yet");
  return in(language,
            fmt::format("{} kastade inspelningar är inte bekräftade av centralen än", standing.discards),
            fmt::format("{} discards are not confirmed by the centre yet", standing.discards));
}

void add_trouble(const link::Trouble& trouble, const std::string& what, Language language,
                 std::vector<std::string>& lines) {
  lines.push_back(
      what + say(trouble, language) +
      in(language,
         fmt::format(" (sedan {}; nytt försök {})", local_minute(trouble.since), local_minute(trouble.again)),
         fmt::format(" (since {}; tried again at {})", local_minute(trouble.since),
                     local_minute(trouble.again))));
  // What the server refuses is said already.
  if (!trouble.refused) lines.push_back("    " + trouble.detail);
}

}  // namespace

std::string say(Obstacle obstacle, Language language) {
  return language == Language::kSwedish ? swedish(obstacle) : english(obstacle);
}

std::string say(const link::Trouble& trouble, Language language) {
  const bool by_reason = trouble.refused && trouble.obstacle == Obstacle::kRefused;
  return by_reason ? say_refusal(trouble.refused->status, trouble.refused->code, language)
                   : say(trouble.obstacle, language);
}

std::string no_link_line(Language language) {
  return in(language, "ingen länk till centralen är igång: det som spelas in stannar på den här datorn",
            "no link to the centre is running: what is recorded stays on this computer");
}

std::string link_line(const Standing& standing, Utc now, Language language) {
  if (now - standing.written > kWritesWithin) return silent(standing, language);
  std::string line;
  const auto add = [&line](const std::string& part) {
    if (!line.empty()) line += "; ";
    line += part;
  };
  if (standing.discards > 0) add(unconfirmed(standing, language));
  if (standing.waiting > 0 && (standing.trouble || !standing.stuck.empty()))
    add(what_waits(standing, language));
  if (standing.trouble && (standing.waiting > 0 || standing.discards > 0)) {
    add(say(*standing.trouble, language));
  } else if (!standing.stuck.empty()) {
    add(say(standing.stuck.front().trouble, language));
  }
  return line;
}

std::vector<std::string> link_lines(const Standing& standing, Utc now, Language language) {
  std::vector<std::string> lines;
  if (now - standing.written > kWritesWithin) lines.push_back(silent(standing, language));
  lines.push_back(in(language, "centralen: ", "the centre: ") + standing.server);
  lines.push_back(standing.contact
                      ? in(language, fmt::format("svarade senast {}", local_minute(*standing.contact)),
                           fmt::format("last answer: {}", local_minute(*standing.contact)))
                      : in(language, "har inte svarat än", "it has not answered yet"));
  if (standing.trouble) add_trouble(*standing.trouble, "", language, lines);
  if (standing.in_force_until) {
    lines.push_back(in(language,
                       fmt::format("vittnena säger att avtalet gäller; det räcker till {}",
                                   local_minute(*standing.in_force_until)),
                       fmt::format("the witnesses say that the agreement is in force; that counts until {}",
                                   local_minute(*standing.in_force_until))));
  }
  for (const link::CallsReach& one : standing.calls) lines.push_back(reach_of_calls(one, language));
  std::string waits = what_waits(standing, language);
  if (standing.waiting > 0) waits += fmt::format(" ({:.1f} MB)", double(standing.waiting_bytes) / 1e6);
  lines.push_back(std::move(waits));
  if (standing.beside_call)
    lines.push_back(in(language, "de skickas när samtalet är slut", "they are sent once the call has ended"));
  if (standing.kept > 0) {
    lines.push_back(
        in(language,
           fmt::format("{} har kommit fram och ligger kvar här också", recordings(standing.kept, language)),
           fmt::format("{} {} arrived and still {} here too", recordings(standing.kept, language),
                       standing.kept == 1 ? "has" : "have", standing.kept == 1 ? "lies" : "lie")));
  }
  if (standing.discards > 0) lines.push_back(unconfirmed(standing, language));
  for (const link::RecordingTrouble& one : standing.stuck)
    add_trouble(one.trouble, one.recording + ": ", language, lines);
  for (const std::string& one : standing.refused)
    lines.push_back(in(language, "inte godtaget från servern: ", "not accepted from the server: ") + one);
  return lines;
}

}  // namespace insyn::words
