// Keys made by the program itself, and a recording sealed with them as a recorder seals it.
#pragma once

#include "program.h"
#include "recording/writer/recording_writer.h"

namespace insyn::cli {

inline constexpr int kSampleChunks = 4;
inline constexpr int kSampleWidth = 320;
inline constexpr int kSampleHeight = 200;

class Sample {
 public:
  // Keys of an employer, a union, a device, an agent, an insight engine and a second union in `folder`.
  explicit Sample(const Folder& folder);

  // "PREFIX.ending" in the folder.
  std::string file(const std::string& name) const { return folder_.path(name); }

  // A recording of kSampleChunks chunks of a second each. `said`: notes of a call source. Its folder.
  std::string record(bool close = true, int chunks = kSampleChunks,
                     const std::vector<std::string>& said = {}) const;
  // One without pictures in the folder `spool`, of this call, with these chunks of events. Its folder.
  std::string record_events(const std::string& spool, const std::string& call,
                            const std::vector<std::string>& events, bool close = true) const;
  // The same as record(), and its key at the second place.
  std::pair<std::string, std::string> record_and_unlock(bool close = true, int chunks = kSampleChunks) const;

  std::string chunk(const std::string& recording, int index) const;

 private:
  const Folder& folder_;
};

}  // namespace insyn::cli
