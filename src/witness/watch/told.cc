#include "witness/watch/told.h"

#include <algorithm>

#include "ledger/tree/hash.h"
#include "os/file.h"
#include "words/alarm.h"
#include "words/breach.h"
#include "words/witness.h"

namespace insyn::witness {
namespace {

using words::Language;

constexpr Language kLanguages[] = {Language::kSwedish, Language::kEnglish};
constexpr std::size_t kLargestList = std::size_t{64} << 20;
constexpr std::size_t kLargestCount = 64;

// A line of the list has three parts with tabs between them.
std::string without_controls(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return text;
}

Result<Told> parse_line(std::string_view line) {
  const std::size_t first = line.find('\t');
  const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
  if (second == std::string_view::npos) return fail(Code::kCorrupt, "a line does not have three parts");
  Told one;
  TRY_ASSIGN(one.at, parse_utc(line.substr(0, first)));
  one.said = {std::string(line.substr(first + 1, second - first - 1)), std::string(line.substr(second + 1))};
  return one;
}

bool is_there(const Path& file) {
  std::error_code error;
  return std::filesystem::exists(file, error);
}

}  // namespace

Result<TellList> TellList::open(Path list, Path mailed) {
  TellList all(std::move(list), std::move(mailed));
  if (is_there(all.list_)) {
    TRY_ASSIGN(const std::string text, read_text(all.list_, kLargestList));
    // A last line without an end was cut off by a crash, and is told again.
    for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
      auto one = parse_line(std::string_view(text).substr(at, end - at));
      if (!one) continue;
      all.english_.insert(one->in(Language::kEnglish));
      all.all_.push_back(*std::move(one));
    }
    all.stored_ = all.all_.size();
    all.whole_ = true;
    const std::size_t whole = text.rfind('\n') + 1;
    if (whole != text.size())
      TRY(write_file(all.list_, view_of(text).subspan(0, whole), Access::kOwnerOnly, IfExists::kReplace));
  }
  if (is_there(all.mailed_)) {
    TRY_ASSIGN(const std::string text, read_text(all.mailed_, kLargestCount));
    const auto count = ledger::parse_size(text);
    if (count) all.mailed_count_ = std::min<std::size_t>(*count, all.all_.size());
  }
  return all;
}

bool TellList::add(Told one, std::size_t most) {
  if (all_.size() > most) return false;
  for (const Language language : kLanguages) {
    std::string& said = one.said[static_cast<std::size_t>(language)];
    said = all_.size() == most ? std::string(words::witness_texts(language).too_many)
                               : without_controls(std::move(said));
  }
  if (!english_.insert(one.in(Language::kEnglish)).second) return false;
  all_.push_back(std::move(one));
  return true;
}

bool TellList::tell(Utc at, const Breach& breach) {
  Told one{at, {}};
  for (const Language language : kLanguages)
    one.said[static_cast<std::size_t>(language)] =
        fmt::format(fmt::runtime(std::string_view(words::witness_texts(language).entry)), breach.entry,
                    say(breach.what, language));
  return add(std::move(one), kMost);
}

bool TellList::tell(Utc at, const Alarm& alarm) {
  Told one{at, {}};
  for (const Language language : kLanguages)
    one.said[static_cast<std::size_t>(language)] = say(alarm, language);
  return add(std::move(one), 2 * kMost);
}

Status TellList::store() {
  if (stored_ == all_.size()) return {};
  std::string lines;
  // After a line that was cut off, by a full disk, all of it is written anew.
  for (std::size_t i = whole_ ? stored_ : 0; i < all_.size(); ++i)
    lines += fmt::format("{}\t{}\t{}\n", to_text(all_[i].at), all_[i].said[0], all_[i].said[1]);
  const bool append = std::exchange(whole_, false);
  TRY(append ? append_to_file(list_, view_of(lines))
             : write_file(list_, view_of(lines), Access::kOwnerOnly, IfExists::kReplace));
  stored_ = all_.size();
  whole_ = true;
  return {};
}

Status TellList::mark_mailed(std::size_t count) {
  TRY(write_file(mailed_, view_of(std::to_string(count)), Access::kOwnerOnly, IfExists::kReplace));
  mailed_count_ = count;
  return {};
}

}  // namespace insyn::witness
