// The command line as the programs understand it.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cli/arguments/export_options.h"
#include "cli/arguments/report_options.h"
#include "cli/verbs/agreement_verbs.h"
#include "cli/verbs/call.h"
#include "cli/verbs/enrol.h"
#include "cli/verbs/events.h"
#include "cli/verbs/keys_new.h"
#include "cli/verbs/record.h"
#include "cli/verbs/recording_verbs.h"
#include "cli/verbs/try.h"
#include "enrolment/enrolled.h"

namespace insyn::cli {

using Command =
    std::variant<KeysNewOptions, AgreementSignOptions, AgreementVerifyOptions, AgreementExplainOptions,
                 AgreementStatusOptions, EnrolOptions, RecordOptions, TryOptions, CallOptions, ListOptions,
                 ShowOptions, VerifyOptions, UnlockOptions, EventsOptions, ExportOptions, ReportOptions>;

// Nothing to be done but to print this and end: help, the version, or what is wrong with the arguments.
struct Answer {
  int exit_code = 0;  // 0: `text` is for stdout; 2: for stderr
  std::string text;
};

// `arguments` without the program's own name.
std::variant<Command, Answer> parse_arguments(const std::vector<std::string>& arguments);

// Those of insyn-export: what stands behind "insyn export".
std::variant<ExportOptions, Answer> parse_export_arguments(const std::vector<std::string>& arguments);

// Those of insyn-report: what stands behind "insyn report".
std::variant<ReportOptions, Answer> parse_report_arguments(const std::vector<std::string>& arguments);

struct RecorderOptions {
  Path enrolment = enrolment::kEnrolmentFolder;
  std::optional<Path> spool;  // nothing: the usual one
};

// Those of insyn-recorder.
std::variant<RecorderOptions, Answer> parse_recorder_arguments(const std::vector<std::string>& arguments);

// One verb, as the help describes it.
struct VerbDescription {
  std::string verb;                  // "agreement sign"
  std::vector<std::string> options;  // "--key"; and "FILE" for what has a place instead of a name
};
std::vector<VerbDescription> describe_verbs();

}  // namespace insyn::cli
