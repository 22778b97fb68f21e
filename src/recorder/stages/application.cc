#include "recorder/stages/application.h"

#include "os/wrapper_script.h"

namespace insyn::recorder {
namespace {

reason::Reason reason_for(const agreement::Application& agreed, const ProgramFault& fault) {
  switch (fault.kind) {
    case ProgramFault::kMissing:
      break;
    case ProgramFault::kLink:
      return reason::ProgramIsLink{agreed.name, agreed.exe, fault.detail};
    case ProgramFault::kWritable:
      return reason::ProgramWritable{agreed.name, agreed.exe, fault.detail};
  }
  return reason::ProgramMissing{agreed.name, agreed.exe, fault.detail};
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
  TRY_ASSIGN(const std::optional<std::string> script, found.file->script());
  if (script) {
    const std::optional<Path> starts = program_started_by(*script);
    return reason::because(reason::ProgramIsScript{agreed.name, agreed.exe, starts ? starts->string() : ""});
  }
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
