// An application that the agreement names, found on this machine: from here on it is the file's device and
// inode, not its name.
#pragma once

#include <memory>
#include <string>

#include "agreement/terms.h"
#include "base/sha256.h"
#include "os/program_file.h"
#include "reason/reason.h"

namespace insyn::recorder {

class ApplicationInScope {
 public:
  // The kind of ProgramFault that its file has; ProgramIsScript, ProgramIsInterpreted, ProgramIsLauncher or
  // ProgramIsPacked where something else has its windows; ProgramOtherVersion where it is not as agreed; a
  // Fault, kDenied, where it is of a kind that this version cannot keep apart from other things (web pages in
  // a browser).
  static reason::OrReason<ApplicationInScope> find(const agreement::Application& agreed);

  const std::string& name() const { return name_; }
  const std::string& path() const { return path_; }
  const std::string& wm_class() const { return wm_class_; }
  const FileIdentity& program() const { return program_->identity(); }
  // SHA-256 of the program's file, read from the handle that is held.
  const Digest& hash() const { return hash_; }

 private:
  ApplicationInScope() = default;

  std::string name_;
  std::string path_;
  std::string wm_class_;  // empty: any
  std::shared_ptr<const ProgramFile> program_;
  Digest hash_{};
};

}  // namespace insyn::recorder
