// Opening one's own recording: the agent's way, where the agreement says see_own. For the tray.
#pragma once

#include "seal/keys.h"

namespace insyn::seal {

// The recording's identity from key.agent.age. kDenied where none of `own` opens it.
Result<Identity> open_own(ByteView key_agent_age, std::span<const Identity> own);

}  // namespace insyn::seal
