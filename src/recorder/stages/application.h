// An application that the agreement names, found on this machine: from here on it is the file's device and
// inode, not its name.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "agreement/terms.h"
#include "os/process.h"

namespace insyn::recorder {

class ApplicationInScope {
 public:
  // kDenied where the program is not there, is not the agreed version (SHA-256), or is of a kind that this
  // version cannot keep apart from other things (web pages in a browser).
  static Result<ApplicationInScope> find(const agreement::Application& agreed);

  const std::string& name() const { return name_; }
  const std::string& path() const { return path_; }
  const std::string& wm_class() const { return wm_class_; }
  const FileIdentity& program() const { return program_->identity(); }

 private:
  ApplicationInScope() = default;

  std::string name_;
  std::string path_;
  std::string wm_class_;  // empty: any
  std::shared_ptr<const HeldFile> program_;
};

}  // namespace insyn::recorder
