#include "insight/input/ocel.h"

#include <algorithm>

#include "insight/input/values.h"

namespace insyn::insight {
namespace {

constexpr std::string_view kCallType = "call";
constexpr std::string_view kScreenType = "screen";
constexpr std::string_view kArticleType = "article";

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return small;
}

std::string_view value_of(const std::map<std::string, std::string>& attributes, const char* name) {
  const auto found = attributes.find(name);
  return found == attributes.end() ? std::string_view() : trimmed(found->second);
}

}  // namespace

bool is_no_number(std::string_view value) { return lower(value) == "nan"; }

void OcelItem::add(Attribute attribute) {
  if (attributes.size() < kMostAttributes) attributes.push_back(std::move(attribute));
}

void OcelItem::add(Relation relation) {
  if (relations.size() == kMostRelations) return;
  if (std::find(relations.begin(), relations.end(), relation) == relations.end())
    relations.push_back(std::move(relation));
}

void OcelRows::declare(const std::string& object_type, const std::string& attribute,
                       const std::string& type) {
  constexpr std::size_t kMost = 4096;
  if (types_.size() < kMost) types_[{object_type, attribute}] = lower(type);
}

// For comparing alone: what has no time was there from the beginning. Local times are compared as they stand.
std::optional<Utc> OcelRows::since(const std::string& time) {
  if (time.empty()) return Utc::min();
  if (const auto utc = parse_rfc3339(time)) return *utc;
  if (const auto local = parse_rfc3339(time + "Z")) return *local;
  const auto instant = part_.times().read(time).at;
  if (!instant) return std::nullopt;
  return Utc(kEpoch) + std::chrono::milliseconds(*instant);
}

std::optional<std::map<std::string, std::string>> OcelRows::newest(const OcelItem& item) {
  struct Known {
    std::optional<Utc> since;
    std::string value;
  };
  std::map<std::string, Known> known;
  for (const OcelItem::Attribute& attribute : item.attributes) {
    const auto type = types_.find({item.type, attribute.name});
    const bool is_text = type != types_.end() && type->second == "string";
    Known one{since(attribute.time), !is_text && is_no_number(attribute.value) ? "" : attribute.value};
    const auto [at, is_new] = known.try_emplace(attribute.name, one);
    if (is_new) continue;
    if (!at->second.since || !one.since) {
      part_.reject(Reason::kTime, item.place, Field::kTime, attribute.time);
      return std::nullopt;
    }
    if (*one.since >= *at->second.since) at->second = std::move(one);
  }
  std::map<std::string, std::string> values;
  for (auto& [name, one] : known) values.emplace(name, std::move(one.value));
  return values;
}

void OcelRows::object(const OcelItem& item) {
  const std::string type = lower(item.type);
  if (type == kArticleType) objects_.emplace(item.id, ObjectType::kArticle);
  if (type == kScreenType) {
    objects_.emplace(item.id, ObjectType::kScreen);
    part_.exists(item.id, item.place);
  }
  if (type != kCallType) return;
  ++calls_;
  objects_.emplace(item.id, ObjectType::kCall);
  const auto found = newest(item);
  if (!found) return;
  const auto& values = *found;
  CallFacts facts;
  facts.id = item.id;
  facts.agent = value_of(values, "agent");
  facts.kind = value_of(values, "kind");
  facts.queue = value_of(values, "queue");
  facts.group = value_of(values, "group");
  facts.version = value_of(values, "version");
  facts.outcome = value_of(values, "outcome");
  facts.start = value_of(values, "start");
  facts.end = value_of(values, "end");
  facts.hold = value_of(values, "hold_seconds");
  facts.repeat_of = value_of(values, "repeat_of");
  part_.call(facts, item.place);
}

void OcelRows::event(OcelItem item) {
  const bool names_its_call =
      std::any_of(item.relations.begin(), item.relations.end(),
                  [](const auto& relation) { return relation.qualifier == kCallType; });
  if (names_its_call) return give(item);
  waiting_.push_back(std::move(item));
}

void OcelRows::finish() {
  for (const OcelItem& item : waiting_) give(item);
  waiting_.clear();
}

bool OcelRows::is_of(const OcelItem::Relation& relation, ObjectType type) const {
  const auto found = objects_.find(relation.object);
  return found != objects_.end() && found->second == type;
}

// What the event is about: by its qualifier, or else by the object's type.
const OcelItem::Relation* OcelRows::object_of(const OcelItem& item) const {
  const bool of_article = item.type == kArticleType;
  const std::string_view wanted = of_article ? kArticleType : kScreenType;
  const ObjectType type = of_article ? ObjectType::kArticle : ObjectType::kScreen;
  const auto find = [&](const auto& fits) -> const OcelItem::Relation* {
    const auto found = std::find_if(item.relations.begin(), item.relations.end(), fits);
    return found == item.relations.end() ? nullptr : &*found;
  };
  if (const auto* found = find([&](const auto& one) { return one.qualifier == wanted; })) return found;
  if (const auto* found = find([&](const auto& one) { return is_of(one, type); })) return found;
  return find([&](const auto& one) { return one.qualifier == kScreenType || one.qualifier == kArticleType; });
}

void OcelRows::give(const OcelItem& item) {
  const OcelItem::Relation* const about = object_of(item);
  std::string_view results;
  for (const OcelItem::Attribute& attribute : item.attributes)
    if (attribute.name == "results" && !is_no_number(attribute.value)) results = attribute.value;
  EventRow row{"", item.time, item.type,
               about == nullptr ? std::string_view() : std::string_view(about->object), results};
  const bool by_qualifier = std::any_of(item.relations.begin(), item.relations.end(),
                                        [](const auto& one) { return one.qualifier == kCallType; });
  bool given = false;
  for (const OcelItem::Relation& relation : item.relations) {
    if (by_qualifier ? relation.qualifier != kCallType : !is_of(relation, ObjectType::kCall)) continue;
    given = true;
    row.call = relation.object;
    part_.event(row, item.place);
  }
  if (!given) part_.event(row, item.place);  // rejected, with the reason
}

}  // namespace insyn::insight
