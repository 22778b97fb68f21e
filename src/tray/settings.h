// What the agent has set: ~/.config/insyn/tray.toml. Nothing in it can hide what is recorded.
#pragma once

#include <optional>

#include "os/file.h"
#include "tray/shortcut/key_combination.h"

namespace insyn::tray {

struct Settings {
  KeyCombination pause_key = usual_pause_key();
  // Says that the system did not help. Nothing: no keys do.
  std::optional<KeyCombination> did_not_help_key = usual_did_not_help_key();
};

// As parse_key_combination(), or nothing for "none".
Result<std::optional<KeyCombination>> parse_key_or_none(std::string_view text);
// The usual keys for the agent's word give way to those that pause. kPermanent where others are both.
Status keep_keys_apart(Settings& settings);

// Without the file: what is usual. kPermanent or kCorrupt, naming the file and the line, where it is not as
// packaging/man/insyn-tray.1 has it.
Result<Settings> read_settings(const Path& file);

}  // namespace insyn::tray
