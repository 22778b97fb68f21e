// insyn agreement document.
#pragma once

#include <vector>

#include "cli/console.h"
#include "os/file.h"
#include "words/documents.h"

namespace insyn::cli {

enum class DocumentAbout { kImpactAssessment, kInformation };

struct AgreementDocumentOptions {
  Path file;
  std::vector<Path> pins;  // none, or both
  DocumentAbout about = DocumentAbout::kImpactAssessment;
  words::Language language = words::Language::kEnglish;
  Path out;  // by its ending: .md, .odt or .docx
};

// Writes a draft for people to finish. An existing file is not overwritten. The signatures are checked where
// there are pins.
Status agreement_document(const AgreementDocumentOptions& options, Utc now, Console& console);

}  // namespace insyn::cli
