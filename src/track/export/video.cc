#include "track/export/export.h"
#include "track/export/frames.h"
#include "track/export/video_file.h"

namespace insyn::track {
namespace {

Result<VideoKind> kind_of(const Path& to) {
  if (to.extension() == ".webm") return VideoKind::kWebm;
  if (to.extension() == ".mp4") return VideoKind::kMp4;
  return fail(Code::kPermanent, "{}: a video's name ends in .webm or .mp4", to.string());
}

Result<ExportSummary> write_video(ChunkSource& source, const Path& path, VideoKind kind,
                                  const ExportOptions& options) {
  TRY_ASSIGN(const FrameTrack frames, measure(source, options));
  TRY_ASSIGN(VideoFile file, VideoFile::create(path, kind, frames.size));
  ExportSummary summary;
  std::optional<TrackTime> last;
  Image shown;
  const TrackTime apart(1000 / std::clamp(options.fps, 1, 1000));
  TRY_ASSIGN(const PlaybackResult played,
             draw_frames(source, frames, options, apart, [&](TrackTime at, const Image& image) -> Status {
               ++summary.pictures;
               last = at;
               shown = image;
               return file.add(at, image);
             }));
  // A video ends with its last picture, so that one is shown until the recording's end.
  if (last && *last < played.end) TRY(file.add(played.end, shown));
  TRY(file.finish());
  summary.width = frames.size.width;
  summary.height = frames.size.height;
  summary.duration = played.end;
  summary.damaged_chunks = played.damaged_chunks;
  return summary;
}

Status rename_file(const Path& from, const Path& to) {
  std::error_code error;
  std::filesystem::rename(from, to, error);
  if (error)
    return fail(Code::kPermanent, "renaming {} to {}: {}", from.string(), to.string(), error.message());
  return {};
}

}  // namespace

Result<ExportSummary> export_video(ChunkSource& source, const Path& to, const ExportOptions& options) {
  TRY_ASSIGN(const VideoKind kind, kind_of(to));
  Path partial = to;
  partial += ".part";
  auto summary = write_video(source, partial, kind, options);
  if (summary) {
    if (Status renamed = rename_file(partial, to); !renamed) summary = Failure(std::move(renamed).error());
  }
  std::error_code ignored;
  if (!summary) std::filesystem::remove(partial, ignored);
  return summary;
}

}  // namespace insyn::track
