#include "enrolment/memory.h"

#include <algorithm>
#include <charconv>

#include "os/file.h"

namespace insyn::enrolment {
namespace {

constexpr std::size_t kLargestMemory = std::size_t{4} << 20;

// Whose roster it is: two workplaces may call theirs the same.
Digest owner_of_roster(const agreement::Agreement& agreement) {
  Sha256 hash;
  for (const note::PublicKeys& party : agreement.parties()) hash.add(view_of(party.verifier->text() + "\n"));
  return hash.digest();
}

std::string_view take_word(std::string_view& rest) {
  const std::size_t end = std::min(rest.find(' '), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

Result<Digest> digest_of(std::string_view hex) {
  const auto bytes = from_hex(hex);
  Digest digest{};
  if (!bytes || bytes->size() != digest.size()) return fail(Code::kCorrupt, "“{}” is no hash", hex);
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return digest;
}

Result<int> number_of(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1) {
    return fail(Code::kCorrupt, "“{}” is no version", text);
  }
  return number;
}

}  // namespace

Status Memory::take(std::string_view line) {
  const std::string_view kind = take_word(line);
  TRY_ASSIGN(const Digest digest, digest_of(take_word(line)));
  if (kind == "superseded") {
    superseded_.push_back(digest);
  } else if (kind == "withdrawn") {
    TRY_ASSIGN(const Utc at, parse_utc(take_word(line)));
    withdrawn_.push_back({digest, "", "", at, "", std::string(line)});
  } else if (kind == "roster") {
    TRY_ASSIGN(const int version, number_of(take_word(line)));
    TRY_ASSIGN(const Digest hash, digest_of(take_word(line)));
    newest_roster(digest, {std::string(line), version, hash});
  } else {
    return fail(Code::kCorrupt, "“{}” is nothing that is remembered", kind);
  }
  return {};
}

void Memory::newest_roster(const Digest& owner, roster::Seen seen) {
  std::erase_if(rosters_, [&](const auto& one) {
    return one.first == owner && one.second.id == seen.id && one.second.version < seen.version;
  });
  rosters_.emplace_back(owner, std::move(seen));
}

Result<Memory> Memory::read(const Path& file) {
  Memory memory(file);
  std::error_code error;
  // Where nobody may look there may be something.
  if (std::filesystem::symlink_status(file, error).type() == std::filesystem::file_type::not_found)
    return memory;
  TRY_ASSIGN(const std::string text, read_text(file, kLargestMemory));
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const Status taken = end == std::string_view::npos ? fail(Code::kCorrupt, "its last line is cut off")
                                                       : memory.take(rest.substr(0, end));
    if (!taken) {
      return fail(Code::kCorrupt,
                  "{}, which remembers what was withdrawn and replaced, cannot be understood ({}); nothing "
                  "is recorded until the administrator has looked at it",
                  file.string(), taken.error().message);
    }
    rest.remove_prefix(end + 1);
  }
  return memory;
}

reason::OrReason<void> Memory::check(const agreement::Agreement& agreement,
                                     const roster::SignedRoster& roster) const {
  for (const agreement::Withdrawal& one : withdrawn_) {
    if (one.agreement == agreement.hash()) return reason::because(reason::Withdrawn{one.signed_by, one.at});
  }
  if (std::find(superseded_.begin(), superseded_.end(), agreement.hash()) != superseded_.end()) {
    return reason::because(reason::Superseded{agreement.terms().id});
  }
  const Digest owner = owner_of_roster(agreement);
  for (const auto& [whose, seen] : rosters_) {
    if (whose == owner) TRY(roster::check_follows(seen, roster));
  }
  return {};
}

Status Memory::add(const std::string& line) {
  TRY(ensure_folders(file_.parent_path()));
  TRY(append_to_file(file_, view_of(line + "\n")));
  return take(line);
}

Status Memory::remember(const agreement::Agreement& agreement, const roster::SignedRoster& roster) {
  for (const Digest& one : agreement.terms().supersedes) {
    if (std::find(superseded_.begin(), superseded_.end(), one) != superseded_.end()) continue;
    TRY(add("superseded " + to_hex(one)));
  }
  const Digest owner = owner_of_roster(agreement);
  const roster::Seen seen{roster->id, roster->version, roster.hash()};
  const bool known = std::any_of(rosters_.begin(), rosters_.end(),
                                 [&](const auto& one) { return one.first == owner && one.second == seen; });
  if (known) return {};
  return add(fmt::format("roster {} {} {} {}", to_hex(owner), seen.version, to_hex(seen.hash), seen.id));
}

Status Memory::remember(const agreement::Withdrawal& withdrawal) {
  const bool known = std::any_of(withdrawn_.begin(), withdrawn_.end(), [&](const agreement::Withdrawal& one) {
    return one.agreement == withdrawal.agreement;
  });
  if (known) return {};
  return add(fmt::format("withdrawn {} {} {}", to_hex(withdrawal.agreement), to_text(withdrawal.at),
                         withdrawal.signed_by));
}

}  // namespace insyn::enrolment
