#include "cli/verbs/centre_report.h"

#include <filesystem>

#include "cli/verbs/signed_in.h"
#include "enrolment/key_files.h"
#include "note/note.h"
#include "os/file.h"

namespace insyn::cli {
namespace {

constexpr std::size_t kLargestReportFile = std::size_t{4} << 20;
constexpr std::size_t kLargestRegisterNote = std::size_t{16} << 10;

// Empty where no friction was reported, and so no example.
Result<Bytes> examples_of(const Path& folder) {
  const Path file = folder / "examples.age";
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return Bytes();
  return read_file(file, kLargestReportFile);
}

}  // namespace

Status hand_in_report(const HandInOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(const Bytes report, read_file(options.report / "report.json", kLargestReportFile));
  TRY_ASSIGN(const Bytes note, read_file(options.report / "register.note", kLargestRegisterNote));
  TRY_ASSIGN(const Bytes examples, examples_of(options.report));
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.key));
  auto signed_note = note::add_signature(text_of(note), signer);
  if (!signed_note)
    return in_context((options.report / "register.note").string(), std::move(signed_note).error());
  TRY_ASSIGN(centre::Client client, signed_in_client(clock));
  TRY_ASSIGN(const std::string id, client.hand_in_report(text_of(report), *signed_note, examples));
  console.result(id);
  console.say("the centre has the report, and shows it to everybody there");
  return {};
}

}  // namespace insyn::cli
