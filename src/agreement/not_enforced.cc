#include "agreement/not_enforced.h"

namespace insyn::agreement {

std::vector<std::string> not_enforced(const Terms& terms) {
  std::vector<std::string> keys;
  const auto add_if = [&keys](bool agreed, std::string_view key) {
    if (agreed) keys.emplace_back(key);
  };
  add_if(terms.level == Level::kStructure || terms.level == Level::kMasked,
         fmt::format("recording.level = \"{}\"", level_name(terms.level)));
  // Witnesses count, and their word says of which kinds there are enough.
  add_if(terms.enough_per_kind != 0 && !terms.ledger, "recording.enough_per_kind");
  // Audio is put beside recordings at a centre alone.
  add_if(terms.audio != Audio::kNone && !terms.ledger, "audio");
  // With a centre the union's client refuses other ones; by hand nobody does.
  add_if(!terms.purposes.empty() && !terms.ledger, "access.purposes");
  add_if(terms.extension_signer.has_value(), "extension.signer");
  return keys;
}

std::string not_enforced_text(const Terms& terms) {
  std::string text;
  for (const std::string& key : not_enforced(terms)) {
    if (!text.empty()) text += ", ";
    text += key;
  }
  return text;
}

}  // namespace insyn::agreement
