#include <csignal>
#include <fstream>

#include "leak/hand.h"
#include "leak/witness.h"
#include "support/until.h"

namespace insyn::leak {
namespace {

class Ffmpeg final : public Witness {
 public:
  explicit Ffmpeg(const WitnessNeeds& needs) : frames_(needs.folder / "ffmpeg.frames") {
    Hand hand(needs.server);
    size_ = hand.place_of(needs.window);
    program_ =
        std::make_unique<support::Program>(needs.folder, std::vector<std::string>{"ffmpeg",
                                                                                  "-nostdin",
                                                                                  "-loglevel",
                                                                                  "error",
                                                                                  "-draw_mouse",
                                                                                  "0",
                                                                                  "-f",
                                                                                  "x11grab",
                                                                                  "-framerate",
                                                                                  "10",
                                                                                  "-window_id",
                                                                                  needs.window,
                                                                                  "-i",
                                                                                  needs.server.display(),
                                                                                  "-f",
                                                                                  "rawvideo",
                                                                                  "-pix_fmt",
                                                                                  "bgr0",
                                                                                  "-flush_packets",
                                                                                  "1",
                                                                                  frames_.string()},
                                           needs.server.environment());
  }

  void wait_until_ready() override {
    support::until("ffmpeg's first frame", [&] { return frames() > 0 || program_->ended(); });
  }

  void catch_up() override {
    const std::size_t before = frames();
    support::until("a frame of ffmpeg", [&] { return frames() > before + 1 || program_->ended(); });
  }

  Tally finish(const std::vector<Mark>&) override {
    program_->signal(SIGINT);
    program_->wait();
    Tally tally;
    std::ifstream file(frames_, std::ios::binary);
    std::vector<std::uint32_t> frame(static_cast<std::size_t>(size_.area()));
    const auto bytes = static_cast<std::streamsize>(frame.size() * 4);
    while (bytes > 0 && file.read(reinterpret_cast<char*>(frame.data()), bytes)) {
      for (std::uint32_t& pixel : frame) pixel &= track::kColourMask;
      ++tally.moments;
      if (tally.add({frame.data(), size_.width, size_.height, size_.width})) ++tally.foreign_moments;
    }
    return tally;
  }

 private:
  std::size_t frames() const {
    std::error_code error;
    const auto bytes = std::filesystem::file_size(frames_, error);
    return error || size_.empty() ? 0 : bytes / (static_cast<std::size_t>(size_.area()) * 4);
  }

  Path frames_;
  Rect size_;
  std::unique_ptr<support::Program> program_;
};

}  // namespace

std::unique_ptr<Witness> make_ffmpeg(const WitnessNeeds& needs) { return std::make_unique<Ffmpeg>(needs); }

}  // namespace insyn::leak
