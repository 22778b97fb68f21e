#include "enrolment/roster_file.h"

#include "base/text.h"
#include "note/note.h"

namespace insyn::enrolment {

Result<std::string> read_roster_text(const Path& file) { return read_text(file, kLongestText); }

Result<roster::Roster> parse_roster_draft(std::string_view text) {
  if (!note::has_signature_line(text)) return roster::parse_roster(text);
  TRY_ASSIGN(const note::Note note, note::parse(text));
  return roster::parse_roster(note.text);
}

Result<roster::Roster> read_roster_draft(const Path& file) {
  TRY_ASSIGN(const std::string text, read_roster_text(file));
  auto parsed = parse_roster_draft(text);
  if (!parsed) return in_context(file.string(), std::move(parsed).error());
  return parsed;
}

Result<roster::SignedRoster> read_roster(const Path& file, const std::vector<note::PublicKeys>& pins,
                                         FilesRead* seen) {
  FilesRead unused;
  TRY_ASSIGN(const Bytes note, (seen != nullptr ? *seen : unused).read_file(file, kLongestText));
  auto verified = roster::SignedRoster::verify(text_of(note), pins);
  if (!verified) return in_context(file.string(), std::move(verified).error());
  return verified;
}

std::string agent_name(const std::string& age, const Path& roster) {
  const auto draft = read_roster_draft(roster);
  const roster::Agent* agent = draft ? draft->agent_with(age) : nullptr;
  return agent != nullptr ? agent->name : age;
}

}  // namespace insyn::enrolment
