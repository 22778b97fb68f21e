#include "calls/mapping/private_names.h"

#include <algorithm>
#include <array>
#include <string>

namespace insyn::calls {
namespace {

// In small letters, without what is neither letter nor digit. Whole parts of a name:
constexpr auto kWhole =
    std::to_array<std::string_view>({"ani",          "dnis",           "from",         "to",
                                     "origin",       "destination",    "caller",       "callee",
                                     "addressfrom",  "addressto",      "addressself",  "addressother",
                                     "remote",       "remoteidentity", "remotetarget", "localidentity",
                                     "localtarget",  "exten",          "destexten",    "clid",
                                     "customername", "name",           "displayname",  "digits",
                                     "digit"});
// and what may stand anywhere in one.
constexpr auto kWithin = std::to_array<std::string_view>(
    {"callerid", "callername", "callernumber", "connectedline", "customerendpoint", "systemendpoint",
     "phonenumber", "dtmf", "dialednumber", "diallednumber"});

bool is_private(const std::string& part) {
  const auto within = [&](std::string_view one) { return part.find(one) != std::string::npos; };
  return std::find(kWhole.begin(), kWhole.end(), part) != kWhole.end() ||
         std::any_of(kWithin.begin(), kWithin.end(), within);
}

}  // namespace

bool is_private_name(std::string_view name) {
  std::string part;
  for (const char c : name) {
    if (c == '.' || c == '[' || c == ']' || c == '=') {
      if (is_private(part)) return true;
      part.clear();
    } else if (c >= 'A' && c <= 'Z') {
      part += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      part += c;
    }
  }
  return is_private(part);
}

}  // namespace insyn::calls
