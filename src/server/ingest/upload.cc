#include "server/ingest/upload.h"

#include <charconv>

#include "server/ingest/intake.h"

namespace insyn::server {
namespace {

using http::Answer;

class RecordingUpload final : public http::Upload {
 public:
  RecordingUpload(const IngestParts& parts, Staged staged) : parts_(parts), staged_(std::move(staged)) {}

  std::optional<Answer> resume(const std::string& id) {
    auto intake = Intake::resume(staged_, id, parts_.certificates,
                                 [this](const Front& front) { return parts_.storing.check(front); });
    if (!intake) return intake.error();
    intake_ = *std::move(intake);
    return std::nullopt;
  }
  std::uint64_t offset() const { return intake_->offset(); }

  std::optional<Answer> take(ByteView piece) override { return intake_->take(piece); }

  Answer finish() override {
    if (!intake_->is_whole()) return offset_answer(offset());
    // Neither file has to last before that: the chunks do when they are put in place.
    Answer answer = parts_.storing.store(intake_->front(), staged_.chunks_file());
    // It is stored, or will never be. What stays by a crash is cleaned away.
    if (answer.status < 500 && !is_busy(answer)) (void)staged_.remove();
    return answer;
  }

 private:
  static bool is_busy(const Answer& answer) {
    return answer.status == 409 && answer.body.find("\"busy\"") != std::string::npos;
  }

  const IngestParts parts_;
  Staged staged_;
  std::unique_ptr<Intake> intake_;
};

}  // namespace

Answer offset_answer(std::uint64_t offset) {
  return {200, "application/json", fmt::format(R"({{"offset":{}}})", offset)};
}

std::optional<std::uint64_t> number_in_query(const std::string& query, std::string_view name) {
  const std::string begin = fmt::format("?{}=", name);
  if (!query.starts_with(begin) || query.size() == begin.size()) return std::nullopt;
  std::uint64_t value = 0;
  const char* end = query.data() + query.size();
  const auto [stop, error] = std::from_chars(query.data() + begin.size(), end, value);
  return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

std::variant<std::unique_ptr<http::Upload>, Answer> begin_upload(const IngestParts& parts,
                                                                 const http::Request& request) {
  const std::string& id = request.parameters.find("id")->second;
  const auto from = number_in_query(request.head.query, "from");
  if (!recording::is_recording_id(id)) return http::problem(404, "recording");
  if (!from) return http::problem(400, "from");
  if (http_signature::value_of(request.head, "content-type") != recording::kBundleType)
    return http::problem(422, "bundle");
  auto staged = Staged::open(parts.uploads, id, request.caller.id);
  if (!staged) return answer_for(staged.error(), "unexpected");
  if (!*staged) return http::problem_for(409, "busy", std::chrono::seconds(30));
  auto upload = std::make_unique<RecordingUpload>(parts, **std::move(staged));
  if (auto refused = upload->resume(id)) return *std::move(refused);
  if (upload->offset() != *from) return http::problem(409, "wrong-offset");
  return upload;
}

}  // namespace insyn::server
