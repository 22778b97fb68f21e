// The parameters of entries that are one of a few: each has a word in the ledger.
#pragma once

#include <optional>
#include <string_view>

namespace insyn::ledger {

// What a request is for: a recording's pictures (with pages and audio), or its events.
enum class Opens { kPictures, kEvents };
// Who approved: a person, or the rules that the union has signed.
enum class ApprovedBy { kPerson, kRules };
// What a reader has made of a recording outside the centre.
enum class ExportForm { kVideo, kPictures, kText };
// Why a recording was shredded: its retention is over, its agent has discarded it, or its customer has asked
// for it.
enum class ShreddedBecause { kRetention, kDiscard, kErasure };
enum class Role { kAdministrator, kReviewer, kUnion, kAnalyst, kAgent, kImporter };
enum class RoleChange { kGiven, kTaken };

// "pictures", "person", "video", "retention", "administrator", "given" …
std::string_view name_of(Opens value);
std::string_view name_of(ApprovedBy value);
std::string_view name_of(ExportForm value);
std::string_view name_of(ShreddedBecause value);
std::string_view name_of(Role value);
std::string_view name_of(RoleChange value);

// The value with this name; nothing where none has it.
template <class Value>
std::optional<Value> value_named(std::string_view name);

inline constexpr std::size_t kLongestPurpose = 64;
// Whether `text` is a purpose's code: 1 to kLongestPurpose of a-z, 0-9 and "-".
bool is_purpose(std::string_view text);

}  // namespace insyn::ledger
