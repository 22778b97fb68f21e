#include "reason/withheld.h"

namespace insyn::reason {

const char* code_of(Withheld reason) {
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
  return "unknown reason";
}

std::optional<Withheld> withheld_of(std::uint8_t number) {
  if (number < static_cast<std::uint8_t>(Withheld::kNotYetDrawn) ||
      number > static_cast<std::uint8_t>(Withheld::kCardData))
    return std::nullopt;
  return static_cast<Withheld>(number);
}

std::optional<Withheld> withheld_of(std::string_view code) {
  for (auto number = static_cast<std::uint8_t>(Withheld::kNotYetDrawn);
       const auto reason = withheld_of(number); ++number) {
    if (code == code_of(*reason)) return reason;
  }
  return std::nullopt;
}

}  // namespace insyn::reason
