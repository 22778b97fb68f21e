// Keys that a party vouches for in the agreement: a table that holds what the key's .pub file holds, and the
// party's signature over that file.
#pragma once

#include <string>
#include <string_view>

#include "note/note.h"
#include "note/public_keys.h"

namespace insyn::toml {
class TableReader;
struct Value;
}  // namespace insyn::toml

namespace insyn::agreement {

struct Vouched {
  note::PublicKeys keys;
  note::Note note;        // the .pub file, with the one signature
  std::string signed_by;  // the name of the key that made it
  int line = 0;           // of the table
};

// Whether an agreement has a table for keys of this role.
bool may_be_vouched(note::Role role);

// One such table, called [[`name`]]. kCorrupt, with the line and the reason, where it is malformed. Whether
// its role may stand there, and whose signature it has, is not looked at.
Result<Vouched> read_vouched_table(const toml::Value& table, std::string_view name);

// Whether two of them could be taken for one another: by name, by recipient or by signing key.
bool stand_for_one(const note::PublicKeys& a, const note::PublicKeys& b);

// The table for the agreement's text that `vouched`, a .pub file with one signature, belongs into:
// [[recipient]], or [[importer]] for that role. kCorrupt where it has no signature or several.
Result<std::string> vouched_table_of(std::string_view vouched);

}  // namespace insyn::agreement
