#include "recorder/call_source/sequence_file.h"

#include <charconv>

namespace insyn::recorder {
namespace {

constexpr std::size_t kLargest = std::size_t{64} << 10;

}  // namespace

Result<calls::Trust::Sequences> SequenceFile::read() const {
  std::error_code error;
  if (!std::filesystem::exists(file_, error)) return calls::Trust::Sequences();
  TRY_ASSIGN(const std::string text, read_text(file_, kLargest));
  calls::Trust::Sequences sequences;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    std::uint64_t sequence = 0;
    const auto [end, problem] = std::from_chars(line.data(), line.data() + line.size(), sequence);
    const auto name = line.substr(static_cast<std::size_t>(end - line.data()));
    if (problem != std::errc() || name.size() < 2 || name.front() != ' ')
      return fail(Code::kCorrupt, "{} is not what a recorder has written; remove it", file_.string());
    sequences.insert_or_assign(std::string(name.substr(1)), sequence);
  }
  return sequences;
}

Status SequenceFile::write(const calls::Trust::Sequences& sequences) {
  if (sequences == written_) return {};
  std::string text;
  for (const auto& [name, sequence] : sequences) text += fmt::format("{} {}\n", sequence, name);
  TRY(write_file(file_, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
  written_ = sequences;
  return {};
}

}  // namespace insyn::recorder
