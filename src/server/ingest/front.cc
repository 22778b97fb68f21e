#include "server/ingest/front.h"

#include <algorithm>
#include <map>

#include "agreement/zone.h"
#include "recording/format/journal.h"
#include "recording/format/note_text.h"
#include "recording/verify/verify.h"

namespace insyn::server {
namespace {

using recording::BundleHead;
using recording::ChunkRecord;
using recording::Contents;

// The front's files by their names. Of the chunks only the names are there.
class FrontFiles final : public recording::RecordingFiles {
 public:
  FrontFiles(const BundleHead& head, std::string_view bytes) {
    for (std::size_t place = 0; place < head.files.size(); ++place) {
      const recording::BundleFile& file = head.files[place];
      const auto length = static_cast<std::size_t>(place < head.front() ? file.length : 0);
      files_[file.name] = bytes.substr(0, length);
      bytes.remove_prefix(length);
    }
  }
  std::string place() const override { return "the upload"; }
  Result<std::vector<std::string>> names() const override {
    std::vector<std::string> all;
    for (const auto& [name, bytes] : files_) all.push_back(name);
    return all;
  }
  bool has(const std::string& name) const override { return files_.count(name) > 0; }
  Result<Bytes> read(const std::string& name, std::size_t limit) const override {
    const auto found = files_.find(name);
    if (found == files_.end() || found->second.size() > limit)
      return fail(Code::kCorrupt, "{} is not there", name);
    return bytes_of(found->second);
  }
  std::string text(const std::string& name) const {
    const auto found = files_.find(name);
    return found == files_.end() ? "" : std::string(found->second);
  }

 private:
  std::map<std::string, std::string_view> files_;
};

// What the agreement says of each recording made under it.
bool fits_agreement(const recording::Opening& opening, const Certified& certified) {
  const agreement::Terms& terms = certified.agreement->terms();
  const auto begin = agreement::wall_time(certified.certificate.begin, agreement::zone_of(terms));
  return begin && opening.agreement_id == terms.id && opening.level == terms.level &&
         opening.retention_days == terms.retention_days && opening.zone == agreement::zone_of(terms) &&
         opening.date == std::chrono::sys_days(begin->day);
}

// The bundle's key files are those that the opening note lists, byte for byte.
bool key_files_fit(const Contents& contents, const FrontFiles& files, const BundleHead& head) {
  const auto& listed = contents.opening.key_files;
  if (head.front() != 3 + listed.size()) return false;
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const std::string& name = head.files[3 + i].name;
    if (name != listed[i].name || sha256(view_of(files.text(name))) != listed[i].sha256) return false;
  }
  return true;
}

// What the recording's key has signed as its list.
Result<std::vector<ChunkRecord>> signed_list(const Contents& contents, const FrontFiles& files,
                                             const note::Verifier& key) {
  if (!files.has(recording::kClosingNote)) {
    TRY_ASSIGN(recording::Journal journal,
               recording::parse_journal(files.text(recording::kJournal), contents.opening.id, key));
    return std::move(journal.chunks);
  }
  TRY(recording::verified_text(contents.closing_note, key));
  if (!contents.closing || contents.closing->id != contents.opening.id)
    return fail(Code::kDenied, "it closes another recording");
  return contents.closing->chunks;
}

// The bundle's chunks are the listed ones; where it was never closed, the last one's file may never have
// come.
bool chunks_fit(std::vector<ChunkRecord>& listed, const BundleHead& head) {
  const std::size_t count = head.files.size() - head.front();
  if (!head.closed() && count + 1 == listed.size()) listed.pop_back();
  if (count != listed.size()) return false;
  for (std::size_t i = 0; i < count; ++i) {
    const recording::BundleFile& file = head.files[head.front() + i];
    if (head.chunk(head.front() + i) != listed[i].name() || file.length != listed[i].length) return false;
  }
  return true;
}

}  // namespace

std::string Front::contents() const {
  Sha256 both;
  both.add(opening_hash()).add(closing_hash());
  return to_hex(both.digest());
}

std::uint64_t front_size(const BundleHead& head, std::size_t head_size) {
  std::uint64_t size = head_size;
  for (std::size_t place = 0; place < head.front(); ++place) size += head.files[place].length;
  return size;
}

OrRefusal<Front> read_front(std::string_view bytes, const std::string& id, Certificates& certificates) {
  const auto head_size = recording::bundle_head_length(bytes);
  if (!head_size || !*head_size) return refuse(422, "bundle");
  auto head = recording::parse_bundle_head(bytes.substr(0, **head_size));
  if (!head || front_size(*head, **head_size) != bytes.size()) return refuse(422, "bundle");
  const FrontFiles files(*head, bytes.substr(**head_size));
  auto contents = recording::read_contents(files);
  if (!contents || contents->opening.id != id) return refuse(422, "bundle");
  auto certified = certificates.check(contents->certificate_note);
  if (!certified) return tl::unexpected(certified.error());
  const auto key = recording::certified_key(*contents, files, certified->device);
  if (!key) return refuse(403, "opening");
  if (!fits_agreement(contents->opening, *certified)) return refuse(403, "opening");
  if (!key_files_fit(*contents, files, *head)) return refuse(403, "key-file");
  auto listed = signed_list(*contents, files, *key);
  if (!listed || !chunks_fit(*listed, *head)) return refuse(403, "list");

  Front front{std::move(*head),
              bytes.size(),
              std::move(*certified),
              contents->opening,
              contents->opening_note,
              contents->closing_note,
              files.text(recording::kJournal),
              {},
              {},
              std::move(*listed)};
  if (contents->closing) front.withheld_percent = contents->closing->withheld_percent;
  for (const recording::KeyFileRecord& file : front.opening.key_files)
    front.key_files.emplace_back(file.name, files.text(file.name));
  return front;
}

}  // namespace insyn::server
