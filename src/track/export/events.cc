#include <fmt/format.h>

#include "track/export/export.h"
#include "track/export/playback.h"

namespace insyn::track {
namespace {

std::string seconds(TrackTime time) {
  return fmt::format("{}.{:03}", time.count() / 1000, time.count() % 1000);
}

std::string rect(const Rect& area) {
  return fmt::format("\"rect\":[{},{},{},{}]", area.x, area.y, area.width, area.height);
}

// The members of the JSON object that follow its time. Every text in it comes from name_of(), so that nothing
// needs escaping.
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
