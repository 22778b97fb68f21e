#include "centre/given_approvals.h"

#include <algorithm>

#include "ledger/tree/hash.h"
#include "os/file.h"

namespace insyn::centre {
namespace {

constexpr std::size_t kLargestGiven = std::size_t{64} << 20;

std::string_view take_word(std::string_view& rest) {
  const std::string_view word = rest.substr(0, rest.find(' '));
  rest.remove_prefix(std::min(rest.size(), word.size() + 1));
  return word;
}

}  // namespace

// "given ENTRY TIME person", "taken ENTRY TIME".
Status GivenApprovals::read_line(std::string_view line) {
  const std::string_view kind = take_word(line);
  TRY_ASSIGN(const std::uint64_t entry, ledger::parse_size(take_word(line)));
  TRY_ASSIGN(const Utc time, parse_utc(take_word(line)));
  const auto found = given_.find(entry);
  if (kind == "taken" && line.empty() && found != given_.end()) {
    found->second.taken = time;
    return {};
  }
  const auto by = ledger::value_named<ledger::ApprovedBy>(line);
  if (kind != "given" || !by) return fail(Code::kCorrupt, "a line that does not belong here");
  given_[entry] = Given{time, *by, {}};
  return {};
}

Result<GivenApprovals> GivenApprovals::open(Path file) {
  GivenApprovals all(std::move(file));
  std::error_code ignored;
  if (!std::filesystem::exists(all.file_, ignored)) return all;
  TRY_ASSIGN(const std::string text, read_text(all.file_, kLargestGiven));
  // A last line without an end was cut off by a crash: nothing was sent by it.
  for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
    Status read = all.read_line(std::string_view(text).substr(at, end - at));
    if (!read) return in_context(all.file_.string(), std::move(read).error());
  }
  const std::size_t whole = text.rfind('\n') + 1;
  if (whole != text.size())
    TRY(write_file(all.file_, view_of(text).first(whole), Access::kOwnerOnly, IfExists::kReplace));
  return all;
}

Status GivenApprovals::giving(std::uint64_t request, ledger::ApprovedBy by, Utc now) {
  TRY(ensure_folders(file_.parent_path()));
  TRY(append_to_file(file_, view_of(fmt::format("given {} {} {}\n", request, to_text(now), name_of(by)))));
  given_[request] = Given{now, by, {}};
  return {};
}

Status GivenApprovals::taken(std::uint64_t request, Utc now) {
  TRY(append_to_file(file_, view_of(fmt::format("taken {} {}\n", request, to_text(now)))));
  given_[request].taken = now;
  return {};
}

Status GivenApprovals::check(const opening::LedgerKnowledge& ledger, Utc seen) const {
  for (const auto& [request, one] : given_) {
    if (!one.taken || seen < *one.taken + kPatience || ledger.is_approved(request)) continue;
    return fail(Code::kDenied,
                "the server took the approval of the request in entry {} at {}, and the ledger does not have "
                "it: it is kept back. Nothing is approved any more; {} is what was given",
                request, to_text(*one.taken), file_.string());
  }
  return {};
}

std::uint64_t GivenApprovals::by_rules_beside(const opening::LedgerKnowledge& ledger, Utc week) const {
  return static_cast<std::uint64_t>(std::count_if(given_.begin(), given_.end(), [&](const auto& given) {
    return given.second.by == ledger::ApprovedBy::kRules && given.second.time >= week &&
           !ledger.is_approved(given.first);
  }));
}

}  // namespace insyn::centre
