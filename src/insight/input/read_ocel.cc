#include "insight/input/read_ocel.h"

#include <array>
#include <cstring>
#include <nlohmann/json.hpp>

#include "insight/input/ocel.h"

namespace insyn::insight {
namespace {

using Json = nlohmann::json;

constexpr int kDeepestValue = 64;

// Follows the document down to {section: [{field: [{leaf: value}]}]}, which is as deep as OCEL goes.
class OcelHandler final : public nlohmann::json_sax<Json> {
 public:
  explicit OcelHandler(LogPart& part) : rows_(part) {}

  // A value that is not there.
  bool null() override { return take(""); }
  bool boolean(bool value) override { return take(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return take(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return take(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return take(text); }
  bool string(string_t& text) override { return take(std::move(text)); }
  bool binary(binary_t&) override { return true; }

  bool start_object(std::size_t) override {
    if (depth_ == kItem - 1) {
      item_ = {};
      type_name_.clear();
    }
    if (depth_ == kLeaf - 1) leaf_ = {};
    return deeper();
  }
  bool end_object() override {
    if (depth_ == kLeaf) end_leaf();
    if (depth_ == kItem) end_item();
    --depth_;
    ended_ = depth_ == 0;
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
      saw_older_ = saw_older_ || name == "ocel:events" || name == "ocel:objects";
    }
    if (depth_ == kItem) field_ = name;
    if (depth_ == kLeaf) leaf_key_ = name;
    return true;
  }
  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::detail::exception& error) override {
    error_ = fmt::format("byte {} is where it ceases to be JSON, at “{}”", position, example_of(token));
    if (std::string_view(error.what()).find("UTF-8") != std::string_view::npos)
      error_ += "; it is not UTF-8: save it as UTF-8";
    if (depth_ == 0 && ended_)
      error_ +=
          "; OCEL 2.0 is one object, and nothing stands behind it (JSON Lines are not read; export CSV)";
    return false;
  }

  void finish() { rows_.finish(); }
  bool saw_events() const { return saw_events_; }
  bool saw_older() const { return saw_older_; }
  const std::string& error() const { return error_; }

 private:
  enum Depth { kRoot = 1, kItem = 3, kLeaf = 5 };

  std::string* member_of_item(std::string_view key) {
    if (key == "name") return &type_name_;  // of a type
    return key == "id" ? &item_.id : key == "type" ? &item_.type : key == "time" ? &item_.time : nullptr;
  }

  struct Leaf {
    std::string name, type, time, value, object_id, qualifier;

    std::string* member(std::string_view key) {
      if (key == "name") return &name;
      if (key == "type") return &type;
      if (key == "time") return &time;
      if (key == "value") return &value;
      if (key == "objectId") return &object_id;
      return key == "qualifier" ? &qualifier : nullptr;
    }
  };

  bool deeper() {
    if (++depth_ <= kDeepestValue) return true;
    error_ = "it is nested too deeply";
    return false;
  }

  bool take(std::string text) {
    if (depth_ == kItem) {
      if (std::string* member = member_of_item(field_)) *member = std::move(text);
    } else if (depth_ == kLeaf) {
      if (std::string* member = leaf_.member(leaf_key_)) *member = std::move(text);
    }
    return true;
  }

  void end_leaf() {
    if (field_ == "attributes") {
      if (section_ == "objectTypes") rows_.declare(type_name_, leaf_.name, leaf_.type);
      item_.add(OcelItem::Attribute{std::move(leaf_.name), std::move(leaf_.time), std::move(leaf_.value)});
    } else if (field_ == "relationships") {
      item_.add(OcelItem::Relation{std::move(leaf_.object_id), std::move(leaf_.qualifier)});
    }
  }

  void end_item() {
    item_.place = ++number_;
    if (section_ == "events") rows_.event(std::move(item_));
    if (section_ == "objects") rows_.object(item_);
  }

  OcelRows rows_;
  int depth_ = 0;
  bool ended_ = false;  // the document
  std::string section_, field_, leaf_key_;
  std::string type_name_;
  OcelItem item_;
  Leaf leaf_;
  std::uint64_t number_ = 0;  // of the item in its section
  bool saw_events_ = false;
  bool saw_older_ = false;
  std::string error_;
};

// Passes a document on with null for NaN and Infinity, which Python writes and JSON does not have, and with
// numbers as texts that are too large for the parser; and counts for the progress that is shown.
class Cleaned final : public std::streambuf {
 public:
  Cleaned(std::istream& in, Progress& progress) : in_(in), progress_(progress) {}

 protected:
  int_type underflow() override {
    in_.read(from_.data(), static_cast<std::streamsize>(from_.size()));
    const auto got = in_.gcount();
    to_.clear();
    if (got > 0) {
      progress_.advance(static_cast<std::uint64_t>(got));
      for (const char c : std::string_view(from_.data(), static_cast<std::size_t>(got))) take(c);
    } else {
      end_word();
    }
    if (to_.empty()) return got > 0 ? underflow() : traits_type::eof();
    setg(to_.data(), to_.data(), to_.data() + to_.size());
    return traits_type::to_int_type(*gptr());
  }

 private:
  void take(char c) {
    if (in_text_) {
      to_.push_back(c);
      if (escaped_) {
        escaped_ = false;
      } else if (c == '\\') {
        escaped_ = true;
      } else if (c == '"') {
        in_text_ = false;
      }
      return;
    }
    const bool of_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                         c == '-' || c == '+' || c == '.';
    constexpr std::size_t kLongestWord = 4096;
    if (of_word && word_.size() < kLongestWord) {
      word_.push_back(c);
      return;
    }
    end_word();
    in_text_ = c == '"';
    to_.push_back(c);
  }

  void end_word() {
    if (word_.empty()) return;
    const bool none = word_ == "NaN" || word_ == "Infinity" || word_ == "-Infinity" || word_ == "-NaN";
    if (none) {
      to_ += "null";
    } else if (is_too_large(word_)) {
      to_ += '"' + word_ + '"';
    } else {
      to_ += word_;
    }
    word_.clear();
  }

  // A number, as JSON writes them, that no double holds; or nearly.
  static bool is_too_large(std::string_view word) {
    constexpr std::size_t kDigits = 300;
    constexpr std::size_t kDigitsOfExponent = 3;
    const std::size_t exponent = word.find_first_of("eE");
    const bool far = exponent != std::string_view::npos &&
                     word.find_last_not_of("0123456789") + kDigitsOfExponent < word.size();
    if (word.size() <= kDigits && !far) return false;
    if (word.starts_with('-')) word.remove_prefix(1);
    const bool begins = !word.empty() && word.front() >= '0' && word.front() <= '9';
    return begins && word.find_first_not_of("0123456789.+-eE") == std::string_view::npos;
  }

  std::istream& in_;
  Progress& progress_;
  std::array<char, 1 << 16> from_{};
  std::string to_;
  std::string word_;  // outside of texts, as far as it was read
  bool in_text_ = false;
  bool escaped_ = false;
};

}  // namespace

Status read_ocel(std::istream& in, LogPart& part, Progress& progress) {
  Cleaned cleaning(in, progress);
  std::istream cleaned(&cleaning);
  OcelHandler handler(part);
  bool good = false;
  try {
    good = Json::sax_parse(cleaned, &handler);
  } catch (const std::exception& error) {
    return fail(Code::kCorrupt, "it cannot be read as JSON: {}", error.what());
  }
  if (in.bad()) return fail(Code::kPermanent, "it cannot be read completely");
  if (!good) return fail(Code::kCorrupt, "{}", handler.error());
  if (handler.saw_older()) return fail(Code::kCorrupt, "it is OCEL 1.0; export it as OCEL 2.0");
  if (!handler.saw_events()) return fail(Code::kCorrupt, "it has no “events”, so it is not OCEL 2.0");
  handler.finish();
  return {};
}

}  // namespace insyn::insight
