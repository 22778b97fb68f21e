#include "insight/input/read_xml_log.h"

#include <algorithm>
#include <optional>

#include "insight/input/read_ocel_xml.h"
#include "insight/input/read_xes.h"

namespace insyn::insight {
namespace {

constexpr std::string_view kOcelSections[] = {"object-types", "event-types", "objects", "events"};

// The first element within <log> tells which of the two it is.
class LogHandler final : public XmlHandler {
 public:
  explicit LogHandler(LogPart& part) : part_(part) {}

  Status begin(std::string_view name, const XmlAttributes& attributes, XmlPlace place) override {
    if (place.depth == 1) {
      if (name == "log") return {};
      return fail(Code::kCorrupt, "begins with <{}>, so it is not XES, and not OCEL 2.0 either",
                  example_of(name));
    }
    if (!xes_ && !ocel_) choose(name);
    return ocel_ ? ocel_->begin(name, attributes, place) : xes_->begin(name, attributes, place);
  }

  void end(std::string_view name, XmlPlace place) override {
    if (place.depth == 1) return;
    if (ocel_) {
      ocel_->end(name, place);
    } else {
      xes_->end(name, place);
    }
  }

  void text(std::string_view text) override {
    if (ocel_) ocel_->text(text);
  }

  Result<std::string> finish() {
    if (ocel_) {
      ocel_->finish();
      return "OCEL 2.0 as XML";
    }
    if (xes_) TRY(xes_->finish());
    if (xes_ && xes_->saw_transitions())
      return "XES; of the transitions of a life cycle its beginning counts";
    return "XES";
  }

 private:
  void choose(std::string_view name) {
    if (std::find(std::begin(kOcelSections), std::end(kOcelSections), name) != std::end(kOcelSections)) {
      ocel_.emplace(part_);
    } else {
      xes_.emplace(part_);
    }
  }

  LogPart& part_;
  std::optional<XesHandler> xes_;
  std::optional<OcelXmlHandler> ocel_;
};

}  // namespace

Status read_xml_log(std::istream& in, bool is_utf8, LogPart& part, Progress& progress,
                    std::string& understood) {
  LogHandler handler(part);
  TRY(read_xml(in, is_utf8, handler, progress));
  TRY_ASSIGN(understood, handler.finish());
  return {};
}

}  // namespace insyn::insight
