// The names by which tables call their columns: Insyn's own, those of common tools, and those that a person
// says.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "insight/input/rejects.h"

namespace insyn::insight {

// --columns: the names in the files, by field.
using ColumnNames = std::map<Field, std::string>;

// "call=Samtal,activity=Steg,time=Tid". A name may have a comma that no field and "=" follow. kPermanent
// where it says anything else.
Result<ColumnNames> parse_column_names(std::string_view text);

// Without spaces at the ends and quotation marks around, in small letters, with "_" for spaces and hyphens.
// "insyn:" and "case:" before it are kept.
std::string normal_name(std::string_view name);

// How sure it is what a column means.
enum class Certainty { kAlias /* a tool's name for it */, kOwn /* Insyn's */, kSaid /* --columns */ };

struct Meaning {
  Field field = Field::kNone;
  Certainty certainty = Certainty::kAlias;
};

// Of a column, by its name as it stands in the file. Nothing where it means nothing here.
std::optional<Meaning> meaning_of(std::string_view name, const ColumnNames& said);

}  // namespace insyn::insight
