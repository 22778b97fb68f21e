#include "track/export/export.h"
#include "track/export/frames.h"
#include "track/export/png.h"

namespace insyn::track {
namespace {

Path name_of_picture(TrackTime at) {
  return fmt::format("{:06}.{:03}.png", at.count() / 1000, at.count() % 1000);
}

Status write_picture(const Path& folder, TrackTime at, const Image& image) {
  TRY_ASSIGN(const Bytes png, encode_png(image));
  return write_file(folder / name_of_picture(at), png, Access::kOwnerOnly, IfExists::kRefuse);
}

// Writes every picture as it comes.
Result<ExportSummary> write_all(ChunkSource& source, const FrameTrack& frames, const Path& folder,
                                const ExportOptions& options) {
  ExportSummary summary;
  TRY_ASSIGN(const PlaybackResult played,
             draw_frames(source, frames, options, TrackTime(1), [&](TrackTime at, const Image& image) {
               ++summary.pictures;
               return write_picture(folder, at, image);
             }));
  summary.duration = played.end;
  summary.damaged_chunks = played.damaged_chunks;
  return summary;
}

// Writes the one that was on the screen at `wanted`.
Result<ExportSummary> write_one(ChunkSource& source, const FrameTrack& frames, const Path& folder,
                                const ExportOptions& options, TrackTime wanted) {
  std::optional<Image> shown;
  TRY_ASSIGN(const PlaybackResult played, draw_frames(source, frames, options, TrackTime(0),
                                                      [&](TrackTime at, const Image& image) -> Status {
                                                        if (at <= wanted) shown = image;
                                                        return {};
                                                      }));
  if (!shown || wanted > played.end)
    return fail(Code::kPermanent, "nothing is shown at {} ms: the recording ends at {} ms", wanted.count(),
                played.end.count());
  TRY(write_picture(folder, wanted, *shown));
  ExportSummary summary;
  summary.pictures = 1;
  summary.duration = played.end;
  summary.damaged_chunks = played.damaged_chunks;
  return summary;
}

Result<ExportSummary> write_into(ChunkSource& source, const Path& folder, const ExportOptions& options) {
  TRY_ASSIGN(const FrameTrack frames, measure(source, options));
  TRY(create_folder(folder));
  auto summary = options.at ? write_one(source, frames, folder, options, *options.at)
                            : write_all(source, frames, folder, options);
  if (!summary) return summary;
  summary->width = frames.size.width;
  summary->height = frames.size.height;
  return summary;
}

}  // namespace

Result<ExportSummary> export_pictures(ChunkSource& source, const Path& folder, const ExportOptions& options) {
  std::error_code ignored;
  // "pictures/" and "pictures" are the same folder.
  const Path to = folder.has_filename() ? folder : folder.parent_path();
  if (std::filesystem::exists(to, ignored))
    return fail(Code::kPermanent, "{} exists already: name a folder that does not, or remove it",
                to.string());
  Path partial = to;
  partial += ".part";
  std::filesystem::remove_all(partial, ignored);
  auto summary = write_into(source, partial, options);
  if (summary) {
    if (Status renamed = rename_folder(partial, to); !renamed) summary = Failure(std::move(renamed).error());
  }
  if (!summary) std::filesystem::remove_all(partial, ignored);
  return summary;
}

}  // namespace insyn::track
