#include "cli/arguments/export_options.h"

#include "os/process.h"

namespace insyn::cli {
namespace {

Result<ExportKind> kind_by_name(const std::string& to) {
  const Path path = to;
  if (to.ends_with('/') || !path.has_extension()) return ExportKind::kPictures;
  const std::string ending = path.extension().string();
  if (ending == ".webm" || ending == ".mp4") return ExportKind::kVideo;
  if (ending == ".jsonl") return ExportKind::kEvents;
  if (ending == ".png") {
    return fail(Code::kPermanent, "--to {}: pictures go into a folder; give its name with a slash behind it",
                to);
  }
  return fail(
      Code::kPermanent,
      "--to {}: “{}” is no format that there is; choose .webm or .mp4 (video), .jsonl (events), or a folder "
      "with a slash behind it (PNG pictures)",
      to, ending);
}

}  // namespace

Result<ExportKind> kind_of(const ExportOptions& options) {
  TRY_ASSIGN(const ExportKind kind, kind_by_name(options.to));
  if (options.at && kind != ExportKind::kPictures) {
    return fail(Code::kPermanent, "--at picks one picture; give --to a folder, as in --to pictures/");
  }
  if (options.cursor && kind == ExportKind::kEvents) {
    return fail(Code::kPermanent, "--cursor draws into pictures; a .jsonl has the cursor's events anyway");
  }
  return kind;
}

std::vector<std::string> arguments_of(const ExportOptions& options) {
  // Joined with "=", so that no value can be taken for an option.
  std::vector<std::string> arguments = {"--key=" + options.key.string(), "--to=" + options.to,
                                        fmt::format("--fps={}", options.fps)};
  if (options.at) arguments.push_back(fmt::format("--at={}", *options.at));
  if (options.pin) arguments.push_back("--pin=" + options.pin->string());
  if (options.damaged_ok) arguments.emplace_back("--damaged-ok");
  if (options.cursor) arguments.emplace_back("--cursor");
  arguments.emplace_back("--");
  arguments.push_back(options.recording.string());
  return arguments;
}

Failure become_export_program(const ExportOptions& options) {
  auto folder = program_folder();
  if (!folder) return Failure(std::move(folder).error());
  return replace_program(*folder / "insyn-export", arguments_of(options));
}

}  // namespace insyn::cli
