#include "cli/arguments/export_options.h"

#include <cmath>

#include "cli/arguments/options.h"
#include "os/process.h"

namespace insyn::cli {
namespace {

constexpr int kMostPicturesPerSecond = 60;
constexpr double kLatestPicture = 1e6;  // seconds

Result<ExportKind> kind_by_name(const std::string& to) {
  const Path path = to;
  if (to.ends_with('/') || !path.has_extension()) return ExportKind::kPictures;
  const std::string ending = path.extension().string();
  if (ending == ".webm" || ending == ".mp4") return ExportKind::kVideo;
  if (ending == ".jsonl") return ExportKind::kEvents;
  if (ending == ".png") {
    return fail(Code::kPermanent,
                "--to {}: pictures go into a folder; give its name, with a slash at the end", to);
  }
  return fail(
      Code::kPermanent,
      "--to {}: the format “{}” is not supported; use .webm or .mp4 (video), .jsonl (events), or a folder "
      "with a slash at the end (PNG pictures)",
      to, ending);
}

void check_export(const ExportOptions& options) {
  if (const auto kind = kind_of(options); !kind) throw CLI::ValidationError(kind.error().message);
  if (options.at && !(std::isfinite(*options.at) && *options.at >= 0 && *options.at <= kLatestPicture))
    throw CLI::ValidationError("--at", "must be seconds from the start of the recording, as in --at 12.5");
}

}  // namespace

Result<ExportKind> kind_of(const ExportOptions& options) {
  TRY_ASSIGN(const ExportKind kind, kind_by_name(options.to));
  if (options.at && kind != ExportKind::kPictures) {
    return fail(Code::kPermanent, "--at is for one picture; give --to a folder, as in --to pictures/");
  }
  if (options.cursor && kind == ExportKind::kEvents) {
    return fail(Code::kPermanent,
                "--cursor is for pictures and videos; a .jsonl file lists the pointer's moves anyway");
  }
  return kind;
}

void add_export_options(CLI::App& app, const std::function<void(const ExportOptions&)>& chosen) {
  const auto options = std::make_shared<ExportOptions>();
  app.callback([options, chosen] {
    check_export(*options);
    chosen(*options);
  });
  add_path(app, "RECORDING", "", "The recording's folder", options->recording)->required();
  add_paths(
      app, "--key", "KEY",
      "The recording's own key, as insyn unlock writes it; or the request key and the reviewer's: --key "
      "request.age --key reviewer.age",
      options->keys)
      ->required();
  app.add_option("--to", options->to,
                 "What to make: FILE.webm or FILE.mp4 (video), FOLDER/ (one PNG for each change), FILE.jsonl "
                 "(events)")
      ->type_name("TO")
      ->required();
  app.add_option("--at", options->at,
                 "Only the picture shown this many seconds from the start (with FOLDER/)")
      ->type_name("SECONDS");
  add_path(
      app, "--pin", "PUB",
      "The workstation's .pub file, to prove that it made the recording; or the union's, that it peeled it",
      options->pin);
  app.add_flag("--damaged-ok", options->damaged_ok, "Export the intact parts of a damaged recording");
  app.add_option("--fps", options->fps, "At most N pictures a second in a video (default: 10)")
      ->type_name("N")
      ->check(CLI::Range(1, kMostPicturesPerSecond).description(""));
  app.add_flag("--cursor", options->cursor, "Draw the mouse pointer");
  app.footer(
      "Withheld areas are hatched. A damaged recording is refused unless --damaged-ok is given.\n\n"
      "Examples:\n  insyn export RECORDING --key rec.key --pin desk-12.pub --to call.webm\n"
      "  insyn export RECORDING --key rec.key --to picture/ --at 12.5");
}

std::vector<std::string> arguments_of(const ExportOptions& options) {
  // With "=", so that no value can be mistaken for an option.
  std::vector<std::string> arguments = {"--to=" + options.to, fmt::format("--fps={}", options.fps)};
  for (const Path& key : options.keys) arguments.push_back("--key=" + key.string());
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
