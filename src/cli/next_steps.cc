#include "cli/next_steps.h"

#include <algorithm>

#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"
#include "enrolment/roster_file.h"
#include "note/note.h"

namespace insyn::cli {
namespace {

// As a shell takes it.
std::string quoted(const std::string& word) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
           c == '.' || c == '-' || c == '_' || c == '+';
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

std::string quoted(const Path& file) { return quoted(file.string()); }

// The other files of a key: PREFIX.sign of PREFIX.pub.
Path sibling(Path file, const char* ending) { return file.replace_extension(ending); }

Path roster_of(const enrolment::EnrolmentFiles& files) {
  return files.roster.empty() ? files.agreement.parent_path() / "roster.note" : files.roster;
}

std::string signing(const char* what, const Path& file, const std::vector<Path>& pins) {
  std::string steps;
  for (const Path& pin : pins)
    steps += fmt::format("  insyn {} sign {} --key {}\n", what, quoted(file), quoted(sibling(pin, ".sign")));
  return steps;
}

std::optional<agreement::Terms> terms_in(const Path& file) {
  const auto text = enrolment::read_agreement_text(file);
  if (!text) return std::nullopt;
  const auto note = note::parse(*text);
  auto terms = agreement::parse_terms(note ? note->text : *text);
  return terms ? std::optional(*std::move(terms)) : std::nullopt;
}

// Of the parties that have not signed.
std::vector<Path> unsigned_pins(const std::string& text, const std::vector<Path>& pins) {
  const auto note = note::parse(text);
  if (!note) return pins;
  std::vector<Path> missing;
  for (const Path& pin : pins) {
    const auto keys = enrolment::read_public_keys(pin);
    if (!keys || !keys->verifier) continue;
    const auto is_signed = note::is_signed_by(*note, *keys->verifier);
    if (is_signed && !*is_signed) missing.push_back(pin);
  }
  return missing;
}

std::string steps_of_agreement(const enrolment::EnrolmentFiles& files) {
  const auto text = enrolment::read_agreement_text(files.agreement);
  const auto terms = terms_in(files.agreement);
  if (!text || !terms) return "";
  if (!terms->manual_calls) {
    return fmt::format(
        "In {} nobody at the workstation may say that a call has begun. To change that, put these lines at "
        "the end of its terms:\n  [calls]\n  manual = true\nIf it was signed, it is another agreement then: "
        "delete the lines that begin with “—” and the empty one before them. Then:\n{}",
        files.agreement.string(), signing("agreement", files.agreement, files.pins));
  }
  const std::vector<Path> missing = unsigned_pins(*text, files.pins);
  return missing.empty() ? "" : signing("agreement", files.agreement, missing);
}

// Both, where the agent, whose .pub file is given then, is not there either.
std::string adding(const enrolment::EnrolmentFiles& files, const std::optional<Path>& agent, bool device) {
  const Path roster = roster_of(files);
  std::string steps;
  std::string what;
  if (agent) {
    const Path prefix = sibling(*agent, "");
    steps += fmt::format("  insyn keys prove {} --roster {}\n", quoted(prefix), quoted(roster));
    what += " " + quoted(prefix.string() + ".proof");
  }
  if (device) what += " " + quoted(sibling(files.device, ".pub"));
  return steps + fmt::format("  insyn roster add {}{}\n", quoted(roster), what) +
         signing("roster", roster, files.pins);
}

std::string steps_of_roster(const enrolment::EnrolmentFiles& files) {
  std::error_code error;
  if (files.roster.empty() || !std::filesystem::exists(files.roster, error)) return steps_to_a_roster(files);
  const auto roster = enrolment::read_roster_draft(files.roster);
  const auto text = enrolment::read_roster_text(files.roster);
  if (!roster || !text) return "";
  const auto device = enrolment::read_public_keys(sibling(files.device, ".pub"));
  const bool no_device = device && device->verifier && !roster::listed_device(*roster, *device->verifier);
  std::optional<Path> no_agent;
  for (const Path& file : files.agents) {
    const auto agent = enrolment::read_agent_recipient(file);
    if (!no_agent && agent && !roster::listed_agent(*roster, *agent)) no_agent = file;
  }
  if (no_agent || no_device) return adding(files, no_agent, no_device);
  const std::vector<Path> missing = unsigned_pins(*text, files.pins);
  return missing.empty() ? "" : signing("roster", files.roster, missing);
}

}  // namespace

std::string steps_to_a_roster(const enrolment::EnrolmentFiles& files) {
  const auto terms = terms_in(files.agreement);
  std::string steps = fmt::format("  insyn roster new {} --id {}\n", quoted(roster_of(files)),
                                  quoted(terms ? terms->id : files.agreement.stem().string())) +
                      adding(files, files.agents.empty() ? "agent.pub" : files.agents.front(), true);
  if (files.roster.empty()) steps += fmt::format("Then give --roster {}", quoted(roster_of(files)));
  return steps;
}

std::string next_steps(const enrolment::EnrolmentFiles& files) {
  std::string steps = steps_of_agreement(files);
  if (steps.empty()) steps = steps_of_roster(files);
  if (steps.empty() && files.agents.empty())
    steps = "  --agent PREFIX.pub says which agent of the roster works here\n";
  if (steps.ends_with('\n')) steps.pop_back();
  return steps;
}

Status with_next_steps(Status refused, const enrolment::EnrolmentFiles& files) {
  if (refused) return refused;
  const std::string steps = next_steps(files);
  if (steps.empty()) return refused;
  return fail(refused.error().code, "{}\nNext:\n{}", refused.error().message, steps);
}

}  // namespace insyn::cli
