// OCEL 2.0: what its three encodings, JSON, XML and SQLite, have in common.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "insight/input/log_part.h"

namespace insyn::insight {

// An event or an object.
struct OcelItem {
  struct Attribute {
    std::string name;
    std::string time;  // of objects: since when it has this value; empty: from the beginning
    std::string value;
  };
  struct Relation {
    std::string object;
    std::string qualifier;
    bool operator==(const Relation&) const = default;
  };

  std::string id, type, time;
  std::vector<Attribute> attributes;
  std::vector<Relation> relations;
  std::uint64_t place = 0;

  // Bounds what one item holds; what is beyond them is not read.
  static constexpr std::size_t kMostAttributes = 256;
  static constexpr std::size_t kMostRelations = 256;
  void add(Attribute attribute);
  // The same once.
  void add(Relation relation);
};

// "NaN" of a number is how pandas writes that there is none.
bool is_no_number(std::string_view value);

class OcelRows {
 public:
  explicit OcelRows(LogPart& part) : part_(part) {}

  // "float", "integer", "time", "string", "boolean": of an attribute of an object type.
  void declare(const std::string& object_type, const std::string& attribute, const std::string& type);
  // An object of the type "call" is a call, one of the type "screen" a screen that exists. Of an attribute
  // with several values the newest counts.
  void object(const OcelItem& item);
  // Belongs to each call that it is related to: by the qualifier "call", or by the object's type, which may
  // be told later in the file.
  void event(OcelItem item);
  // After the last item.
  void finish();

  std::uint64_t calls() const { return calls_; }

 private:
  enum class ObjectType : char { kCall, kScreen, kArticle };

  // Nothing where a time decides that cannot be read; the item is rejected then.
  std::optional<std::map<std::string, std::string>> newest(const OcelItem& item);
  std::optional<Utc> since(const std::string& time);
  const OcelItem::Relation* object_of(const OcelItem& item) const;
  bool is_of(const OcelItem::Relation& relation, ObjectType type) const;
  void give(const OcelItem& item);

  LogPart& part_;
  std::map<std::pair<std::string, std::string>, std::string> types_;
  std::unordered_map<std::string, ObjectType> objects_;
  std::vector<OcelItem> waiting_;
  std::uint64_t calls_ = 0;
};

}  // namespace insyn::insight
