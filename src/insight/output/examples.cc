#include "insight/output/examples.h"

#include "insight/output/csv_text.h"
#include "insight/output/exports.h"

namespace insyn::insight {

std::string examples_csv(const Report& report, const Examples& examples, const Log& log) {
  std::string csv = "kind,what,screen,other_screen,call\r\n";
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const Friction& friction = report.frictions[i];
    for (const std::uint32_t call : examples[i]) {
      csv += csv_row({csv_cell(report.kinds[friction.kind].kind), friction_name(friction.what),
                      csv_cell(friction.a), csv_cell(friction.b), csv_cell(log.ids.of(call))});
    }
  }
  return csv;
}

}  // namespace insyn::insight
