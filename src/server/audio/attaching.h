// Audio that an importer hands in: what has to hold of it, and how it is put beside its recording.
#pragma once

#include "recording/format/audio_note.h"
#include "server/access/desk.h"

namespace insyn::server {

class Attaching {
 public:
  // What it works on outlives it.
  explicit Attaching(const Desk& desk) : desk_(desk) {}

  // Whether the audio with this note may come: nothing where it may. 200 where it is there already; else the
  // refusal. `audio` is what it says then.
  std::optional<http::Answer> check(const std::string& recording, const std::string& note,
                                    recording::AudioNote& audio) const;
  // Puts it there with its bytes, which are in `file` and have the hash and the length that the note says,
  // and answers. Where the answer is an error nothing of it is visible, and it may come again.
  http::Answer store(const std::string& recording, const std::string& note, const Path& file) const;

  // Removes blobs that belong to no audio: of what a crash has ended.
  Status remove_orphans() const;

 private:
  // Nothing where the audio may be put there now.
  Result<std::optional<http::Answer>> look(Transaction& transaction, const std::string& recording,
                                           const std::string& note, recording::AudioNote& audio) const;
  Status insert(Transaction& transaction, const std::string& recording, const std::string& note,
                const recording::AudioNote& audio) const;
  Result<bool> claim(Transaction& transaction, const std::string& recording, const std::string& what) const;
  Result<bool> has_claim(Transaction& transaction, const std::string& recording,
                         const std::string& what) const;
  Result<bool> is_orphan(const std::string& recording) const;

  const Desk& desk_;
};

}  // namespace insyn::server
