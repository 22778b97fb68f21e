#include "server/audio/handing_in.h"

#include <algorithm>

#include "base/sha256.h"
#include "recording/format/layout.h"
#include "server/access/blob_range.h"
#include "server/accounts/transact.h"
#include "server/http/query.h"
#include "server/ingest/staged.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;

// "audio <bytes of the note> <bytes of the file>\n".
struct Line {
  std::size_t length = 0;  // of the line
  std::uint64_t note = 0, file = 0;
};

// Nothing while it is not all there.
Result<std::optional<Line>> parse_line(std::string_view bytes) {
  constexpr std::string_view kBegin = "audio ";
  const std::size_t end = bytes.substr(0, kLongestAudioLine).find('\n');
  if (end == std::string_view::npos) {
    if (bytes.size() >= kLongestAudioLine) return fail(Code::kCorrupt, "no line");
    return std::optional<Line>();
  }
  std::string_view line = bytes.substr(0, end);
  if (!line.starts_with(kBegin)) return fail(Code::kCorrupt, "another line");
  line.remove_prefix(kBegin.size());
  const std::size_t space = std::min(line.find(' '), line.size());
  const auto note = http::parse_count(line.substr(0, space), recording::kLargestAudioNote);
  const auto file =
      http::parse_count(line.substr(std::min(space + 1, line.size())), recording::kLargestAudio);
  if (!note || !file || *note == 0 || *file == 0) return fail(Code::kCorrupt, "no lengths");
  return Line{end + 1, *note, *file};
}

// Its folder is not that of what a link uploads under the same id.
std::string staged_as(const std::string& account) { return to_hex(sha256(view_of("audio " + account))); }

class AudioUpload final : public http::Upload {
 public:
  AudioUpload(const Attaching& attaching, Staged staged, std::string recording, std::uint64_t length)
      : attaching_(attaching),
        staged_(std::move(staged)),
        recording_(std::move(recording)),
        length_(length) {}
  ~AudioUpload() override { (void)staged_.remove(); }

  Status start() { return staged_.chunks().cut_back_to(0); }

  std::optional<Answer> take(ByteView piece) override {
    if (!line_ || note_.size() < line_->note) {
      head_ += text_of(piece);
      if (auto answer = take_head()) return answer;
      if (!line_ || note_.size() < line_->note) return std::nullopt;
      const std::string rest = std::exchange(head_, "");
      return rest.empty() ? std::nullopt : take_file(view_of(rest));
    }
    return take_file(piece);
  }

  Answer finish() override {
    if (!line_ || staged_.chunks().size() != line_->file || hash_.digest() != audio_.file_hash)
      return problem(422, "audio");
    return attaching_.store(recording_, note_, staged_.chunks_file());
  }

 private:
  std::optional<Answer> take_head() {
    if (!line_) {
      const auto line = parse_line(head_);
      if (!line || (*line && (*line)->length + (*line)->note + (*line)->file != length_))
        return problem(422, "audio");
      if (!*line) return std::nullopt;
      line_ = **line;
      head_.erase(0, line_->length);
    }
    if (head_.size() < line_->note) return std::nullopt;
    note_ = head_.substr(0, line_->note);
    head_.erase(0, line_->note);
    // Before its bytes are taken: who may not attach it stores none.
    auto refused = attaching_.check(recording_, note_, audio_);
    if (refused) return refused;
    return audio_.file_length == line_->file ? std::nullopt : std::optional(problem(422, "audio"));
  }
  std::optional<Answer> take_file(ByteView piece) {
    if (piece.size() > line_->file - staged_.chunks().size()) return problem(422, "audio");
    hash_.add(piece);
    if (const Status appended = staged_.chunks().append(piece); !appended) return answer_to(appended.error());
    return std::nullopt;
  }

  const Attaching& attaching_;
  Staged staged_;
  const std::string recording_;
  const std::uint64_t length_;
  std::string head_;  // what is not taken yet of line and note
  std::optional<Line> line_;
  std::string note_;
  recording::AudioNote audio_;
  Sha256 hash_;
};

}  // namespace

std::variant<std::unique_ptr<http::Upload>, Answer> begin_audio(const Attaching& attaching,
                                                                const Path& uploads,
                                                                const http::Request& request,
                                                                std::uint64_t length) {
  const std::string& id = request.parameters.at("id");
  if (!recording::is_recording_id(id)) return problem(404, "no-such-recording");
  if (http_signature::value_of(request.head, "content-type") != kAudioType) return problem(422, "audio");
  auto staged = Staged::open(uploads, id, staged_as(request.caller.id));
  if (!staged) return answer_to(staged.error());
  if (!*staged) return http::problem_for(409, "busy", std::chrono::seconds(30));
  auto upload = std::make_unique<AudioUpload>(attaching, **std::move(staged), id, length);
  if (const Status started = upload->start(); !started) return answer_to(started.error());
  return upload;
}

}  // namespace insyn::server
