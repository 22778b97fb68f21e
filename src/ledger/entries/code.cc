#include "ledger/entries/code.h"

#include <array>

#include "base/check.h"
#include "base/name.h"

namespace insyn::ledger {
namespace {

template <class Value>
struct Named {
  Value value;
  std::string_view name;
};

// The names of each type's values, all of them.
constexpr std::array kOpens = {Named{Opens::kPictures, "pictures"}, Named{Opens::kEvents, "events"}};
constexpr std::array kApprovedBy = {Named{ApprovedBy::kPerson, "person"}, Named{ApprovedBy::kRules, "rules"}};
constexpr std::array kExportForm = {Named{ExportForm::kVideo, "video"},
                                    Named{ExportForm::kPictures, "pictures"},
                                    Named{ExportForm::kText, "text"}};
constexpr std::array kShreddedBecause = {Named{ShreddedBecause::kRetention, "retention"},
                                         Named{ShreddedBecause::kDiscard, "discard"},
                                         Named{ShreddedBecause::kErasure, "erasure"}};
constexpr std::array kRole = {Named{Role::kAdministrator, "administrator"},
                              Named{Role::kReviewer, "reviewer"},
                              Named{Role::kUnion, "union"},
                              Named{Role::kAnalyst, "analyst"},
                              Named{Role::kAgent, "agent"},
                              Named{Role::kImporter, "importer"}};
constexpr std::array kRoleChange = {Named{RoleChange::kGiven, "given"}, Named{RoleChange::kTaken, "taken"}};

constexpr const auto& names(Opens) { return kOpens; }
constexpr const auto& names(ApprovedBy) { return kApprovedBy; }
constexpr const auto& names(ExportForm) { return kExportForm; }
constexpr const auto& names(ShreddedBecause) { return kShreddedBecause; }
constexpr const auto& names(Role) { return kRole; }
constexpr const auto& names(RoleChange) { return kRoleChange; }

template <class Value>
std::string_view name_in_table(Value value) {
  for (const auto& one : names(value))
    if (one.value == value) return one.name;
  CHECK(false);
  return "";
}

}  // namespace

std::string_view name_of(Opens value) { return name_in_table(value); }
std::string_view name_of(ApprovedBy value) { return name_in_table(value); }
std::string_view name_of(ExportForm value) { return name_in_table(value); }
std::string_view name_of(ShreddedBecause value) { return name_in_table(value); }
std::string_view name_of(Role value) { return name_in_table(value); }
std::string_view name_of(RoleChange value) { return name_in_table(value); }

template <class Value>
std::optional<Value> value_named(std::string_view name) {
  for (const auto& one : names(Value{}))
    if (one.name == name) return one.value;
  return std::nullopt;
}

template std::optional<Opens> value_named(std::string_view);
template std::optional<ApprovedBy> value_named(std::string_view);
template std::optional<ExportForm> value_named(std::string_view);
template std::optional<ShreddedBecause> value_named(std::string_view);
template std::optional<Role> value_named(std::string_view);
template std::optional<RoleChange> value_named(std::string_view);

bool is_purpose(std::string_view text) { return is_code(text, kLongestPurpose); }

}  // namespace insyn::ledger
