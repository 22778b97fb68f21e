#include "insight/input/read_ocel.h"

#include <map>
#include <nlohmann/json.hpp>

namespace insyn::insight {
namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 64;

// Follows the document down to {section: [{field: [{leaf: value}]}]}, which is as deep as OCEL goes.
class OcelHandler final : public nlohmann::json_sax<Json> {
 public:
  explicit OcelHandler(LogPart& part) : part_(part) {}

  bool null() override { return true; }
  bool boolean(bool value) override { return take(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return take(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return take(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return take(text); }
  bool string(string_t& text) override { return take(std::move(text)); }
  bool binary(binary_t&) override { return true; }

  bool start_object(std::size_t) override {
    if (depth_ == kItem - 1) item_ = {};
    if (depth_ == kLeaf - 1) leaf_ = {};
    return deeper();
  }
  bool end_object() override {
    if (depth_ == kLeaf) end_leaf();
    if (depth_ == kItem) end_item();
    --depth_;
    return true;
  }
  bool start_array(std::size_t) override { return deeper(); }
  bool end_array() override {
    --depth_;
    return true;
  }
  bool key(string_t& name) override {
    if (depth_ == kRoot) {
      section_ = name;
      number_ = 0;
      saw_events_ = saw_events_ || name == "events";
    }
    if (depth_ == kItem) field_ = name;
    if (depth_ == kLeaf) leaf_key_ = name;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    error_ = fmt::format("byte {} is where it ceases to be JSON", position);
    return false;
  }

  bool saw_events() const { return saw_events_; }
  const std::string& error() const { return error_; }

 private:
  enum Depth { kRoot = 1, kItem = 3, kLeaf = 5 };

  struct Item {
    std::string id, type, time;
    std::map<std::string, std::string> attributes;
    std::string call, object;

    std::string* member(std::string_view key) {
      return key == "id" ? &id : key == "type" ? &type : key == "time" ? &time : nullptr;
    }
  };
  struct Leaf {
    std::string name, value, object_id, qualifier;

    std::string* member(std::string_view key) {
      if (key == "name") return &name;
      if (key == "value") return &value;
      if (key == "objectId") return &object_id;
      return key == "qualifier" ? &qualifier : nullptr;
    }
  };

  bool deeper() {
    if (++depth_ <= kDeepest) return true;
    error_ = "it is nested too deeply";
    return false;
  }

  bool take(std::string text) {
    if (depth_ == kItem) {
      if (std::string* member = item_.member(field_)) *member = std::move(text);
    } else if (depth_ == kLeaf) {
      if (std::string* member = leaf_.member(leaf_key_)) *member = std::move(text);
    }
    return true;
  }

  void end_leaf() {
    if (field_ == "attributes") {
      constexpr std::size_t kMostAttributes = 64;
      if (item_.attributes.size() < kMostAttributes)
        item_.attributes.insert_or_assign(std::move(leaf_.name), std::move(leaf_.value));
    } else if (field_ == "relationships") {
      if (leaf_.qualifier == "call")
        item_.call = std::move(leaf_.object_id);
      else if (leaf_.qualifier == "screen" || leaf_.qualifier == "article")
        item_.object = std::move(leaf_.object_id);
    }
  }

  std::string_view attribute(const char* name) const {
    const auto found = item_.attributes.find(name);
    return found == item_.attributes.end() ? std::string_view() : std::string_view(found->second);
  }

  void end_item() {
    ++number_;
    if (section_ == "events") {
      part_.event({item_.call, item_.time, item_.type, item_.object, attribute("results")}, number_);
    } else if (section_ == "objects" && item_.type == "screen") {
      part_.exists(item_.id, number_);
    } else if (section_ == "objects" && item_.type == "call") {
      CallFacts facts;
      facts.id = item_.id;
      facts.agent = attribute("agent");
      facts.kind = attribute("kind");
      facts.queue = attribute("queue");
      facts.group = attribute("group");
      facts.version = attribute("version");
      facts.outcome = attribute("outcome");
      facts.start = attribute("start");
      facts.end = attribute("end");
      facts.hold = attribute("hold_seconds");
      facts.repeat_of = attribute("repeat_of");
      part_.call(facts, number_);
    }
  }

  LogPart& part_;
  int depth_ = 0;
  std::string section_, field_, leaf_key_;
  Item item_;
  Leaf leaf_;
  std::uint64_t number_ = 0;  // of the item in its section
  bool saw_events_ = false;
  std::string error_;
};

// Counts what goes through, for the progress that is shown.
class Counting final : public std::streambuf {
 public:
  Counting(std::istream& in, Progress& progress) : in_(in), progress_(progress) {}

 protected:
  int_type underflow() override {
    in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    const auto got = in_.gcount();
    if (got <= 0) return traits_type::eof();
    progress_.advance(static_cast<std::uint64_t>(got));
    setg(buffer_.data(), buffer_.data(), buffer_.data() + got);
    return traits_type::to_int_type(*gptr());
  }

 private:
  std::istream& in_;
  Progress& progress_;
  std::array<char, 1 << 16> buffer_{};
};

}  // namespace

Status read_ocel(std::istream& in, LogPart& part, Progress& progress) {
  Counting counting(in, progress);
  std::istream counted(&counting);
  OcelHandler handler(part);
  bool good = false;
  try {
    good = Json::sax_parse(counted, &handler);
  } catch (const std::exception& error) {
    return fail(Code::kCorrupt, "it cannot be read as JSON: {}", error.what());
  }
  if (!good) return fail(Code::kCorrupt, "{}", handler.error());
  if (in.bad()) return fail(Code::kPermanent, "it cannot be read completely");
  if (!handler.saw_events()) return fail(Code::kCorrupt, "it has no “events”, so it is not OCEL 2.0");
  return {};
}

}  // namespace insyn::insight
