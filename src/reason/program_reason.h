// Reasons why nothing can be recorded of a program that is agreed on: kinds of reason.h. `application` is the
// agreement's name for it and `path` the file that is agreed on.
#pragma once

#include <string>

namespace insyn::reason {

// There is no such file, or it cannot be read.
struct ProgramMissing {
  static constexpr const char* kCode = "program-missing";
  std::string application, path;
  std::string message;  // of the error, in English
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("application", self.application, std::size_t{200});
    field("path", self.path, std::size_t{400});
    field("message", self.message, std::size_t{400});
  }
  bool operator==(const ProgramMissing&) const = default;
};

// The file, or a folder on the way to it, is a symbolic link, which can be pointed at another program.
struct ProgramIsLink {
  static constexpr const char* kCode = "program-is-link";
  std::string application, path;
  std::string file;  // that it leads to now
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("application", self.application, std::size_t{200});
    field("path", self.path, std::size_t{400});
    field("file", self.file, std::size_t{400});
  }
  bool operator==(const ProgramIsLink&) const = default;
};

// Others than the administrator and the agent can change or replace it.
struct ProgramWritable {
  static constexpr const char* kCode = "program-writable";
  std::string application, path;
  std::string place;  // the file or the folder on the way that they can change
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("application", self.application, std::size_t{200});
    field("path", self.path, std::size_t{400});
    field("place", self.place, std::size_t{400});
  }
  bool operator==(const ProgramWritable&) const = default;
};

// The file is a script; the windows belong to the program that it starts.
struct ProgramIsScript {
  static constexpr const char* kCode = "program-is-script";
  std::string application, path;
  std::string starts;  // that program, where it can be told
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("application", self.application, std::size_t{200});
    field("path", self.path, std::size_t{400});
    field("starts", self.starts, std::size_t{400});
  }
  bool operator==(const ProgramIsScript&) const = default;
};

// Another program runs the file, or what the script names, and has the windows of everything that it runs:
// Python, Java, Wine.
struct ProgramIsInterpreted {
  static constexpr const char* kCode = "program-is-interpreted";
  std::string application, path;
  std::string interpreter;  // where it can be told
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("application", self.application, std::size_t{200});
    field("path", self.path, std::size_t{400});
    field("interpreter", self.interpreter, std::size_t{400});
  }
  bool operator==(const ProgramIsInterpreted&) const = default;
};

// It only starts other programs, which have the windows: env, flatpak, snap.
struct ProgramIsLauncher {
  static constexpr const char* kCode = "program-is-launcher";
  std::string application, path;
  std::string launcher;  // the file that does: itself, or what it leads to
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("application", self.application, std::size_t{200});
    field("path", self.path, std::size_t{400});
    field("launcher", self.launcher, std::size_t{400});
  }
  bool operator==(const ProgramIsLauncher&) const = default;
};

// An AppImage: what has the windows is unpacked to another place each time.
struct ProgramIsPacked {
  static constexpr const char* kCode = "program-is-packed";
  std::string application, path;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("application", self.application, std::size_t{200});
    field("path", self.path, std::size_t{400});
  }
  bool operator==(const ProgramIsPacked&) const = default;
};

// Not the version that is agreed on. SHA-256 in hexadecimal digits.
struct ProgramOtherVersion {
  static constexpr const char* kCode = "program-other-version";
  std::string application, path;
  std::string found, agreed;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("application", self.application, std::size_t{200});
    field("path", self.path, std::size_t{400});
    field("found", self.found, std::size_t{64});
    field("agreed", self.agreed, std::size_t{64});
  }
  bool operator==(const ProgramOtherVersion&) const = default;
};

// The file was replaced, by an update, while the program runs: what is on the screen is the old one.
struct ProgramReplaced {
  static constexpr const char* kCode = "program-replaced";
  std::string application, path;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("application", self.application, std::size_t{200});
    field("path", self.path, std::size_t{400});
  }
  bool operator==(const ProgramReplaced&) const = default;
};

// What looks like the application on the screen is another program.
struct ProgramIsAnother {
  static constexpr const char* kCode = "program-is-another";
  std::string application, path;
  std::string running;  // the file that runs
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("application", self.application, std::size_t{200});
    field("path", self.path, std::size_t{400});
    field("running", self.running, std::size_t{400});
  }
  bool operator==(const ProgramIsAnother&) const = default;
};

// A window of it is on the screen, but of another class than is agreed.
struct ProgramOtherClass {
  static constexpr const char* kCode = "program-other-class";
  std::string application, path;
  std::string found;  // empty: none
  std::string agreed;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("application", self.application, std::size_t{200});
    field("path", self.path, std::size_t{400});
    field("found", self.found, std::size_t{200});
    field("agreed", self.agreed, std::size_t{200});
  }
  bool operator==(const ProgramOtherClass&) const = default;
};

// It runs and has no window on the screen, but a program that it has started has.
struct ProgramStartedAnother {
  static constexpr const char* kCode = "program-started-another";
  std::string application, path;
  std::string running;  // the file of that
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("application", self.application, std::size_t{200});
    field("path", self.path, std::size_t{400});
    field("running", self.running, std::size_t{400});
  }
  bool operator==(const ProgramStartedAnother&) const = default;
};

// What looks like the application on the screen is of a program that cannot be told: one of another user, or
// of another computer.
struct ProgramUnknown {
  static constexpr const char* kCode = "program-unknown";
  std::string application, path;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("application", self.application, std::size_t{200});
    field("path", self.path, std::size_t{400});
  }
  bool operator==(const ProgramUnknown&) const = default;
};

}  // namespace insyn::reason
