// Raw frames for tests: a capture that shows nothing and hands over what the test says.
#pragma once

#include "recorder/capture/capture.h"

namespace insyn::recorder {

class ScriptedCapture final : public Capture {
 public:
  int fd() const override { return -1; }
  std::optional<Mono> due() override { return std::nullopt; }
  Status work(CaptureSink&) override { return {}; }
  Status last_look(CaptureSink&) override { return {}; }
  bool mark_is_missing() const override { return false; }

  static RawFrame frame(track::SurfaceId surface, const Rect& at, track::PixelView pixels,
                        const ReadFacts& facts) {
    return raw_frame(surface, at, pixels, facts);
  }
  static RawTitle title(track::SurfaceId surface, std::string text, TitleFacts facts) {
    return raw_title(surface, std::move(text), std::move(facts));
  }
};

// What is true of a good read.
inline ReadFacts good_facts(const FileIdentity& program) {
  ReadFacts facts;
  facts.program = program;
  facts.program_running = true;
  facts.generation_current = true;
  facts.own_background = true;
  return facts;
}

}  // namespace insyn::recorder
