#include "track/codec/reader.h"

#include "track/codec/frame.h"
#include "track/codec/record_reader.h"

namespace insyn::track {

class Reader::State {
 public:
  explicit State(const ReadLimits& limits) : scene(limits.scene), limits_(limits) {}

  Status feed(ByteView chunk, const OnEvent& on_event) {
    TRY_ASSIGN(const UnpackedChunk unpacked, unpack(chunk, limits_.body));
    const ChunkHeader& header = unpacked.header;
    if (header.index_point) {
      start_over();
    } else if (in_gap || !started_) {
      return pass_over(header, on_event);
    } else {
      TRY(check_follows(header));
    }
    RecordReader records(unpacked, limits_, in_gap, scene, *models_, tiles_);
    const auto tell = [&](const Event& event) -> Status {
      time = event.time;
      return on_event ? on_event(event) : Status{};
    };
    TRY(records.read(tell));
    in_gap = false;
    finish(header);
    return {};
  }

  void gap() {
    in_gap = true;
    scene.withhold_everything(Withheld::kDamagedRecording);
    tiles_.reset();
  }

  Scene scene;
  TrackTime time{0};
  bool in_gap = false;

 private:
  void start_over() {
    scene.clear();
    models_->reset();
    tiles_.reset();
  }

  Status pass_over(const ChunkHeader& header, const OnEvent& on_event) {
    in_gap = true;
    finish(header);
    if (!on_event) return {};
    return on_event({header.end, TimeWithheld{header.begin, header.end, Withheld::kDamagedRecording}});
  }

  Status check_follows(const ChunkHeader& header) const {
    if (header.number != next_number_)
      return fail(Code::kCorrupt, "track chunk {} comes where chunk {} was expected", header.number,
                  next_number_);
    if (header.begin < time)
      return fail(Code::kCorrupt, "track chunk {} begins before the one before it ends", header.number);
    return {};
  }

  void finish(const ChunkHeader& header) {
    started_ = true;
    next_number_ = header.number + 1;
    time = header.end;
  }

  ReadLimits limits_;
  std::unique_ptr<RecordModels> models_ = std::make_unique<RecordModels>();  // large
  TileDecoder tiles_;
  bool started_ = false;
  std::uint32_t next_number_ = 0;
};

Reader::Reader(const ReadLimits& limits) : state_(std::make_unique<State>(limits)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

Status Reader::feed(ByteView chunk, const OnEvent& on_event) {
  Status status = state_->feed(chunk, on_event);
  if (!status) state_->gap();
  return status;
}

void Reader::gap() { state_->gap(); }
bool Reader::in_gap() const { return state_->in_gap; }
const Scene& Reader::scene() const { return state_->scene; }
TrackTime Reader::time() const { return state_->time; }

}  // namespace insyn::track
