#include "insight/register/register.h"

#include <set>

#include "note/note.h"

namespace insyn::insight {
namespace {

constexpr const char* kKeyFile = "register.sign";
constexpr const char* kLastFile = "last";  // which note is the last
constexpr const char* kKeyName = "insyn-reports";
constexpr std::size_t kLongestNote = 4096;
constexpr std::size_t kLongestKey = 1024;
constexpr std::size_t kLongestCalls = std::size_t{1} << 31;
constexpr std::size_t kMostFiles = 2 * std::size_t{Register::kMostReports} + 10;

std::string last_text(std::size_t number, const std::optional<Digest>& note) {
  return fmt::format("{} {}\n", number, note ? to_hex(*note) : std::string("none"));
}

Status write_last(const Path& folder, std::size_t number, const std::optional<Digest>& note) {
  return write_file(folder / kLastFile, view_of(last_text(number, note)), Access::kOwnerOnly,
                    IfExists::kReplace);
}

Result<note::Signer> key_in(const Path& folder, const std::vector<std::string>& names) {
  const Path file = folder / kKeyFile;
  if (names.empty()) {
    TRY_ASSIGN(const note::Signer signer, note::Signer::generate(kKeyName));
    std::string secret = signer.secret_text();
    const Status written = write_file(file, view_of(secret), Access::kOwnerOnly, IfExists::kRefuse);
    wipe(secret);
    TRY(written);
    TRY(write_last(folder, 0, std::nullopt));
  }
  TRY_ASSIGN(std::string secret, read_text(file, kLongestKey));
  auto signer = note::Signer::parse(secret);
  wipe(secret);
  return signer;
}

bool is_note(const std::string& name) { return name.ends_with(".note"); }

}  // namespace

Result<Register> Register::open(const Path& folder) {
  TRY(ensure_folders(folder.parent_path()));
  TRY(ensure_private_folder(folder));
  TRY_ASSIGN(std::optional<FolderLock> lock, FolderLock::try_to_take(folder));
  if (!lock)
    return fail(Code::kTransient, "another report is being made; wait until it is there, and try again");
  TRY_ASSIGN(const std::vector<std::string> names, list_folder(folder, kMostFiles));
  auto signer = key_in(folder, names);
  if (!signer)
    return in_context("the register of reports cannot be used, so no report is made", signer.error());
  Register opened(folder, std::move(*lock), std::move(*signer));
  Status read = opened.read_notes();
  const auto notes = static_cast<std::size_t>(std::count_if(names.begin(), names.end(), is_note));
  if (read && notes != opened.notes_.size())
    read = fail(Code::kCorrupt, "{} is missing", opened.note_file(opened.next_number()).string());
  if (read) read = opened.check_last();
  if (!read) return in_context("the register of reports was changed, so no report is made", read.error());
  return opened;
}

Status Register::read_notes() {
  std::optional<Digest> before;
  std::error_code ignored;
  for (std::uint32_t number = 1; std::filesystem::exists(note_file(number), ignored); ++number) {
    const std::string file = note_file(number).string();
    TRY_ASSIGN(const std::string signed_text, read_text(file, kLongestNote));
    TRY_ASSIGN(const note::Note parsed, note::parse(signed_text));
    TRY_ASSIGN(const bool is_ours, note::is_signed_by(parsed, verifier()));
    if (!is_ours) return fail(Code::kDenied, "{} is not signed by the register's key", file);
    auto entry = parse_entry(parsed.text);
    if (!entry) return in_context(file, entry.error());
    if (entry->number != number || entry->before != before)
      return fail(Code::kCorrupt, "{} does not follow on the note before it", file);
    before = sha256(view_of(signed_text));
    notes_.push_back(signed_text);
    entries_.push_back(std::move(*entry));
  }
  return {};
}

// A crash may have come between the last note and the word of it.
Status Register::check_last() const {
  TRY_ASSIGN(const std::string said, read_text(folder_ / kLastFile, kLongestNote));
  for (std::size_t behind = 0; behind <= 1 && behind <= notes_.size(); ++behind) {
    const std::size_t number = notes_.size() - behind;
    std::optional<Digest> note;
    if (number > 0) note = sha256(view_of(notes_[number - 1]));
    if (said == last_text(number, note)) return {};
  }
  return fail(Code::kCorrupt, "its last note is not {} but another, which is missing",
              note_file(next_number() - 1).string());
}

std::uint64_t Register::key() const {
  std::string secret = "insyn counted calls " + signer_.secret_text();
  const Digest digest = sha256(view_of(secret));
  wipe(secret);
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < sizeof key; ++i) key |= std::uint64_t{digest[i]} << (8 * i);
  return key;
}

Result<std::optional<Conflict>> Register::conflict_of(const Counted& now, const Floor& floor) const {
  Division division;
  for (const Entry& entry : entries_) {
    const std::string file = calls_file(entry.calls).string();
    TRY_ASSIGN(const Bytes bytes, read_file(file, kLongestCalls));
    if (sha256(bytes) != entry.calls)
      return fail(Code::kCorrupt, "{} was changed since report {}, so no report is made", file, entry.number);
    auto counted = decode_counted(bytes);
    if (!counted) return in_context(file, counted.error());
    division.add(*counted, entry.number);
  }
  return division.conflict_of(now, floor);
}

Result<std::string> Register::add(Entry entry, const Counted& counted) {
  if (notes_.size() == kMostReports) return fail(Code::kFull, "the register of reports is full");
  const Bytes calls = encode(counted);
  entry.number = next_number();
  entry.before.reset();
  if (!notes_.empty()) entry.before = sha256(view_of(notes_.back()));
  entry.calls = sha256(calls);
  std::error_code ignored;
  const Path file = calls_file(entry.calls);
  if (!std::filesystem::exists(file, ignored))
    TRY(write_file(file, calls, Access::kOwnerOnly, IfExists::kRefuse));
  std::string signed_text = note::sign(text_of(entry), signer_);
  TRY(write_file(note_file(entry.number), view_of(signed_text), Access::kOwnerOnly, IfExists::kRefuse));
  TRY(write_last(folder_, entry.number, sha256(view_of(signed_text))));
  notes_.push_back(signed_text);
  entries_.push_back(std::move(entry));
  return signed_text;
}

Path Register::note_file(std::uint32_t number) const { return folder_ / fmt::format("{:06}.note", number); }

Path Register::calls_file(const Digest& calls) const { return folder_ / (to_hex(calls) + ".calls"); }

}  // namespace insyn::insight
