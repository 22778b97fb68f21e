#include "words/withheld.h"

namespace insyn::words {
namespace {

using reason::Withheld;

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
    case Withheld::kNotConfirmed:
      return "call not confirmed";
    case Withheld::kCardData:
      return "card data";
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
    case Withheld::kNotConfirmed:
      return "samtalet är inte bekräftat";
    case Withheld::kCardData:
      return "kortuppgifter lämnas";
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
    case Withheld::kNotConfirmed:
      return "the telephone system did not confirm that the call went on";
    case Withheld::kCardData:
      return "the customer gave card data";
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
    case Withheld::kNotConfirmed:
      return "telefonsystemet bekräftade inte att samtalet pågick";
    case Withheld::kCardData:
      return "kunden lämnade kortuppgifter";
  }
  return "";
}

}  // namespace

std::string say(Withheld reason, Language language) {
  return language == Language::kSwedish ? in_swedish(reason) : in_english(reason);
}

std::string explain(Withheld reason, Language language) {
  return language == Language::kSwedish ? explained_in_swedish(reason) : explained_in_english(reason);
}

}  // namespace insyn::words
