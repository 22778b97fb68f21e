#include "cli/report/sealed_events.h"

#include <fmt/format.h>

#include <iterator>
#include <set>

#include "cli/words.h"
#include "enrolment/open/identity_file.h"
#include "recording/format/note_text.h"
#include "recording/open/open_keys.h"
#include "recording/verify/verify.h"

namespace insyn::cli {
namespace {

using recording::OwnKey;
using recording::Recording;

// In the folder that insyn ask makes.
constexpr const char* kRequestKey = "request.age";

bool is_folder(const Path& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error);
}

class Opener {
 public:
  Opener(std::vector<seal::Identity> keys, std::optional<Path> requests,
         const std::vector<note::PublicKeys>& unions, Console& console)
      : keys_(std::move(keys)),
        requests_(std::move(requests)),
        unions_(unions),
        console_(console),
        text_(recording::kEventsHead) {}
  Opener(const Opener&) = delete;
  Opener& operator=(const Opener&) = delete;
  ~Opener() { wipe(text_); }

  Status open_all(const Path& place) {
    TRY_ASSIGN(const recording::SpoolListing listing, recording::list_recordings(place));
    for (const std::string& problem : listing.problems) console_.say(problem);
    for (const recording::OldRecording& old : listing.old)
      console_.say(fmt::format("{}: left out: it is a recording of version 0", old.id));
    for (const Recording& one : listing.recordings) {
      if (const Status added = add(one); !added)
        console_.say(fmt::format("{}: left out: {}", one.opening.id, added.error().message));
    }
    return {};
  }

  std::size_t recordings() const { return opened_.size(); }
  Result<MemoryFile> opened() const { return MemoryFile::holding(view_of(text_)); }

 private:
  Status add(const Recording& recording) {
    if (!has_any_for(recording.opening, OwnKey::kEvents)) return fail(Code::kPermanent, "it has no events");
    if (recording.is_being_recorded) return fail(Code::kTransient, "it is still being recorded");
    if (opened_.contains(recording.opening.id))
      return fail(Code::kPermanent, "it is given twice, and its events count once");
    TRY(check(recording));
    TRY_ASSIGN(const seal::Identity key, key_of_events(recording));
    TRY_ASSIGN(std::string lines, read_events(recording, key));
    // Growing would leave copies behind.
    std::string longer;
    longer.reserve(text_.size() + lines.size());
    longer.append(text_).append(lines);
    wipe(text_);
    wipe(lines);
    text_ = std::move(longer);
    opened_.insert(recording.opening.id);
    return {};
  }

  // One request's key opens one recording: of thousands of requests only its own is tried.
  Result<seal::Identity> key_of_events(const Recording& recording) {
    const std::size_t of_all = keys_.size();
    if (requests_) {
      TRY_ASSIGN(std::vector<seal::Identity> own,
                 enrolment::read_identities(*requests_ / recording.opening.id / kRequestKey));
      std::move(own.begin(), own.end(), std::back_inserter(keys_));
    }
    auto key = open_own_key(recording, OwnKey::kEvents, keys_);
    keys_.erase(keys_.begin() + static_cast<std::ptrdiff_t>(of_all), keys_.end());
    return key;
  }

  // What the union peeled is what it peeled. Whose the others are the one who has both keys knows.
  Status check(const Recording& recording) const {
    if (!recording.peel || unions_.empty()) return {};
    TRY_ASSIGN(const note::Verifier union_key, signer_of_peel(recording));
    TRY_ASSIGN(const note::Verifier key, peeled_key(recording, recording.files(), union_key));
    if (recording.has_closing()) TRY(recording::verified_text(recording.closing_note, key));
    return {};
  }

  // Any one union peels.
  Result<note::Verifier> signer_of_peel(const Recording& recording) const {
    std::vector<std::string_view> names;
    for (const note::PublicKeys& one : unions_) {
      if (recording::verified_text(recording.peel_note, *one.verifier)) return *one.verifier;
      names.push_back(one.name);
    }
    return fail(Code::kDenied,
                "nothing about this recording is proven: {} is signed by no union of the agreement (“{}”)",
                recording::kPeelNote, fmt::to_string(fmt::join(names, "”, “")));
  }

  std::vector<seal::Identity> keys_;
  const std::optional<Path> requests_;
  const std::vector<note::PublicKeys>& unions_;
  Console& console_;
  std::string text_;
  std::set<std::string> opened_;  // the recordings' ids
};

}  // namespace

Result<ReportFiles> open_sealed_events(const ReportOptions& options,
                                       const std::vector<note::PublicKeys>& unions, Console& console) {
  ReportFiles files;
  std::vector<Path> folders;
  for (const Path& path : options.events) (is_folder(path) ? folders : files.files).push_back(path);
  if (folders.empty() && options.keys.empty() && !options.requests) return files;
  if (folders.empty())
    return fail(Code::kPermanent, "{} opens recordings, and none was given; give their folder",
                options.keys.empty() ? "--requests" : "--key");
  if (options.keys.empty()) {
    return fail(Code::kPermanent,
                "{} is a folder; to read the events of recordings in it, give the keys that open them: --key "
                "REQUEST.age --key INSIGHT.age",
                folders.front().string());
  }
  TRY_ASSIGN(std::vector<seal::Identity> keys, enrolment::read_identities(options.keys));
  Opener opener(std::move(keys), options.requests, unions, console);
  for (const Path& folder : folders) TRY(opener.open_all(folder));
  if (opener.recordings() == 0) {
    return fail(Code::kDenied, "of no recording in {} the events could be opened, so there is no report",
                folders.front().string());
  }
  TRY_ASSIGN(files.opened, opener.opened());
  files.files.push_back(files.opened->path());
  files.name = fmt::format("events of {}", count_text(opener.recordings(), "recording", "recordings"));
  return files;
}

}  // namespace insyn::cli
