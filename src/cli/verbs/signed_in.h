// The centre that this user is signed in at.
#pragma once

#include "centre/client.h"
#include "enrolment/enrolled.h"

namespace insyn::cli {

inline Result<centre::Client> signed_in_client(const Clock& clock) {
  TRY_ASSIGN(const Path state, enrolment::state_folder());
  return centre::Client::signed_in(state, clock);
}

}  // namespace insyn::cli
