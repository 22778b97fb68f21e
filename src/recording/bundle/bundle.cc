#include "recording/bundle/bundle.h"

#include <algorithm>

#include "recording/format/contents.h"
#include "recording/format/journal.h"

namespace insyn::recording {
namespace {

Result<Digest> add_file(const RecordingFiles& files, const char* name, std::size_t limit, BundleHead& head) {
  TRY_ASSIGN(const Bytes bytes, files.read(name, limit));
  head.files.push_back({name, bytes.size()});
  return sha256(bytes);
}

Status add_key_files(const RecordingFiles& files, const Opening& opening, BundleHead& head) {
  for (const KeyFileRecord& file : opening.key_files) {
    if (!files.has(file.name))
      return fail(Code::kDenied, "{}: {} is not there: the recording was shredded", files.place(), file.name);
    TRY(add_file(files, file.name.c_str(), kLargestKeyFile, head));
  }
  return {};
}

}  // namespace

Result<Bundle> Bundle::of(const RecordingFiles& files) {
  TRY_ASSIGN(const Contents contents, read_contents(files));
  Bundle bundle(files);
  bundle.id_ = contents.opening.id;
  BundleHead& head = bundle.head_;
  if (!contents.has(kCertificate))
    return fail(Code::kPermanent, "{}: {} is not there", files.place(), kCertificate);
  TRY(add_file(files, kCertificate, kLargestNote, head));
  TRY_ASSIGN(bundle.opening_hash_, add_file(files, kOpeningNote, kLargestNote, head));
  // An empty closing note counts as none.
  const bool closed = contents.has_closing();
  TRY_ASSIGN(bundle.closing_hash_, add_file(files, closed ? kClosingNote : kJournal,
                                            closed ? kLargestNote : kLargestJournal, head));
  TRY(add_key_files(files, contents.opening, head));
  TRY_ASSIGN(const std::vector<ChunkRecord> chunks, listed_chunks(contents, files));
  for (const ChunkRecord& chunk : chunks) head.files.push_back({file_name_of(chunk.name()), chunk.length});
  if (Status fits = check_bundle_head(head); !fits) return in_context(files.place(), std::move(fits).error());
  bundle.text_ = text_of(head);
  return bundle;
}

Result<const Bytes*> Bundle::file_at(std::size_t place) {
  if (kept_place_ == place) return &kept_;
  const BundleFile& file = head_.files[place];
  kept_place_.reset();
  TRY_ASSIGN(kept_, files_->read(file.name, static_cast<std::size_t>(file.length)));
  if (kept_.size() != file.length)
    return fail(Code::kCorrupt, "{}: {} has {} bytes instead of {}", files_->place(), file.name, kept_.size(),
                file.length);
  kept_place_ = place;
  return &kept_;
}

Result<Bytes> Bundle::read(std::uint64_t from, std::size_t most) {
  Bytes bytes;
  const auto take = [&](ByteView part, std::uint64_t begin) {
    if (from < begin || from - begin >= part.size() || bytes.size() >= most) return;
    const ByteView rest = part.subspan(static_cast<std::size_t>(from - begin));
    const ByteView taken = rest.first(std::min(rest.size(), most - bytes.size()));
    bytes.insert(bytes.end(), taken.begin(), taken.end());
    from += taken.size();
  };
  take(view_of(text_), 0);
  std::uint64_t begin = text_.size();
  for (std::size_t place = 0; place < head_.files.size() && bytes.size() < most; ++place) {
    const std::uint64_t end = begin + head_.files[place].length;
    if (from >= begin && from < end) {
      TRY_ASSIGN(const Bytes* file, file_at(place));
      take(*file, begin);
    }
    begin = end;
  }
  return bytes;
}

}  // namespace insyn::recording
