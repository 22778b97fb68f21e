#include "usage/usage_journal.h"

namespace insyn::usage {
namespace {

constexpr std::string_view kTitle = "insyn usage journal 1";
constexpr std::size_t kLargestMark = 200;

std::string signed_text(const Digest& before, std::string_view text) {
  return fmt::format("{}\n{}\n{}\n", kTitle, to_hex(before), text);
}

std::string line_of(const Digest& before, std::string_view text, const note::Signer& device) {
  return fmt::format("{}\t{}\n", text, to_base64(device.sign(signed_text(before, text)), Padding::kRequired));
}

std::string title_of(const note::Verifier& device) { return fmt::format("{}\t{}", kTitle, device.text()); }

// What of a line is signed; nothing where its signature does not fit.
std::optional<std::string_view> verified(std::string_view line, const Digest& before,
                                         const note::Verifier& device) {
  const std::size_t tab = line.rfind('\t');
  if (tab == std::string_view::npos) return std::nullopt;
  const std::string_view text = line.substr(0, tab);
  const auto signature = from_base64(line.substr(tab + 1), Padding::kRequired);
  if (!signature || !device.fits(signed_text(before, text), *signature)) return std::nullopt;
  return text;
}

Failure wrong(std::size_t line) {
  return fail(Code::kCorrupt, "line {} is not what the device has signed after the lines before it", line);
}

bool is_there(const Path& path) {
  std::error_code error;
  return std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found;
}

std::string mark_of(std::string_view text) {
  return fmt::format("{} {}\n", text.size(), to_hex(sha256(view_of(text))));
}

// Whether `text` begins with what the mark says.
bool fits_mark(std::string_view text, std::string_view mark) {
  std::size_t length = 0;
  for (const char c : mark.substr(0, mark.find(' '))) {
    if (c < '0' || c > '9' || length > kLargestJournal) return false;
    length = length * 10 + static_cast<std::size_t>(c - '0');
  }
  return length <= text.size() && mark == mark_of(text.substr(0, length));
}

Failure unreadable(const Path& folder, std::string_view why) {
  return fail(Code::kDenied,
              "how many calls were recorded cannot be told, so none is: {} {}. Put it back from a backup; "
              "where there is none, a new device key begins a new journal",
              (folder / kJournal).string(), why);
}

}  // namespace

Path journal_folder(const Path& journals, const note::Verifier& device) {
  return journals / fmt::format("{}+{:08x}", device.name(), device.id());
}

std::string first_line(const note::Signer& device) {
  return line_of(sha256({}), title_of(device.verifier()), device);
}

std::string next_line(std::string_view before, const Entry& entry, const note::Signer& device) {
  return line_of(sha256(view_of(before)), text_of(entry), device);
}

Status VerifiedLines::take(std::string_view text) {
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    TRY(take_line(text.substr(0, end + 1)));
    text.remove_prefix(end + 1);
  }
  return {};
}

Status VerifiedLines::take_line(std::string_view line) {
  const auto said = verified(line.substr(0, line.size() - 1), hash(), device_);
  if (!said) return wrong(lines_ + 1);
  before_.add(view_of(line));
  if (++lines_ == 1) return *said == title_of(device_) ? Status() : wrong(lines_);
  TRY_ASSIGN(Entry entry, parse_entry(*said));
  if (const auto* certified = std::get_if<Certified>(&entry)) {
    if (certified->number != last_number_ + 1) return wrong(lines_);
    last_number_ = certified->number;
  }
  entries_.push_back(std::move(entry));
  return {};
}

Result<std::vector<Entry>> read_journal(std::string_view text, const note::Verifier& device) {
  VerifiedLines lines(device);
  TRY(lines.take(text));
  if (lines.is_empty()) return fail(Code::kCorrupt, "it has no first line");
  return lines.entries();
}

bool UsageJournal::is_new(const Path& folder) {
  return !is_there(folder / kJournal) && !is_there(folder / kNewest);
}

Status UsageJournal::create(const Path& folder, const note::Signer& device) {
  if (!is_new(folder))
    return fail(Code::kDenied, "{} has a usage journal already, or had one", folder.string());
  const std::string text = first_line(device);
  // The mark first: a crash in between is a journal that is missing, never one that was reset.
  TRY(write_file(folder / kNewest, view_of(mark_of(text)), Access::kOwnerOnly, IfExists::kRefuse));
  return write_file(folder / kJournal, view_of(text), Access::kOwnerOnly, IfExists::kRefuse);
}

namespace {

// The journal's text, which may end within a line, where it begins with what the mark says.
Result<std::string> text_in(const Path& folder) {
  Result<std::string> text = read_text(folder / kJournal, kLargestJournal);
  if (!text) return unreadable(folder, is_there(folder / kJournal) ? "cannot be read" : "is missing");
  const Result<std::string> mark = read_text(folder / kNewest, kLargestMark);
  if (!mark || !fits_mark(*text, *mark)) return unreadable(folder, "is shorter than it was, or was altered");
  return text;
}

}  // namespace

Result<std::vector<Entry>> entries_in(const Path& folder, const note::Verifier& device) {
  TRY_ASSIGN(const std::string text, text_in(folder));
  auto entries = read_journal(text, device);
  if (!entries) return unreadable(folder, "was altered: " + entries.error().message);
  return entries;
}

Result<note::Verifier> device_named_in(const Path& folder) {
  const Result<std::string> text = read_text(folder / kJournal, kLargestJournal);
  if (!text) return unreadable(folder, is_there(folder / kJournal) ? "cannot be read" : "is missing");
  const std::string_view line = std::string_view(*text).substr(0, text->find('\n'));
  const std::size_t tab = line.find('\t');
  if (line.substr(0, tab) != kTitle || tab == std::string_view::npos)
    return unreadable(folder, "was altered: it has no first line");
  const std::string_view key = line.substr(tab + 1);
  auto device = note::Verifier::parse(key.substr(0, key.find('\t')));
  if (!device) return unreadable(folder, "was altered: its first line names no key");
  return device;
}

Result<UsageJournal> UsageJournal::open(const Path& folder, const note::Signer& device) {
  UsageJournal journal(folder, device);
  TRY(journal.refresh());
  return journal;
}

Status UsageJournal::refresh() {
  TRY_ASSIGN(const std::string text, text_in(folder_));
  if (!text.starts_with(text_)) return unreadable(folder_, "is shorter than it was, or was altered");
  const std::size_t whole = text.rfind('\n') + 1;
  Status taken = lines_.take(std::string_view(text).substr(text_.size()));
  if (taken && lines_.is_empty()) taken = fail(Code::kCorrupt, "it has no first line");
  if (!taken) return unreadable(folder_, "was altered: " + taken.error().message);
  text_ = text.substr(0, whole);
  // What was being written when the power went out was never answered.
  if (whole == text.size()) return {};
  return write_file(folder_ / kJournal, view_of(text_), Access::kOwnerOnly, IfExists::kReplace);
}

const Certified* UsageJournal::last_certified() const {
  for (auto entry = entries().rbegin(); entry != entries().rend(); ++entry) {
    if (const auto* certified = std::get_if<Certified>(&*entry)) return certified;
  }
  return nullptr;
}

Status UsageJournal::mark() const {
  return write_file(folder_ / kNewest, view_of(mark_of(text_)), Access::kOwnerOnly, IfExists::kReplace);
}

Status UsageJournal::append(const Entry& entry) {
  const auto read_back = parse_entry(text_of(entry));
  if (!read_back || *read_back != entry)
    return fail(Code::kDenied, "a call's id or an agent's name cannot stand in the usage journal");
  const std::string line = line_of(lines_.hash(), text_of(entry), device_);
  if (text_.size() + line.size() > kLargestJournal)
    return fail(Code::kFull, "{} is full", (folder_ / kJournal).string());
  TRY(append_to_file(folder_ / kJournal, view_of(line)));
  text_ += line;
  TRY(lines_.take(line));
  return mark();
}

}  // namespace insyn::usage
