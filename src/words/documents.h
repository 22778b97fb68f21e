// What the law wants in writing before anything is recorded, drafted from an agreement's terms and from how
// the centre is set up: the data protection impact assessment, and what employees are told. People finish
// them: what no program can know is left blank, and says what belongs there.
#pragma once

#include <optional>
#include <string_view>

#include "agreement/agreement.h"
#include "words/document.h"
#include "words/language.h"

namespace insyn::words {

// How the centre is set up, as far as a document tells of it.
struct CentreSetUp {
  std::string version;                    // of the server
  bool postgresql = false;                // else SQLite
  bool s3 = false;                        // else a folder of the server's
  bool tls = false;                       // by the server itself
  std::vector<std::string> call_sources;  // that are read
  std::size_t workstations = 0;           // enrolled
  std::optional<Utc> backup;              // the last one
};

struct DocumentSet {
  const agreement::Terms& terms;
  const agreement::Agreement* verified = nullptr;  // null: the signatures were not looked at
  const CentreSetUp* centre = nullptr;             // null: nothing is known of it
  Utc now;
};

// By Regulation (EU) 2016/679, article 35(7): what is done, whether it is necessary and proportionate, the
// risks, and what stands against each; then what is left of them with these very terms.
Document impact_assessment(const DocumentSet& set, Language language);
// By its article 13: who, why, what, for how long, and what each employee can do and ask for.
Document information_to_employees(const DocumentSet& set, Language language);

}  // namespace insyn::words
