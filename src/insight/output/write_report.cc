#include "insight/output/write_report.h"

#include "base/parallel.h"
#include "insight/output/event_logs.h"
#include "insight/output/report_csv.h"
#include "insight/output/report_json.h"

namespace insyn::insight {

Status write_report(const Report& report, const Imprint& imprint, words::Language language,
                    const Path& folder, const std::optional<Bytes>& sealed_examples) {
  std::map<std::string, std::string> files;
  Result<std::string> html;
  std::string json, xes, ocel;
  const std::function<void()> makers[] = {[&] { ocel = report_ocel(report); },
                                          [&] { html = page(report, imprint, language); },
                                          [&] { xes = report_xes(report); },
                                          [&] {
                                            files = report_csv(report);
                                            json = report_json(report, imprint);
                                          }};
  in_parallel(std::size(makers), [&](std::size_t which) { makers[which](); });
  if (!html) return Failure(std::move(html).error());
  files["report.html"] = std::move(*html);
  files["report.json"] = std::move(json);
  files["ways.xes"] = std::move(xes);
  files["ways.ocel.json"] = std::move(ocel);
  if (sealed_examples) files["examples.age"] = text_of(*sealed_examples);
  TRY_ASSIGN(NewFolder made, NewFolder::create(folder));
  for (const auto& [name, text] : files) TRY(made.add(name, view_of(text), Access::kEveryoneReads));
  return made.put_in_place();
}

}  // namespace insyn::insight
