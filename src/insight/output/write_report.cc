#include "insight/output/write_report.h"

#include "base/parallel.h"
#include "insight/output/event_logs.h"
#include "insight/output/report_csv.h"

namespace insyn::insight {

Status write_report(const Report& report, const Imprint& imprint, words::Language language,
                    const Path& folder, Beside beside) {
  std::map<std::string, std::string> files;
  Result<std::string> html;
  std::string xes, ocel;
  const std::function<void()> makers[] = {
      [&] { ocel = report_ocel(report); }, [&] { html = page(report, imprint, language); },
      [&] { xes = report_xes(report); }, [&] { files = report_csv(report); }};
  in_parallel(std::size(makers), [&](std::size_t which) { makers[which](); });
  if (!html) return Failure(std::move(html).error());
  files["report.html"] = std::move(*html);
  files["report.json"] = std::move(beside.json);
  files["register.note"] = std::move(beside.register_note);
  files["ways.xes"] = std::move(xes);
  files["ways.ocel.json"] = std::move(ocel);
  if (!beside.sealed_examples.empty()) files["examples.age"] = text_of(beside.sealed_examples);
  TRY_ASSIGN(NewFolder made, NewFolder::create(folder));
  for (const auto& [name, text] : files) TRY(made.add(name, view_of(text), Access::kEveryoneReads));
  return made.put_in_place();
}

}  // namespace insyn::insight
