#include "json/members.h"

#include <algorithm>
#include <set>

namespace insyn::json {
namespace {

// Of objects and lists in one another.
constexpr int kDeepest = 4;

bool has_control_characters(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

}  // namespace

Result<Members> Members::parse(std::string_view text) {
  std::vector<std::set<std::string>> names;  // of the objects that are open
  bool twice = false;
  bool deep = false;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& value) {
    deep = deep || depth > kDeepest;
    if (event == Json::parse_event_t::object_start) names.emplace_back();
    if (event == Json::parse_event_t::object_end) names.pop_back();
    if (event == Json::parse_event_t::key)
      twice = !names.back().insert(value.get<std::string>()).second || twice;
    return true;
  };
  Json json = Json::parse(text.begin(), text.end(), watch, false);
  if (json.is_discarded() || !json.is_object()) return fail(Code::kBadPeer, "the line is not a JSON object");
  if (deep) return fail(Code::kBadPeer, "the objects are nested too deep");
  if (twice) return fail(Code::kBadPeer, "a member is given twice");
  return Members(std::move(json));
}

std::optional<Json> Members::take(const char* name) {
  const auto found = json_.find(name);
  if (found == json_.end()) return std::nullopt;
  Json value = std::move(*found);
  json_.erase(found);
  return value;
}

void Members::complain(const char* name, const char* what) {
  if (problem_.empty()) problem_ = fmt::format("“{}” {}", name, what);
}

std::optional<std::string> Members::text(const char* name, std::size_t limit) {
  std::optional<std::string> text = lines(name, limit);
  if (text && has_control_characters(*text)) complain(name, "holds control characters");
  return text;
}

std::optional<std::string> Members::lines(const char* name, std::size_t limit) {
  const std::optional<Json> value = take(name);
  if (!value) return std::nullopt;
  if (!value->is_string()) {
    complain(name, "is not a text");
    return std::nullopt;
  }
  std::string text = value->get<std::string>();
  if (text.size() > limit) complain(name, "is too long");
  return text;
}

bool Members::take_null(const char* name) {
  const auto found = json_.find(name);
  if (found == json_.end() || !found->is_null()) return false;
  json_.erase(found);
  return true;
}

std::optional<bool> Members::truth(const char* name) {
  const std::optional<Json> value = take(name);
  if (!value) return std::nullopt;
  if (!value->is_boolean()) {
    complain(name, "is neither true nor false");
    return std::nullopt;
  }
  return value->get<bool>();
}

std::optional<std::int64_t> Members::number(const char* name) {
  const std::optional<Json> value = take(name);
  if (!value) return std::nullopt;
  constexpr std::uint64_t kMost = std::uint64_t{1} << 62;
  const bool whole = value->is_number_integer();
  if (!whole || (value->is_number_unsigned() && value->get<std::uint64_t>() > kMost) ||
      (!value->is_number_unsigned() && value->get<std::int64_t>() < 0)) {
    complain(name, "is not a whole number from 0 to 2^62");
    return std::nullopt;
  }
  return value->get<std::int64_t>();
}

std::optional<std::int64_t> Members::number_either_way(const char* name, std::int64_t most) {
  const std::optional<Json> value = take(name);
  if (!value) return std::nullopt;
  const bool whole = value->is_number_integer();
  const bool fits =
      whole && (value->is_number_unsigned()
                    ? value->get<std::uint64_t>() <= static_cast<std::uint64_t>(most)
                    : value->get<std::int64_t>() >= -most && value->get<std::int64_t>() <= most);
  if (!fits) {
    complain(name, "is not a whole number within its bounds");
    return std::nullopt;
  }
  return value->get<std::int64_t>();
}

std::optional<std::vector<std::uint64_t>> Members::numbers(const char* name, std::size_t limit,
                                                           std::uint64_t most) {
  const std::optional<Json> value = take(name);
  if (!value) return std::nullopt;
  std::vector<std::uint64_t> numbers;
  if (value->is_array() && value->size() <= limit) {
    for (const Json& one : *value) {
      if (one.is_number_unsigned() && one.get<std::uint64_t>() <= most)
        numbers.push_back(one.get<std::uint64_t>());
    }
  }
  if (!value->is_array() || numbers.size() != value->size()) {
    complain(name, "is not a short enough list of numbers");
    return std::nullopt;
  }
  return numbers;
}

std::optional<std::vector<std::string>> Members::texts(const char* name, std::size_t most,
                                                       std::size_t limit) {
  auto all = all_lines(name, most, limit);
  if (all && std::any_of(all->begin(), all->end(), has_control_characters)) {
    complain(name, "is not a short enough list of texts");
    return std::nullopt;
  }
  return all;
}

std::optional<std::vector<std::string>> Members::all_lines(const char* name, std::size_t most,
                                                           std::size_t limit) {
  const std::optional<Json> value = take(name);
  if (!value) return std::nullopt;
  std::vector<std::string> texts;
  if (value->is_array() && value->size() <= most) {
    for (const Json& one : *value) {
      if (one.is_string() && one.get_ref<const std::string&>().size() <= limit)
        texts.push_back(one.get<std::string>());
    }
  }
  if (!value->is_array() || texts.size() != value->size()) {
    complain(name, "is not a short enough list of texts");
    return std::nullopt;
  }
  return texts;
}

std::optional<Members> Members::object(const char* name) {
  std::optional<Json> value = take(name);
  if (!value) return std::nullopt;
  if (!value->is_object()) {
    complain(name, "is not an object");
    return std::nullopt;
  }
  return Members(std::move(*value));
}

std::optional<std::vector<Members>> Members::objects(const char* name, std::size_t most) {
  std::optional<Json> value = take(name);
  if (!value) return std::nullopt;
  if (!value->is_array() || value->size() > most ||
      !std::all_of(value->begin(), value->end(), [](const Json& one) { return one.is_object(); })) {
    complain(name, "is not a short enough list of objects");
    return std::nullopt;
  }
  std::vector<Members> all;
  for (Json& one : *value) all.push_back(Members(std::move(one)));
  return all;
}

Status Members::finish() const {
  if (!problem_.empty()) return fail(Code::kBadPeer, "{}", problem_);
  if (json_.empty()) return {};
  return fail(Code::kBadPeer, "unknown member “{}”", json_.begin().key());
}

std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace insyn::json
