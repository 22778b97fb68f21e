#include "json/foreign.h"

#include <algorithm>
#include <charconv>

namespace insyn::json {
namespace {

using Tree = nlohmann::ordered_json;

constexpr int kDeepestTree = 32;

// "agents[role=agent]": a member, and which one of a list.
struct Step {
  std::string_view name;
  std::string_view which;  // what stands between the brackets
};

// Takes the first step off `place`.
Step take_step(std::string_view& place) {
  const std::size_t bracket = place.find('[');
  std::size_t end = std::min(place.find('.'), place.size());
  Step step{place.substr(0, end), {}};
  if (bracket < end) {
    const std::size_t close = std::min(place.find(']', bracket), place.size());
    step = {place.substr(0, bracket), place.substr(bracket + 1, close - bracket - 1)};
    end = std::min(close + 1, place.size());
  }
  place.remove_prefix(std::min(end + 1, place.size()));
  return step;
}

std::set<std::string> names_in(const std::set<std::string>& places) {
  std::set<std::string> names;
  for (std::string_view place : places) {
    while (!place.empty()) {
      const Step step = take_step(place);
      names.emplace(step.name);
      if (const std::size_t equals = step.which.find('='); equals != std::string_view::npos)
        names.emplace(step.which.substr(0, equals));
    }
  }
  return names;
}

std::optional<std::string> value_of(const Tree& json) {
  std::string value;
  if (json.is_string()) {
    value = json.get<std::string>();
  } else if (json.is_number_integer() || json.is_boolean()) {
    value = json.dump();
  } else {
    return std::nullopt;
  }
  if (value.size() > Foreign::kLongestValue) return std::nullopt;
  return value;
}

const Tree* member_of(const Tree* json, std::string_view name) {
  if (json == nullptr || !json->is_object()) return nullptr;
  const auto found = json->find(std::string(name));
  return found == json->end() ? nullptr : &*found;
}

const Tree* item_of(const Tree* json, std::string_view which) {
  if (json == nullptr || !json->is_array()) return nullptr;
  const std::size_t equals = which.find('=');
  if (equals == std::string_view::npos) {
    std::size_t number = 0;
    const auto read = std::from_chars(which.data(), which.data() + which.size(), number);
    const bool whole = read.ec == std::errc() && read.ptr == which.data() + which.size();
    return whole && number < json->size() ? &(*json)[number] : nullptr;
  }
  for (const Tree& item : *json) {
    const Tree* member = member_of(&item, which.substr(0, equals));
    if (member != nullptr && value_of(*member) == which.substr(equals + 1)) return &item;
  }
  return nullptr;
}

}  // namespace

Result<Foreign> Foreign::parse(std::string_view text, const std::set<std::string>& places) {
  if (text.size() > kLargest)
    return fail(Code::kBadPeer, "the JSON has {} bytes; at most {} are read", text.size(), kLargest);
  const std::set<std::string> names = names_in(places);
  const auto keep = [&](int depth, Tree::parse_event_t event, const Tree& value) {
    if (depth > kDeepestTree) return false;
    return event != Tree::parse_event_t::key || names.contains(value.get_ref<const std::string&>());
  };
  Tree json = Tree::parse(text.begin(), text.end(), keep, false);
  if (json.is_discarded() || !json.is_object()) return fail(Code::kBadPeer, "it is not a JSON object");
  return Foreign(std::move(json));
}

std::optional<std::string> Foreign::at(std::string_view place) const {
  const Tree* found = &json_;
  while (found != nullptr && !place.empty()) {
    const Step step = take_step(place);
    found = member_of(found, step.name);
    if (!step.which.empty()) found = item_of(found, step.which);
  }
  return found == nullptr ? std::nullopt : value_of(*found);
}

}  // namespace insyn::json
