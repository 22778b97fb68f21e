#include "ledger/entries/entry.h"

#include <algorithm>
#include <charconv>
#include <type_traits>

#include "base/check.h"
#include "base/name.h"

namespace insyn::ledger {
namespace {

constexpr std::string_view kHead = "insyn ledger 1 ";
constexpr std::size_t kLongestName = 200;
constexpr std::uint64_t kMost = std::uint64_t{1} << 62;

// A text by its key: a purpose is a code, everything else a name.
Status check_text_of(std::string_view key, std::string_view text) {
  if (key != "purpose") return check_name(text, kLongestName);
  if (is_purpose(text)) return {};
  return fail(Code::kCorrupt, "not a purpose: 1 to {} of a-z, 0-9 and “-”", kLongestPurpose);
}

// How each type of parameter is written and read.

std::string written(const std::string& text) { return text; }
std::string written(std::uint64_t number) { return std::to_string(number); }
std::string written(const EntryNumber& number) { return std::to_string(number.value); }
std::string written(const Digest& hash) { return to_hex(hash); }
std::string written(const Salted& hash) { return to_hex(hash.hash); }
std::string written(const RecordingId& id) { return to_hex(id.bytes); }
std::string written(Utc time) { return to_text(time); }
template <class Value>
requires std::is_enum_v<Value> std::string written(Value value) { return std::string(name_of(value)); }

template <std::size_t kSize>
Status read(std::string_view text, std::array<std::uint8_t, kSize>& into) {
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != kSize) return fail(Code::kCorrupt, "not {} hexadecimal digits", 2 * kSize);
  std::copy(bytes->begin(), bytes->end(), into.begin());
  return {};
}
Status read(std::string_view text, std::string& into) {
  into = text;
  return {};
}
Status read(std::string_view text, std::uint64_t& into) {
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, into);
  if (error != std::errc() || stop != end || into > kMost) return fail(Code::kCorrupt, "not a whole number");
  return {};
}
Status read(std::string_view text, EntryNumber& into) { return read(text, into.value); }
Status read(std::string_view text, Salted& into) { return read(text, into.hash); }
Status read(std::string_view text, RecordingId& into) { return read(text, into.bytes); }
Status read(std::string_view text, Utc& into) {
  TRY_ASSIGN(into, parse_utc(text));
  return {};
}
template <class Value>
requires std::is_enum_v<Value> Status read(std::string_view text, Value& into) {
  const auto value = value_named<Value>(text);
  if (!value) return fail(Code::kCorrupt, "not one of the words that can stand here");
  into = *value;
  return {};
}

class Writer {
 public:
  explicit Writer(std::string_view name) : text_(fmt::format("{}{}\n", kHead, name)) {}
  template <class Value>
  void operator()(const char* key, const Value& value) {
    text_ += fmt::format("{} {}\n", key, written(value));
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

// Takes one line for each field; after the first that does not fit it takes nothing more.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  template <class Value>
  void operator()(const char* key, Value& value) {
    if (!status_) return;
    ++line_;
    const std::size_t end = rest_.find('\n');
    std::string_view line = rest_.substr(0, end);
    const std::string begin = fmt::format("{} ", key);
    if (end == std::string_view::npos || !line.starts_with(begin)) {
      status_ = fail(Code::kCorrupt, "line {}: “{}” is missing here", line_, key);
      return;
    }
    rest_.remove_prefix(end + 1);
    line.remove_prefix(begin.size());
    Status taken = read(line, value);
    if (!taken) status_ = in_context(fmt::format("line {}: {}", line_, key), std::move(taken).error());
  }
  Status finish() const {
    if (!status_ || rest_.empty()) return status_;
    return fail(Code::kCorrupt, "line {}: something stands after the last line", line_ + 1);
  }

 private:
  std::string_view rest_;
  std::size_t line_ = 1;
  Status status_;
};

class TextChecker {
 public:
  template <class Value>
  void operator()(const char* key, const Value& value) {
    if constexpr (std::is_same_v<Value, std::string>) {
      Status fits = check_text_of(key, value);
      if (status_ && !fits) status_ = in_context(key, std::move(fits).error());
    } else if constexpr (std::is_same_v<Value, std::uint64_t>) {
      if (status_ && value > kMost) status_ = fail(Code::kCorrupt, "{}: larger than {}", key, kMost);
    } else if constexpr (std::is_same_v<Value, EntryNumber>) {
      (*this)(key, value.value);
    }
  }
  Status status_;
};

Status check_texts(const AnyEntry& entry) {
  TextChecker checker;
  std::visit([&checker](const auto& what) { what.fields(what, checker); }, entry);
  return checker.status_;
}

template <class What>
Result<Entry> read_entry(std::string_view lines) {
  Entry entry;
  What what;
  Reader reader(lines);
  reader("time", entry.time);
  What::fields(what, reader);
  TRY(reader.finish());
  entry.what = std::move(what);
  TRY(check_texts(entry.what));
  return entry;
}

}  // namespace

const char* name_of(const AnyEntry& entry) {
  return std::visit([](const auto& what) { return std::remove_cvref_t<decltype(what)>::kName; }, entry);
}

Status check_entry(const Entry& entry) {
  Status fits = check_texts(entry.what);
  if (!fits) fits.error().code = Code::kPermanent;
  return fits;
}

std::string text_of(const Entry& entry) {
  CHECK(check_entry(entry).has_value());
  Writer writer(name_of(entry.what));
  writer("time", entry.time);
  std::visit([&writer](const auto& what) { what.fields(what, writer); }, entry.what);
  std::string text = writer.take();
  CHECK(text.size() <= kLongestEntryText);
  return text;
}

Result<Entry> parse_entry(std::string_view text) {
  if (text.size() > kLongestEntryText)
    return fail(Code::kCorrupt, "the entry has more than {} bytes", kLongestEntryText);
  const std::size_t end = text.find('\n');
  if (!text.starts_with(kHead) || end == std::string_view::npos)
    return fail(Code::kCorrupt, "line 1: not the beginning of an entry");
  const std::string_view name = text.substr(kHead.size(), end - kHead.size());
  Result<Entry> entry = fail(Code::kCorrupt, "line 1: a kind of entry that this version does not know");
  for_each_kind([&](const auto& kind) {
    using What = std::remove_cvref_t<decltype(kind)>;
    if (name == What::kName) entry = read_entry<What>(text.substr(end + 1));
  });
  // Digits may have been written in more than one way.
  if (entry && text_of(*entry) != text)
    return fail(Code::kCorrupt, "not in the form that the format demands");
  return entry;
}

std::optional<std::uint64_t> earlier_entry(const AnyEntry& entry) {
  return std::visit(
      [](const auto& what) -> std::optional<std::uint64_t> {
        if constexpr (requires { what.of.value; }) return what.of.value;
        return std::nullopt;
      },
      entry);
}

}  // namespace insyn::ledger
