#include "recorder/stages/application.h"

namespace insyn::recorder {
namespace {

constexpr std::size_t kLargestProgram = std::size_t{2} << 30;

Status check_version(const agreement::Application& agreed) {
  if (!agreed.sha256) return {};
  TRY_ASSIGN(const Bytes program, read_file(agreed.exe, kLargestProgram));
  const Digest found = sha256(program);
  if (found == *agreed.sha256) return {};
  return fail(
      Code::kDenied,
      "“{}”: {} is not the agreed version (SHA-256 {} instead of {}); nothing is recorded until the parties "
      "sign for this version",
      agreed.name, agreed.exe, to_hex(found), to_hex(*agreed.sha256));
}

}  // namespace

Result<ApplicationInScope> ApplicationInScope::find(const agreement::Application& agreed) {
  if (agreed.kind == agreement::Application::kWeb) {
    return fail(
        Code::kDenied,
        "“{}” is a web application: this version cannot tell its pages from other tabs of the browser, so it "
        "does not record it",
        agreed.name);
  }
  Result<HeldFile> program = HeldFile::open(agreed.exe);
  if (!program) {
    return fail(Code::kDenied, "“{}” is agreed as {}, which does not exist here ({}); nothing is recorded",
                agreed.name, agreed.exe, program.error().message);
  }
  TRY(check_version(agreed));
  ApplicationInScope application;
  application.name_ = agreed.name;
  application.path_ = agreed.exe;
  application.wm_class_ = agreed.wm_class;
  application.program_ = std::make_shared<const HeldFile>(std::move(*program));
  return application;
}

}  // namespace insyn::recorder
