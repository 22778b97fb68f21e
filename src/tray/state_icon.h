// The icon for what the recorder does: told apart by shape, not by colour alone.
#pragma once

#include <QIcon>
#include <optional>

#include "control/message.h"

namespace insyn::tray {

// In pixels, those that panels ask for.
inline constexpr int kIconSizes[] = {16, 22, 24, 32, 48, 64};

// Nothing: no recorder is running.
QIcon icon_for(const std::optional<control::Activity>& activity);

}  // namespace insyn::tray
