#include "insight/input/read_ocel_xml.h"

namespace insyn::insight {
namespace {

// As they lie in each other: <log><objects><object><attributes><attribute>.
enum Depth { kSection = 2, kItem = 3, kGroup = 4, kLeaf = 5 };

}  // namespace

Status OcelXmlHandler::begin(std::string_view name, const XmlAttributes& attributes, XmlPlace place) {
  if (place.depth == kSection) {
    section_ = name;
  } else if (place.depth == kItem) {
    item_ = {};
    item_.id = attributes.of("id");
    item_.type = attributes.of(section_ == "object-types" ? "name" : "type");
    item_.time = attributes.of("time");
    item_.place = place.line;
    if (item_.id.empty() && (name == "event" || name == "object"))
      return fail(Code::kCorrupt, "has an {} without an id; OCEL 1.0 looks like this: export it as OCEL 2.0",
                  name);
  } else if (place.depth == kGroup) {
    group_ = name;
  } else if (place.depth == kLeaf && group_ == "attributes" && name == "attribute") {
    attribute_ = {std::string(attributes.of("name")), std::string(attributes.of("time")), ""};
    if (section_ == "object-types")
      rows_.declare(item_.type, attribute_.name, std::string(attributes.of("type")));
    in_value_ = true;
  } else if (place.depth == kLeaf && group_ == "objects") {
    item_.add(
        OcelItem::Relation{std::string(attributes.of("object-id")), std::string(attributes.of("qualifier"))});
  }
  return {};
}

void OcelXmlHandler::text(std::string_view text) {
  if (in_value_ && attribute_.value.size() < kLongestValue) attribute_.value += text;
}

void OcelXmlHandler::end(std::string_view name, XmlPlace place) {
  if (place.depth == kLeaf && in_value_) {
    in_value_ = false;
    item_.add(std::move(attribute_));
  } else if (place.depth == kItem && section_ == "objects" && name == "object") {
    rows_.object(item_);
  } else if (place.depth == kItem && section_ == "events" && name == "event") {
    rows_.event(std::move(item_));
  }
}

}  // namespace insyn::insight
