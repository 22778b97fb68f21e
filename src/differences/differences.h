// What is different between two versions of what the parties sign, as codes with values: the pages make the
// sentences.
#pragma once

#include "agreement/terms.h"
#include "json/members.h"
#include "roster/roster.h"

namespace insyn {

// A list of {"what", "before", "after"}: `what` is a name of the terms ("max-minutes"), the values are
// numbers, truths, texts or lists of texts. Empty where nothing that binds is different. Every field of the
// terms is compared.
json::Json differences(const agreement::Terms& before, const agreement::Terms& after);

// A list of {"who": "agent", "device" or "link", "change": "added", "removed" or "changed", "name"}, of
// agents with "numbers" and "keys" (how many) afterwards, and of what was changed "was".
json::Json differences(const roster::Roster& before, const roster::Roster& after);

}  // namespace insyn
