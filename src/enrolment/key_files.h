// The three kinds of key file: PREFIX.sign signs, PREFIX.pub is handed out, PREFIX.age opens. Whoever reads
// one, reads it here, so that the limit and the answer to a file of another kind are the same everywhere.
// Those that open are read by enrolment/open, which the recorder does not link.
#pragma once

#include "note/public_keys.h"
#include "os/watched_files.h"

namespace insyn::enrolment {

inline constexpr std::size_t kLargestKeyFile = std::size_t{64} << 10;

// PREFIX.sign of PREFIX and ".sign".
Path with_ending(const Path& prefix, std::string_view ending);

// The text of a key file, wiped when this goes.
class KeyFile {
 public:
  // kLocked: encrypted by age. kPlugin, kSsh: keys that age knows and Insyn does not.
  enum class Kind { kOpens, kSigns, kPublic, kLocked, kPlugin, kSsh, kUnknown };

  // At most kLargestKeyFile bytes. `seen`, where it is not null, remembers the file.
  static Result<KeyFile> read(const Path& path, FilesRead* seen = nullptr);
  KeyFile(KeyFile&&) = default;
  KeyFile& operator=(KeyFile&&) = delete;
  ~KeyFile();

  std::string_view text() const { return text_of(bytes_); }
  // By its content.
  Kind kind() const;
  // "is a key that signs (.sign)", for a file that is not what was asked for.
  std::string_view what_it_is() const;

 private:
  explicit KeyFile(Bytes bytes) : bytes_(std::move(bytes)) {}
  Bytes bytes_;
};

// Of a key file that is encrypted itself: kDenied, with what to do. `ending`: ".sign" or ".age".
Failure locked(const Path& path, std::string_view ending);

// All of the following: `seen`, where it is not null, remembers the file.

// PREFIX.sign. kDenied, naming what the file is, where it is of another kind.
Result<note::Signer> read_signer(const Path& path, FilesRead* seen = nullptr);

// PREFIX.pub. kDenied where the file is a secret key's.
Result<note::PublicKeys> read_public_keys(const Path& path, FilesRead* seen = nullptr);

// The .pub of the workstation that makes recordings: kDenied where it is another role's.
Result<note::Verifier> read_device_pin(const Path& path);

// Whose signature a recording is verified by: its workstation's or, once the union has peeled it, the
// union's.
struct RecordingPin {
  note::Verifier verifier;
  bool of_union = false;
};
// The .pub of a workstation or of a union: kDenied where it is another role's.
Result<RecordingPin> read_recording_pin(const Path& path);

// The recipient, "age1…", of an agent's .pub: kDenied where it is another role's.
Result<std::string> read_agent_recipient(const Path& path, FilesRead* seen = nullptr);

}  // namespace insyn::enrolment
