#include "cli/verbs/extension_check.h"

#include <algorithm>

#include "base/version.h"
#include "cli/json.h"
#include "cli/out_path.h"
#include "cli/table.h"
#include "cli/verbs/extension_package.h"
#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"
#include "extension/package.h"
#include "extension/release_note.h"
#include "note/note.h"

namespace insyn::cli {
namespace {

using extension::PackageReport;

struct Checked {
  PackageReport report;
  agreement::Agreement agreement;
  std::vector<std::string> origins;
};

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

Result<Checked> checked(const ExtensionCheckOptions& options) {
  TRY_ASSIGN(agreement::Agreement agreement, enrolment::read_agreement(options.agreement, options.pins));
  TRY_ASSIGN(const std::vector<extension::PackedFile> scripts, read_scripts(options.scripts));
  TRY_ASSIGN(const Bytes crx, read_file(options.crx, extension::kLargestPackage + 65536));
  auto report = extension::check_package(crx, agreement, scripts);
  if (!report) return in_context(options.crx.string(), std::move(report).error());
  Checked both{*std::move(report), std::move(agreement), {}};
  for (const auto& application : both.agreement.terms().applications)
    both.origins.insert(both.origins.end(), application.origins.begin(), application.origins.end());
  return both;
}

std::string yes_or(bool yes, const std::string& no) { return yes ? "yes" : "NO: " + no; }

std::string scripts_text(const PackageReport& report) {
  std::vector<std::string> faults;
  if (!report.changed.empty()) faults.push_back("changed: " + joined(report.changed, ", "));
  if (!report.missing.empty()) faults.push_back("missing: " + joined(report.missing, ", "));
  if (!report.added.empty()) faults.push_back("added: " + joined(report.added, ", "));
  return yes_or(faults.empty(), joined(faults, "; "));
}

std::string verdict(const PackageReport& report) {
  if (report.is_agreed())
    return "This extension can reach the agreed origins and nothing else, and does there what this version "
           "of Insyn does.";
  if (!report.is_confined)
    return "Do not install it: its manifest asks for something else than the agreement gives. Have it built "
           "anew with insyn "
           "extension build.";
  if (!report.is_signed_by_agreed)
    return "Do not install it: it is signed by another key than the one that the agreement names.";
  return fmt::format(
      "It can reach the agreed origins and nothing else; what it does there is unknown, because it is not "
      "made of the scripts of Insyn "
      "{}.\nCheck it with the version that it was built with.",
      version());
}

std::string report_text(const Checked& checked) {
  const PackageReport& report = checked.report;
  Table table({Table::kLeft, Table::kLeft});
  table.row({"Id in browsers", report.id});
  table.row({"Version", report.release.version});
  table.row({"Sends to", report.release.centre.empty() ? "nobody" : report.release.centre});
  table.row({"Reaches the agreed origins alone",
             yes_or(report.is_confined, "manifest.json is not the one that the agreement gives")});
  for (const std::string& origin : checked.origins) table.row({"", origin});
  table.row({"Signed by the agreed key", yes_or(report.is_signed_by_agreed, "by another")});
  table.row({"Obeys the agreement's rules",
             yes_or(report.has_agreed_rules, "rules.js is not the one that the agreement gives")});
  table.row({"Insyn's own scripts", scripts_text(report)});
  table.row({"SHA-256 of what is signed", to_hex(report.hash)});
  return table.text() + "\n" + verdict(report);
}

Json json_of(const Checked& checked) {
  const PackageReport& report = checked.report;
  return {{"agreed", report.is_agreed()},
          {"id", report.id},
          {"version", report.release.version},
          {"centre", report.release.centre},
          {"origins", checked.origins},
          {"confined", report.is_confined},
          {"signed_by_agreed", report.is_signed_by_agreed},
          {"agreed_rules", report.has_agreed_rules},
          {"changed", report.changed},
          {"missing", report.missing},
          {"added", report.added},
          {"sha256", to_hex(report.hash)}};
}

// Chromium's ExtensionSettings: installed, and kept from every host but the agreed ones, whatever it asks
// for.
Json settings_of(const Checked& checked, const std::string& update_url) {
  Json allowed = Json::array();
  for (const std::string& origin : checked.origins) allowed.push_back(origin);
  return {{"installation_mode", "force_installed"},
          {"update_url", update_url},
          {"runtime_blocked_hosts", {"*://*"}},
          {"runtime_allowed_hosts", std::move(allowed)},
          {"toolbar_pin", "force_pinned"}};
}

// A text between quotation marks in a .reg file.
std::string registry_text(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '"' || c == '\\') escaped.push_back('\\');
    escaped.push_back(c);
  }
  return escaped;
}

std::string policy_text(PolicyFor system, const std::string& id, const Json& settings) {
  switch (system) {
    case PolicyFor::kLinux:
      return json_text({{"ExtensionSettings", {{id, settings}}}});
    case PolicyFor::kChromeOs:
      return json_text({{id, settings}});
    case PolicyFor::kWindows:
      break;
  }
  std::string text = "Windows Registry Editor Version 5.00\r\n";
  for (const char* browser : {"Google\\Chrome", "Microsoft\\Edge"}) {
    text += fmt::format(
        "\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\{}\\ExtensionSettings]\r\n\"{}\"=\"{}\"\r\n", browser,
        id, registry_text(settings.dump()));
  }
  return text;
}

// The note of another party, which has to say the same but for the time; or else a new text.
Result<std::string> text_to_sign(const ExtensionReleaseOptions& options,
                                 const extension::ReleaseNote& stated) {
  if (!options.note) return extension::release_text(stated);
  TRY_ASSIGN(std::string note, read_text(*options.note, extension::kLargestReleaseNote));
  TRY_ASSIGN(const note::Note parsed, note::parse(note));
  auto theirs = extension::parse_release_note(parsed.text);
  if (!theirs) return in_context(options.note->string(), std::move(theirs).error());
  if (theirs->agreement != stated.agreement || theirs->version != stated.version ||
      theirs->package != stated.package)
    return fail(Code::kDenied, "{} is about version {} of another package or agreement; nothing was signed",
                options.note->string(), theirs->version);
  return note;
}

}  // namespace

Result<Outcome> extension_check(const ExtensionCheckOptions& options, Console& console) {
  TRY_ASSIGN(const Checked both, checked(options));
  console.result(options.json ? json_text(json_of(both)) : report_text(both));
  return both.report.is_agreed() ? Outcome::kGood : Outcome::kBad;
}

Result<Outcome> extension_policy(const ExtensionPolicyOptions& options, Console& console) {
  TRY_ASSIGN(const Checked both, checked(options.check));
  if (!both.report.is_agreed()) {
    console.say(report_text(both));
    return Outcome::kBad;
  }
  std::string update_url = options.update_url;
  if (update_url.empty() && !both.report.release.centre.empty())
    update_url = extension::update_address(both.report.release);
  if (update_url.empty())
    return fail(Code::kPermanent,
                "the extension belongs to no centre: say where browsers get it with --update-url");
  console.result(policy_text(options.system, both.report.id, settings_of(both, update_url)));
  return Outcome::kGood;
}

Result<Outcome> extension_release(const ExtensionReleaseOptions& options, Utc now, Console& console) {
  TRY(require_new(options.out));
  TRY_ASSIGN(const Checked both, checked(options.check));
  if (!both.report.is_agreed()) {
    console.say(report_text(both));
    return Outcome::kBad;
  }
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.key));
  const std::vector<note::PublicKeys> parties = both.agreement.parties();
  const bool is_party = std::any_of(parties.begin(), parties.end(),
                                    [&](const auto& one) { return *one.verifier == signer.verifier(); });
  if (!is_party)
    return fail(Code::kDenied, "{} is the key of none of the agreement's parties", options.key.string());
  const extension::ReleaseNote stated{both.agreement.hash(), both.report.release.version, both.report.hash,
                                      now};
  TRY_ASSIGN(const std::string signed_text, text_to_sign(options, stated));
  TRY_ASSIGN(const std::string note, note::sign_or_add_signature(signed_text, signer));
  TRY(write_file(options.out, view_of(note), Access::kEveryoneReads, IfExists::kRefuse));
  const bool is_complete = extension::verify_release_note(note, parties).has_value();
  console.result(fmt::format("{} says that version {} is released", options.out.string(), stated.version));
  console.say(is_complete ? "All parties have signed it. It goes to the centre, and the extension after it."
                          : "Another party has still to sign it: insyn extension release --note " +
                                options.out.string());
  return Outcome::kGood;
}

}  // namespace insyn::cli
