#include "recording/open/track_balance.h"

#include "track/codec/reader.h"

namespace insyn::recording {
namespace {

class Counter {
 public:
  explicit Counter(Balance& balance) : balance_(balance) {}

  void operator()(const track::PixelsChanged& changed) {
    ++balance_.kept.times;
    balance_.kept.pixels += static_cast<std::uint64_t>(changed.area.area());
  }
  void operator()(const track::AreaWithheld& withheld) {
    Tally& tally = balance_.withheld[withheld.reason];
    ++tally.times;
    tally.pixels += static_cast<std::uint64_t>(withheld.area.area());
  }
  void operator()(const track::TimeWithheld& withheld) { ++balance_.withheld[withheld.reason].times; }
  template <class Other>
  void operator()(const Other&) {}

 private:
  Balance& balance_;
};

}  // namespace

Result<TrackBalance> count_track(SealedRecording& sealed) {
  TrackBalance counted;
  track::Reader reader;
  for (;;) {
    TRY_ASSIGN(const std::optional<Bytes> chunk, sealed.next());
    if (!chunk) return counted;
    if (sealed.was_gap()) reader.gap();
    TRY(reader.feed(*chunk, [&](const track::Event& event) {
      std::visit(Counter(counted.balance), event.what);
      counted.last = event.time;
      return Status();
    }));
  }
}

}  // namespace insyn::recording
