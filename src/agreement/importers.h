// Who may put audio beside recordings (docs/audio.md), and who says whose their keys are.
#pragma once

#include <vector>

#include "agreement/vouched.h"

namespace insyn::agreement {

// An [[importer]] table: a signing key of role importer, without a recipient. It opens nothing.
using Importer = Vouched;

// Up to 20. kCorrupt, with the line and the reason, where one is malformed.
Result<std::vector<Importer>> read_importers(toml::TableReader& top);

// kDenied where the employer has not signed what an importer's table says, or where an importer has the name
// or a key of a party, of somebody in `recipients` or of another importer.
Status check_importers(const std::vector<Importer>& importers, const std::vector<Vouched>& recipients,
                       const note::PublicKeys& employer, const std::vector<note::PublicKeys>& unions);

}  // namespace insyn::agreement
