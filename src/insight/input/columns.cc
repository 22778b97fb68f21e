#include "insight/input/columns.h"

#include <algorithm>
#include <array>

#include "insight/input/values.h"

namespace insyn::insight {
namespace {

struct Alias {
  std::string_view name;  // as squeezed() gives it
  Field field;
};

// pm4py and XES ("case:" stands before what is the same in all rows of a case), Celonis, Disco, Signavio,
// UiPath, Power Automate, ProM, Apromore, bupaR.
constexpr std::array kAliases = {
    Alias{"case:concept:name", Field::kCall},
    Alias{"caseid", Field::kCall},
    Alias{"case", Field::kCall},
    Alias{"casekey", Field::kCall},
    Alias{"concept:name", Field::kActivity},
    Alias{"activityid", Field::kActivity},
    Alias{"activityname", Field::kActivity},
    Alias{"eventname", Field::kActivity},
    Alias{"time:timestamp", Field::kTime},
    Alias{"eventtime", Field::kTime},
    Alias{"eventend", Field::kTime},
    Alias{"timestamp", Field::kTime},
    Alias{"completetimestamp", Field::kTime},
    Alias{"completetime", Field::kTime},
    Alias{"endtimestamp", Field::kTime},
    Alias{"starttimestamp", Field::kBegan},
    Alias{"starttime", Field::kBegan},
    Alias{"eventstart", Field::kBegan},
    Alias{"lifecycle:transition", Field::kTransition},
    Alias{"lifecycle:state", Field::kTransition},
    Alias{"lifecycleid", Field::kTransition},
    Alias{"concept:instance", Field::kInstance},
    Alias{"activityinstanceid", Field::kInstance},
    Alias{"org:resource", Field::kAgent},
    Alias{"resource", Field::kAgent},
    Alias{"resourceid", Field::kAgent},
    Alias{"case:org:resource", Field::kAgent},
};

// Without "_".
std::string squeezed(std::string name) {
  std::erase(name, '_');
  return name;
}

// Celonis has a column for each language: "ACTIVITY_EN".
bool is_activity_of_a_language(std::string_view name) {
  constexpr std::string_view kActivity = "activity_";
  return name.size() == kActivity.size() + 2 && name.starts_with(kActivity);
}

constexpr std::string_view kSpaces[] = {" ", "\t", "\r", "\xc2\xa0", "\xef\xbb\xbf"};

bool trim_once(std::string_view& name) {
  for (const std::string_view space : kSpaces) {
    if (name.starts_with(space)) {
      name.remove_prefix(space.size());
      return true;
    }
    if (name.ends_with(space)) {
      name.remove_suffix(space.size());
      return true;
    }
  }
  const bool quoted =
      name.size() >= 2 && name.front() == name.back() && (name.front() == '"' || name.front() == '\'');
  if (quoted) name = name.substr(1, name.size() - 2);
  return quoted;
}

std::optional<Field> field_called(std::string_view name) {
  for (std::size_t i = 1; i < kFields; ++i)
    if (name_of(static_cast<Field>(i)) == name) return static_cast<Field>(i);
  return std::nullopt;
}

// Where the next "field=" begins behind a comma.
std::size_t next_pair(std::string_view text) {
  for (std::size_t comma = text.find(','); comma != std::string_view::npos;
       comma = text.find(',', comma + 1)) {
    const std::size_t equals = text.find('=', comma);
    if (equals == std::string_view::npos) break;
    if (field_called(normal_name(text.substr(comma + 1, equals - comma - 1)))) return comma;
  }
  return text.size();
}

std::string all_fields() {
  std::string all;
  for (std::size_t i = 1; i < kFields; ++i) {
    if (!all.empty()) all += ", ";
    all += name_of(static_cast<Field>(i));
  }
  return all;
}

}  // namespace

std::string normal_name(std::string_view name) {
  while (trim_once(name)) {
  }
  std::string normal(name);
  for (char& c : normal) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    if (c == ' ' || c == '-') c = '_';
  }
  return normal;
}

Result<ColumnNames> parse_column_names(std::string_view text) {
  ColumnNames names;
  while (!text.empty()) {
    const std::size_t end = next_pair(text);
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = pair.find('=');
    const auto field = field_called(normal_name(pair.substr(0, std::min(equals, pair.size()))));
    if (equals == std::string_view::npos || !field)
      return fail(Code::kPermanent, "--columns: “{}” is not FIELD=COLUMN, where FIELD is one of {}",
                  example_of(pair), all_fields());
    const std::string name = normal_name(pair.substr(equals + 1));
    if (name.empty() || !names.emplace(*field, name).second)
      return fail(Code::kPermanent, "--columns: {} needs one column’s name", name_of(*field));
  }
  return names;
}

std::optional<Meaning> meaning_of(std::string_view name, const ColumnNames& said) {
  std::string normal = normal_name(name);
  for (const auto& [field, called] : said)
    if (called == normal) return Meaning{field, Certainty::kSaid};
  constexpr std::string_view kOwnPrefix = "insyn:";
  constexpr std::string_view kCasePrefix = "case:";
  for (const Alias& alias : kAliases)
    if (alias.name == squeezed(normal) && !field_called(normal))
      return Meaning{alias.field, Certainty::kAlias};
  if (is_activity_of_a_language(normal) && normal != "activity_id")
    return Meaning{Field::kActivity, Certainty::kAlias};
  if (normal.starts_with(kCasePrefix)) normal.erase(0, kCasePrefix.size());
  if (normal.starts_with(kOwnPrefix)) normal.erase(0, kOwnPrefix.size());
  if (const auto field = field_called(normal)) return Meaning{*field, Certainty::kOwn};
  return std::nullopt;
}

}  // namespace insyn::insight
