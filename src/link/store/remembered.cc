#include "link/store/remembered.h"

#include "recording/format/layout.h"

namespace insyn::link {
namespace {

constexpr std::size_t kLargestMemory = std::size_t{256} << 10;
constexpr std::size_t kMostRecordings = 1'000'000;
constexpr std::string_view kHead = "insyn link recording 1\n";

std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

Failure malformed() { return fail(Code::kCorrupt, "what is remembered of a recording is malformed"); }

}  // namespace

std::string text_of(const Remembered& remembered) {
  std::string text(kHead);
  if (remembered.certified) text += fmt::format("certified {}\n", to_text(*remembered.certified));
  if (remembered.leaving) text += fmt::format("leaving {}\n", to_text(*remembered.leaving));
  if (remembered.until) text += fmt::format("until {}\n", to_text(*remembered.until));
  if (remembered.received)
    text += fmt::format("received {}\n\n{}", to_text(*remembered.received), remembered.receipt);
  return text;
}

Result<Remembered> parse_remembered(std::string_view text) {
  if (!text.starts_with(kHead)) return malformed();
  std::string_view rest = text.substr(kHead.size());
  Remembered remembered;
  while (!rest.empty()) {
    const auto line = take_line(rest);
    if (!line) return malformed();
    if (line->starts_with("certified ")) {
      TRY_ASSIGN(remembered.certified, parse_utc(line->substr(10)));
    } else if (line->starts_with("leaving ")) {
      TRY_ASSIGN(remembered.leaving, parse_utc(line->substr(8)));
    } else if (line->starts_with("until ")) {
      TRY_ASSIGN(remembered.until, parse_utc(line->substr(6)));
    } else if (line->starts_with("received ")) {
      TRY_ASSIGN(remembered.received, parse_utc(line->substr(9)));
      if (!rest.starts_with('\n')) return malformed();
      remembered.receipt = rest.substr(1);
      rest = {};
    } else {
      return malformed();
    }
  }
  if (text_of(remembered) != text) return malformed();
  return remembered;
}

Result<Remembered> Memory::of(const std::string& id) const {
  const Path path = folder_ / id;
  std::error_code error;
  const auto type = std::filesystem::symlink_status(path, error).type();
  if (type == std::filesystem::file_type::not_found) return Remembered();
  TRY_ASSIGN(const std::string text, read_text(path, kLargestMemory));
  auto remembered = parse_remembered(text);
  if (!remembered) return in_context(path.string(), std::move(remembered).error());
  return remembered;
}

Status Memory::remember(const std::string& id, const Remembered& remembered) const {
  return write_file(folder_ / id, view_of(text_of(remembered)), Access::kOwnerOnly, IfExists::kReplace);
}

Status Memory::forget(const std::string& id) const { return remove_file(folder_ / id); }

Result<std::vector<std::string>> Memory::all() const {
  TRY_ASSIGN(std::vector<std::string> names, list_folder(folder_, kMostRecordings));
  std::erase_if(names, [](const std::string& name) { return !recording::is_recording_id(name); });
  return names;
}

}  // namespace insyn::link
