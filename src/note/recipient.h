// Recipients of age encryption (https://c2sp.org/age) in text: by their form only. Whether one is a valid key
// is found out by whoever seals to it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "toml/table_reader.h"

namespace insyn::note {

// True where `text` has the form of an X25519 recipient: "age1" and 58 lower-case bech32 characters.
bool looks_like_recipient(std::string_view text);

// The recipient under `key`; empty where the key is missing. kCorrupt, with the line, where it has another
// form.
Result<std::string> read_recipient(toml::TableReader& table, std::string_view key);
// A list of 1 to 100 recipients without repetitions; empty where the key is missing.
Result<std::vector<std::string>> read_recipients(toml::TableReader& table, std::string_view key);

}  // namespace insyn::note
