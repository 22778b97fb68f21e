#include "track/export/export.h"

#include <fmt/format.h>

#include <algorithm>

#include "track/export/playback.h"
#include "track/export/png.h"
#include "track/export/video_file.h"

namespace insyn::track {
namespace {

Result<VideoKind> kind_of(const Path& to) {
  if (to.extension() == ".webm") return VideoKind::kWebm;
  if (to.extension() == ".mp4") return VideoKind::kMp4;
  return fail(Code::kPermanent, "{}: a video's name ends in .webm or .mp4", to.string());
}

Result<ExportSummary> write_video(ChunkSource& source, NewFile& into, VideoKind kind,
                                  const ExportOptions& options) {
  TRY_ASSIGN(const FrameLayout layout, measure_frames(source, options));
  TRY_ASSIGN(VideoFile file, VideoFile::create(into, kind, layout.size));
  ExportSummary summary;
  std::optional<TrackTime> last;
  Image shown;
  const TrackTime interval(1000 / std::clamp(options.fps, 1, 1000));
  TRY_ASSIGN(const PlaybackResult played,
             play_frames(source, layout, options, interval, [&](TrackTime at, const Image& image) -> Status {
               // A video begins with its first frame, and the call before there was a window.
               if (!last && at > TrackTime{0})
                 TRY(file.add(TrackTime{0}, Canvas(layout.bounds, layout.size, false).picture()));
               ++summary.pictures;
               last = at;
               shown = image;
               return file.add(at, image);
             }));
  // The last frame is repeated at the end of the recording, as a video ends with its last frame.
  if (last && *last < played.end) TRY(file.add(played.end, shown));
  TRY(file.finish());
  summary.width = layout.size.width;
  summary.height = layout.size.height;
  summary.duration = played.end;
  summary.damaged_chunks = played.damaged_chunks;
  return summary;
}

std::string name_of_picture(TrackTime at) {
  return fmt::format("{:06}.{:03}.png", at.count() / 1000, at.count() % 1000);
}

Status write_picture(NewFolder& folder, TrackTime at, const Image& image) {
  TRY_ASSIGN(const Bytes png, encode_png(image));
  return folder.add(name_of_picture(at), png, Access::kOwnerOnly);
}

// A file for each frame.
Result<ExportSummary> write_all(ChunkSource& source, const FrameLayout& layout, NewFolder& folder,
                                const ExportOptions& options) {
  ExportSummary summary;
  TRY_ASSIGN(const PlaybackResult played,
             play_frames(source, layout, options, TrackTime(1), [&](TrackTime at, const Image& image) {
               ++summary.pictures;
               return write_picture(folder, at, image);
             }));
  summary.duration = played.end;
  summary.damaged_chunks = played.damaged_chunks;
  return summary;
}

// A file for the frame that was shown at `wanted`.
Result<ExportSummary> write_one(ChunkSource& source, const FrameLayout& layout, NewFolder& folder,
                                const ExportOptions& options, TrackTime wanted) {
  std::optional<Image> shown;
  std::optional<TrackTime> first;
  TRY_ASSIGN(const PlaybackResult played, play_frames(source, layout, options, TrackTime(0),
                                                      [&](TrackTime at, const Image& image) -> Status {
                                                        if (!first) first = at;
                                                        if (at <= wanted) shown = image;
                                                        return {};
                                                      }));
  if (first && wanted < *first)
    return fail(Code::kPermanent, "nothing is shown at {} ms: the first picture is shown at {} ms",
                wanted.count(), first->count());
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

Result<ExportSummary> write_into(ChunkSource& source, NewFolder& folder, const ExportOptions& options) {
  TRY_ASSIGN(const FrameLayout layout, measure_frames(source, options));
  auto summary = options.at ? write_one(source, layout, folder, options, *options.at)
                            : write_all(source, layout, folder, options);
  if (!summary) return summary;
  summary->width = layout.size.width;
  summary->height = layout.size.height;
  return summary;
}

std::string seconds(TrackTime time) {
  return fmt::format("{}.{:03}", time.count() / 1000, time.count() % 1000);
}

std::string rect(const Rect& area) {
  return fmt::format("\"rect\":[{},{},{},{}]", area.x, area.y, area.width, area.height);
}

// The members of an event's JSON object after its time. No text in it needs escaping: all come from name_of()
// and code_of().
struct Members {
  std::string operator()(const SurfaceOpened& event) const {
    return fmt::format(R"("kind":"opened","surface":{},"type":"{}",{})", event.surface, name_of(event.kind),
                       rect(event.place));
  }
  std::string operator()(const SurfaceMoved& event) const {
    return fmt::format(R"("kind":"moved","surface":{},{})", event.surface, rect(event.place));
  }
  std::string operator()(const SurfaceClosed& event) const {
    return fmt::format(R"("kind":"closed","surface":{})", event.surface);
  }
  std::string operator()(const Restacked& event) const {
    return fmt::format(R"("kind":"stacking","surfaces":[{}])", fmt::join(event.bottom_to_top, ","));
  }
  std::string operator()(const PixelsChanged& event) const {
    return fmt::format(R"("kind":"pixels","surface":{},{}{})", event.surface, rect(event.area),
                       event.lossless ? "" : R"(,"moving_picture":true)");
  }
  std::string operator()(const AreaWithheld& event) const {
    return fmt::format(R"("kind":"withheld","surface":{},{},"reason":"{}")", event.surface, rect(event.area),
                       code_of(event.reason));
  }
  std::string operator()(const TimeWithheld& event) const {
    return fmt::format(R"("kind":"withheld time","from":{},"to":{},"reason":"{}")", seconds(event.from),
                       seconds(event.to), code_of(event.reason));
  }
  std::string operator()(const CursorMoved& event) const {
    if (!event.cursor.visible) return R"("kind":"cursor","visible":false)";
    return fmt::format(R"("kind":"cursor","visible":true,"at":[{},{}])", event.cursor.at.x,
                       event.cursor.at.y);
  }
  std::string operator()(const IndexPoint&) const { return R"("kind":"index point")"; }
};

}  // namespace

Result<ExportSummary> export_video(ChunkSource& source, const Path& to, const ExportOptions& options) {
  TRY_ASSIGN(const VideoKind kind, kind_of(to));
  TRY_ASSIGN(NewFile file, NewFile::create(to, Access::kOwnerOnly));
  TRY_ASSIGN(const ExportSummary summary, write_video(source, file, kind, options));
  TRY(file.put_in_place(IfExists::kReplace));
  return summary;
}

Result<ExportSummary> export_pictures(ChunkSource& source, const Path& folder, const ExportOptions& options) {
  // "pictures/" is the folder "pictures".
  const Path to = folder.has_filename() ? folder : folder.parent_path();
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::symlink_status(to, ignored)))
    return fail(Code::kPermanent, "{} exists already: name a folder that does not, or remove it",
                to.string());
  TRY_ASSIGN(NewFolder pictures, NewFolder::create(to));
  TRY_ASSIGN(const ExportSummary summary, write_into(source, pictures, options));
  TRY(pictures.put_in_place());
  return summary;
}

Result<ExportSummary> export_events(ChunkSource& source, const Path& to, const ExportOptions& options) {
  std::string lines;
  ExportSummary summary;
  TRY_ASSIGN(
      const PlaybackResult played, play(source, options, [&](const Event& event, const Scene&) -> Status {
        lines += fmt::format("{{\"time\":{},{}}}\n", seconds(event.time), std::visit(Members(), event.what));
        ++summary.pictures;
        return {};
      }));
  TRY(write_file(to, view_of(lines), Access::kOwnerOnly, IfExists::kReplace));
  summary.duration = played.end;
  summary.damaged_chunks = played.damaged_chunks;
  return summary;
}

}  // namespace insyn::track
