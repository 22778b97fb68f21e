// Does one thing to a centre's stores in a folder, as a server would, so that a test can kill it at any step:
// ingester DIR DATABASE BLOBS OFFSET-MS LINK upload ID FILE | discard FILE | publish
#include <cstdio>

#include "note/public_keys.h"
#include "os/file.h"
#include "server/ingest/staged.h"
#include "server/ingest/upload.h"
#include "server/lifetime/wishes.h"
#include "server/vault/testing.h"

namespace {

using namespace insyn;
using namespace insyn::server;

class OffsetClock final : public Clock {
 public:
  explicit OffsetClock(std::chrono::milliseconds offset) : offset_(offset) {}
  Utc utc() const override { return system_.utc() + offset_; }
  Mono mono() const override { return system_.mono(); }
  std::chrono::microseconds slept() const override { return system_.slept(); }

 private:
  SystemClock system_;
  const std::chrono::milliseconds offset_;
};

std::string content(const Path& file) { return read_text(file, std::size_t{64} << 20).value(); }

int upload(const IngestParts& parts, const std::string& link, const std::string& id, const Path& file) {
  const std::string whole = content(file);
  const std::uint64_t from = Staged::size(parts.uploads, id, link).value();
  http::Request request;
  request.parameters["id"] = id;
  request.head.query = fmt::format("?from={}", from);
  request.head.fields = {{"content-type", recording::kBundleType}};
  request.caller = {http::Role::kLink, link};
  auto begun = begin_upload(parts, request);
  if (auto* answer = std::get_if<http::Answer>(&begun)) return answer->status == 200 ? 0 : 1;
  auto& running = *std::get<std::unique_ptr<http::Upload>>(begun);
  constexpr std::size_t kPiece = 700;
  for (std::size_t at = from; at < whole.size(); at += kPiece) {
    if (auto answer = running.take(view_of(std::string_view(whole).substr(at, kPiece))))
      return answer->status == 200 ? 0 : 1;
  }
  const http::Answer answer = running.finish();
  if (answer.status != 200) std::fprintf(stderr, "%d %s\n", answer.status, answer.body.c_str());
  return answer.status == 200 ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
  const std::vector<std::string> given(values + 1, values + count);
  const Path folder = given.at(0);
  const auto database = Database::open(given.at(1), 4).value();
  const auto vault = test_vault(given.at(2));
  const OffsetClock clock{std::chrono::milliseconds(std::stoll(given.at(3)))};
  const note::Signer key = note::Signer::parse(content(folder / "ledger.sign")).value();
  Log log(*database, *vault, key, clock);
  const std::vector<note::PublicKeys> pins = {
      note::parse_public_keys(content(folder / "employer.pub")).value(),
      note::parse_public_keys(content(folder / "union.pub")).value()};
  Registry registry(*database, log, pins, clock);
  Certificates certificates(*database, registry, log, clock);
  Storing storing(*database, *vault, log, certificates, clock);
  const std::string& link = given.at(4);
  const std::string& what = given.at(5);
  if (what == "upload")
    return upload({*database, *vault, certificates, storing, folder / kUploadsFolder}, link, given.at(6),
                  given.at(7));
  if (what == "publish") return log.publish() ? 0 : 1;
  Wishes wishes(*database, registry, log, clock);
  Shredder shredder(*database, *vault, log, clock);
  if (!wishes.discard(content(given.at(6))) || !shredder.remove_chunks()) return 1;
  return 0;
}
