#include "recorder/capture/x11/local_display.h"

#include <algorithm>
#include <cstdlib>

namespace insyn::recorder::x11 {
namespace {

// "12" or "12.0".
bool is_number_of_display(std::string_view text) {
  const auto digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  const std::size_t dot = text.find('.');
  return dot == std::string_view::npos ? digits(text)
                                       : digits(text.substr(0, dot)) && digits(text.substr(dot + 1));
}

}  // namespace

Result<std::string> local_display(const std::string& display) {
  const char* variable = std::getenv("DISPLAY");
  const std::string name = !display.empty() ? display : variable != nullptr ? variable : "";
  if (name.empty()) {
    return fail(Code::kTransient,
                "no X display: $DISPLAY is not set. Run this inside the agent's desktop session");
  }
  const std::size_t colon = name.find(':');
  const std::string host = name.substr(0, std::min(colon, name.size()));
  const bool local = host.empty() || host == "unix";
  if (colon == std::string::npos || !local || !is_number_of_display(name.substr(colon + 1))) {
    return fail(Code::kPermanent,
                "the display “{}” is not one of this computer (:0); a recorder has no network. Run it on the "
                "computer that the screen is connected to",
                name);
  }
  return "unix" + name.substr(colon);
}

}  // namespace insyn::recorder::x11
