#include "words/call_reason.h"

namespace insyn::words {

using namespace reason;

std::string CallEnglish::operator()(const CallUnsigned&) const {
  return "no call source of the agreement has signed what was said about the call; ask whoever runs the "
         "telephone system's connection whether its key is the agreed one";
}
std::string CallEnglish::operator()(const CallOfAnother&) const {
  return "the call is at a number that the roster does not give to this agent";
}
std::string CallEnglish::operator()(const CallReplayed& why) const {
  return fmt::format("what arrived from the call source “{}” is old: it has said this before, or more since",
                     why.source);
}
std::string CallEnglish::operator()(const CallTooOld& why) const {
  return fmt::format(
      "the call source “{}” said it at {}, longer ago than is agreed (lease_seconds): it was held up on the "
      "way, or a clock is wrong",
      why.source, to_text(why.at));
}
std::string CallEnglish::operator()(const CallInFuture& why) const {
  return fmt::format(
      "the call source “{}” says to have signed it at {}, which is still to come; set its clock or this "
      "computer's",
      why.source, to_text(why.at));
}
std::string CallEnglish::operator()(const CallUnderWay&) const {
  return "the call was under way already when it was first heard of here";
}
std::string CallEnglish::operator()(const CallUnanswered& why) const {
  return fmt::format("the call source “{}” does not answer whether the call goes on", why.source);
}
std::string CallEnglish::operator()(const CallAnswerOther& why) const {
  return fmt::format("the call source “{}” has answered to something else than was asked", why.source);
}
std::string CallEnglish::operator()(const CallAnswerOld& why) const {
  return fmt::format("the answer of the call source “{}” does not know of what it has said already",
                     why.source);
}
std::string CallEnglish::operator()(const CallWordMissing& why) const {
  return fmt::format("something that the call source “{}” has said about the call has not arrived",
                     why.source);
}
std::string CallEnglish::operator()(const CallHeld&) const { return "the customer is on hold"; }
std::string CallEnglish::operator()(const CardPause&) const {
  return "card details are being given, and the telephone system asks for a pause";
}
std::string CallEnglish::operator()(const NoCallCarrier&) const {
  return "nothing brings the telephone system's word to this computer; start its link with: systemctl start "
         "insyn-link";
}
std::string CallEnglish::operator()(const CallCarrierCutOff&) const {
  return "neither the centre nor the telephone system can be reached from here; insyn-link status says why";
}
std::string CallEnglish::operator()(const CallSourceSilent& why) const {
  return fmt::format("the centre does not reach the call source “{}”; ask whoever runs it", why.source);
}
std::string CallEnglish::operator()(const DidNotHelpNotAgreed&) const {
  return "the agreement does not have agents say that the system did not help (agent.did_not_help)";
}
std::string CallEnglish::operator()(const NoEventsAgreed&) const {
  return "the agreement keeps no events (insight.recipient), so nobody could read it";
}
std::string CallEnglish::operator()(const NoCallRecorded&) const {
  return "it is noted with the recording of a call, and no call is being recorded";
}
std::string CallEnglish::operator()(const SaidJustNow&) const {
  return "it has been noted already, less than ten seconds ago";
}

std::string CallSwedish::operator()(const CallUnsigned&) const {
  return "ingen samtalskälla i avtalet har skrivit under det som sades om samtalet; fråga den som driver "
         "växelns anslutning om dess nyckel är den avtalade";
}
std::string CallSwedish::operator()(const CallOfAnother&) const {
  return "samtalet är på ett nummer som inte är handläggarens enligt förteckningen";
}
std::string CallSwedish::operator()(const CallReplayed& why) const {
  return fmt::format(
      "det som kom från samtalskällan ”{}” är gammalt: den har sagt det förut, eller mer sedan dess",
      why.source);
}
std::string CallSwedish::operator()(const CallTooOld& why) const {
  return fmt::format(
      "samtalskällan ”{}” sade det {}, längre sedan än avtalat (lease_seconds): det har hållits uppe på "
      "vägen, "
      "eller så går en klocka fel",
      why.source, to_text(why.at));
}
std::string CallSwedish::operator()(const CallInFuture& why) const {
  return fmt::format(
      "samtalskällan ”{}” säger sig ha skrivit under det {}, en tid som inte har kommit än; ställ dess "
      "klocka "
      "eller den här datorns",
      why.source, to_text(why.at));
}
std::string CallSwedish::operator()(const CallUnderWay&) const {
  return "samtalet pågick redan när det först hördes av här";
}
std::string CallSwedish::operator()(const CallUnanswered& why) const {
  return fmt::format("samtalskällan ”{}” svarar inte på om samtalet pågår", why.source);
}
std::string CallSwedish::operator()(const CallAnswerOther& why) const {
  return fmt::format("samtalskällan ”{}” har svarat på något annat än det som frågades", why.source);
}
std::string CallSwedish::operator()(const CallAnswerOld& why) const {
  return fmt::format("svaret från samtalskällan ”{}” vet inte om det som den redan har sagt", why.source);
}
std::string CallSwedish::operator()(const CallWordMissing& why) const {
  return fmt::format("något som samtalskällan ”{}” har sagt om samtalet har inte kommit fram", why.source);
}
std::string CallSwedish::operator()(const CallHeld&) const { return "kunden väntar i telefonen"; }
std::string CallSwedish::operator()(const CardPause&) const {
  return "kortuppgifter lämnas, och växeln ber om en paus";
}
std::string CallSwedish::operator()(const NoCallCarrier&) const {
  return "inget förmedlar växelns besked till den här datorn; starta dess länk med: systemctl start "
         "insyn-link";
}
std::string CallSwedish::operator()(const CallCarrierCutOff&) const {
  return "härifrån nås varken centralen eller växeln; insyn-link status säger varför";
}
std::string CallSwedish::operator()(const CallSourceSilent& why) const {
  return fmt::format("centralen når inte samtalskällan ”{}”; fråga den som driver den", why.source);
}
std::string CallSwedish::operator()(const DidNotHelpNotAgreed&) const {
  return "enligt avtalet antecknas inte att stödet inte hjälpte (agent.did_not_help)";
}
std::string CallSwedish::operator()(const NoEventsAgreed&) const {
  return "enligt avtalet sparas inga händelser (insight.recipient), så att ingen kunde läsa det";
}
std::string CallSwedish::operator()(const NoCallRecorded&) const {
  return "det antecknas i inspelningen av ett samtal, och inget samtal spelas in";
}
std::string CallSwedish::operator()(const SaidJustNow&) const {
  return "det har redan antecknats, för mindre än tio sekunder sedan";
}

}  // namespace insyn::words
