#include "recorder/stages/application.h"

#include "os/wrapper_script.h"

namespace insyn::recorder {
namespace {

reason::Reason reason_for(const agreement::Application& agreed, const ProgramFault& fault) {
  switch (fault.kind) {
    case ProgramFault::kMissing:
      break;
    case ProgramFault::kLink:
      if (only_starts_others(fault.detail))
        return reason::ProgramIsLauncher{agreed.name, agreed.exe, fault.detail};
      return reason::ProgramIsLink{agreed.name, agreed.exe, fault.detail};
    case ProgramFault::kWritable:
      return reason::ProgramWritable{agreed.name, agreed.exe, fault.detail};
  }
  return reason::ProgramMissing{agreed.name, agreed.exe, fault.detail};
}

reason::Reason reason_for_script(const agreement::Application& agreed, const std::string& script) {
  const Started started = started_by(script);
  switch (started.kind) {
    case Started::kUnknown:
      break;
    case Started::kProgram:
      return reason::ProgramIsScript{agreed.name, agreed.exe, started.file.string()};
    case Started::kInterpreter:
      return reason::ProgramIsInterpreted{agreed.name, agreed.exe, started.file.string()};
    case Started::kLauncher:
      return reason::ProgramIsLauncher{agreed.name, agreed.exe, started.file.string()};
  }
  return reason::ProgramIsScript{agreed.name, agreed.exe, ""};
}

// Why the windows of what is started by this file are not this file's.
Result<std::optional<reason::Reason>> runs_as_another(const agreement::Application& agreed,
                                                      const ProgramFile& file) {
  if (only_starts_others(agreed.exe))
    return std::optional<reason::Reason>(reason::ProgramIsLauncher{agreed.name, agreed.exe, agreed.exe});
  TRY_ASSIGN(const std::string beginning, file.beginning());
  switch (kind_of_file(beginning)) {
    case FileKind::kProgram:
      break;
    case FileKind::kScript: {
      TRY_ASSIGN(const std::optional<std::string> script, file.script());
      if (script) return std::optional<reason::Reason>(reason_for_script(agreed, *script));
      break;
    }
    case FileKind::kAppImage:
      return std::optional<reason::Reason>(reason::ProgramIsPacked{agreed.name, agreed.exe});
    case FileKind::kForeign:
      return std::optional<reason::Reason>(reason::ProgramIsInterpreted{agreed.name, agreed.exe, ""});
  }
  return std::optional<reason::Reason>();
}

}  // namespace

reason::OrReason<ApplicationInScope> ApplicationInScope::find(const agreement::Application& agreed) {
  if (agreed.kind == agreement::Application::kWeb) {
    return fail(
        Code::kDenied,
        "“{}” is a web application: this version cannot tell its pages from other tabs of the browser, so it "
        "does not record it",
        agreed.name);
  }
  ProgramFile::Found found = ProgramFile::find(agreed.exe);
  if (found.fault) return reason::because(reason_for(agreed, *found.fault));
  TRY_ASSIGN(std::optional<reason::Reason> another, runs_as_another(agreed, *found.file));
  if (another) return reason::because(std::move(*another));
  ApplicationInScope application;
  TRY_ASSIGN(application.hash_, found.file->hash());
  if (agreed.sha256 && *agreed.sha256 != application.hash_) {
    return reason::because(reason::ProgramOtherVersion{agreed.name, agreed.exe, to_hex(application.hash_),
                                                       to_hex(*agreed.sha256)});
  }
  application.name_ = agreed.name;
  application.path_ = agreed.exe;
  application.wm_class_ = agreed.wm_class;
  application.program_ = std::make_shared<const ProgramFile>(std::move(*found.file));
  return application;
}

}  // namespace insyn::recorder
