#include "recording/writer/left_open.h"

#include <algorithm>

#include "os/folder_lock.h"
#include "recording/format/journal.h"
#include "recording/format/layout.h"
#include "recording/format/note_text.h"
#include "recording/store/recording.h"
#include "recording/writer/recording_writer.h"

namespace insyn::recording {
namespace {

constexpr std::size_t kMostEntries = 100'000;

// Whether nobody is at work in `folder`; and nobody will be while the lock lasts.
Result<std::optional<FolderLock>> abandoned(const Path& folder) { return FolderLock::try_to_take(folder); }

Result<std::vector<ChunkRecord>> chunks_of(const Recording& recording, const note::Signer& device) {
  TRY_ASSIGN(const std::string text, read_text(recording.folder / kJournal, kLargestJournal));
  TRY_ASSIGN(Journal journal, parse_journal(text, recording.opening.id, &device.verifier()));
  // It is written ahead: of its last chunk alone the file may never have come.
  if (!journal.chunks.empty()) {
    const auto& files = recording.chunk_files;
    if (std::find(files.begin(), files.end(), journal.chunks.back().name()) == files.end())
      journal.chunks.pop_back();
  }
  return std::move(journal.chunks);
}

// When the last of its files was written, which is all that is known of its end.
Utc last_written(const Recording& recording) {
  Utc last = recording.opening.start;
  const auto consider = [&](const Path& file) {
    std::error_code error;
    const auto time = std::filesystem::last_write_time(file, error);
    if (error) return;
    const auto utc = std::chrono::file_clock::to_sys(time);
    last = std::max(last, std::chrono::time_point_cast<std::chrono::milliseconds>(utc));
  };
  consider(recording.folder / kJournal);
  for (const ChunkName& chunk : recording.chunk_files) consider(recording.folder / file_name_of(chunk));
  return last;
}

Status close(const Recording& recording, const note::Signer& device) {
  Closing closing;
  closing.id = recording.opening.id;
  closing.end = last_written(recording);
  closing.duration = closing.end - recording.opening.start;
  closing.reason = EndReason::kRecorderLost;
  TRY_ASSIGN(closing.chunks, chunks_of(recording, device));
  return write_closing(recording.folder, closing, device);
}

class Tidier {
 public:
  Tidier(const Path& spool, const note::Signer& device) : spool_(spool), device_(device) {}

  void tidy(const std::string& name) {
    const bool unfinished = name.starts_with(kUnfinishedPrefix);
    if (!unfinished && !is_recording_id(name)) return;
    const auto lock = abandoned(spool_ / name);
    if (!lock || !*lock) return;
    const Status done = unfinished ? remove(name) : close_if_open(name);
    if (!done) tidied_.problems.push_back(done.error().message);
  }
  Tidied take() { return std::move(tidied_); }

 private:
  Status remove(const std::string& name) {
    std::error_code error;
    std::filesystem::remove_all(spool_ / name, error);
    if (error)
      return fail(Code::kPermanent, "{} cannot be removed: {}", (spool_ / name).string(), error.message());
    tidied_.removed.push_back(name);
    return {};
  }

  Status close_if_open(const std::string& name) {
    TRY_ASSIGN(const Recording recording, Recording::read(spool_ / name));
    if (!recording.closing_note.empty()) return {};
    if (recording.opening.id != name || !verified_text(recording.opening_note, device_.verifier())) return {};
    if (const Status closed = close(recording, device_); !closed) {
      return in_context(fmt::format("{} was left open and cannot be closed", name), closed.error());
    }
    tidied_.closed.push_back(name);
    return {};
  }

  const Path& spool_;
  const note::Signer& device_;
  Tidied tidied_;
};

}  // namespace

Result<Tidied> close_what_was_left(const Path& spool, const note::Signer& device) {
  TRY_ASSIGN(const std::vector<std::string> names, list_folder(spool, kMostEntries));
  Tidier tidier(spool, device);
  for (const std::string& name : names) tidier.tidy(name);
  return tidier.take();
}

}  // namespace insyn::recording
