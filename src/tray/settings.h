// What the agent has set: ~/.config/insyn/tray.toml. Nothing in it can hide what is recorded.
#pragma once

#include "os/file.h"
#include "tray/shortcut/key_combination.h"

namespace insyn::tray {

struct Settings {
  KeyCombination pause_key = usual_pause_key();
};

// Without the file: what is usual. kPermanent or kCorrupt, naming the file and the line, where it is not as
// packaging/man/insyn-tray.1 has it.
Result<Settings> read_settings(const Path& file);

}  // namespace insyn::tray
