#include "insight/output/write_report.h"

namespace insyn::insight {
namespace {

Status write_all(const std::map<std::string, std::string>& files, const Path& folder) {
  for (const auto& [name, text] : files)
    TRY(write_file(folder / name, view_of(text), Access::kEveryoneReads, IfExists::kRefuse));
  return {};
}

}  // namespace

Status write_report(const Report& report, const Imprint& imprint, Tongue tongue, const Path& folder) {
  std::map<std::string, std::string> files = report_csv(report);
  TRY_ASSIGN(files["report.html"], page(report, imprint, tongue));
  files["report.json"] = report_json(report, imprint);
  files["ways.xes"] = report_xes(report);
  files["ways.ocel.json"] = report_ocel(report);
  TRY(create_folder(folder));
  Status written = write_all(files, folder);
  if (!written) {
    std::error_code ignored;
    for (const auto& [name, text] : files) std::filesystem::remove(folder / name, ignored);
    std::filesystem::remove(folder, ignored);
  }
  return written;
}

}  // namespace insyn::insight
