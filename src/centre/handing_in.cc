#include "centre/handing_in.h"

#include <filesystem>

#include "note/note.h"
#include "os/file.h"

namespace insyn::centre {
namespace {

constexpr std::size_t kLargestReportFile = std::size_t{4} << 20;
constexpr std::size_t kLargestRegisterNote = std::size_t{16} << 10;

Result<Bytes> examples_in(const Path& folder) {
  const Path file = folder / "examples.age";
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return Bytes();
  return read_file(file, kLargestReportFile);
}

}  // namespace

Result<ReportToHandIn> read_report(const Path& folder, const note::Signer& signer) {
  TRY_ASSIGN(const std::string report, read_text(folder / "report.json", kLargestReportFile));
  TRY_ASSIGN(const std::string note, read_text(folder / "register.note", kLargestRegisterNote));
  TRY_ASSIGN(Bytes examples, examples_in(folder));
  auto signed_note = note::add_signature(note, signer);
  if (!signed_note) return in_context((folder / "register.note").string(), std::move(signed_note).error());
  return ReportToHandIn{to_hex(sha256(view_of(report))), report, *std::move(signed_note),
                        std::move(examples)};
}

}  // namespace insyn::centre
