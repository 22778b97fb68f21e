// The command lines of the programs, parsed.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cli/arguments/export_options.h"
#include "cli/arguments/report_options.h"
#include "cli/convert_options.h"
#include "cli/verbs/agreement_document.h"
#include "cli/verbs/agreement_explain.h"
#include "cli/verbs/agreement_sign.h"
#include "cli/verbs/agreement_status.h"
#include "cli/verbs/agreement_verify.h"
#include "cli/verbs/agreement_withdraw.h"
#include "cli/verbs/audio_attach.h"
#include "cli/verbs/call.h"
#include "cli/verbs/centre_accounts.h"
#include "cli/verbs/centre_reader.h"
#include "cli/verbs/centre_recordings.h"
#include "cli/verbs/centre_report.h"
#include "cli/verbs/centre_requests.h"
#include "cli/verbs/centre_session.h"
#include "cli/verbs/centre_union.h"
#include "cli/verbs/discard.h"
#include "cli/verbs/enrol.h"
#include "cli/verbs/events.h"
#include "cli/verbs/extension_check.h"
#include "cli/verbs/extension_package.h"
#include "cli/verbs/keys_new.h"
#include "cli/verbs/keys_prove.h"
#include "cli/verbs/keys_vouch.h"
#include "cli/verbs/ledger_read.h"
#include "cli/verbs/list.h"
#include "cli/verbs/peel.h"
#include "cli/verbs/record.h"
#include "cli/verbs/roster_edit.h"
#include "cli/verbs/roster_read.h"
#include "cli/verbs/show.h"
#include "cli/verbs/try.h"
#include "cli/verbs/unlock.h"
#include "cli/verbs/verify.h"
#include "cli/verbs/watch_calls.h"
#include "enrolment/enrolled.h"
#include "enrolment/feed.h"

namespace insyn::cli {

using Command = std::variant<
    KeysNewOptions, KeysVouchOptions, KeysProveOptions, RosterNewOptions, RosterAddOptions,
    RosterRemoveOptions, RosterSignOptions, RosterVerifyOptions, RosterShowOptions, AgreementSignOptions,
    AgreementWithdrawOptions, AgreementVerifyOptions, AgreementExplainOptions, AgreementDocumentOptions,
    AgreementStatusOptions, EnrolOptions, RecordOptions, TryOptions, CallOptions, ListOptions, ShowOptions,
    VerifyOptions, PeelOptions, UnlockOptions, LedgerVerifyOptions, LedgerShowOptions, EventsOptions,
    ExportOptions, ReportOptions, LoginOptions, LogoutOptions, RecordingsOptions, AskOptions, RequestsOptions,
    ApproveOptions, RefuseOptions, RulesOptions, FetchOptions, ExportedOptions, HandInOptions,
    AccountListOptions, AccountInviteOptions, AccountRoleOptions, AccountRemoveOptions, DiscardSignOptions,
    DiscardHandInOptions, WatchCallsOptions, AudioAttachOptions, ExtensionKeyOptions, ExtensionBuildOptions,
    ExtensionSignOptions, ExtensionCheckOptions, ExtensionPolicyOptions, ExtensionReleaseOptions>;

// What to print before ending at once: help, the version, or what is wrong with the arguments.
struct Answer {
  int exit_code = 0;  // 0: `text` is for stdout; 2: for stderr
  std::string text;
};

// `arguments` without the program's own name.
std::variant<Command, Answer> parse_arguments(const std::vector<std::string>& arguments);

// Those of insyn-export, without "insyn export".
std::variant<ExportOptions, Answer> parse_export_arguments(const std::vector<std::string>& arguments);

// Those of insyn-audio.
std::variant<ConvertOptions, Answer> parse_convert_arguments(const std::vector<std::string>& arguments);

// Those of insyn-report, without "insyn report".
std::variant<ReportOptions, Answer> parse_report_arguments(const std::vector<std::string>& arguments);

struct RecorderOptions {
  Path signer = enrolment::kSignerSocket;
  Path enrolment = enrolment::kEnrolmentFolder;
  Path feed = enrolment::kFeedFolder;
  std::optional<Path> spool;  // nothing: the usual one
};

// Those of insyn-recorder.
std::variant<RecorderOptions, Answer> parse_recorder_arguments(const std::vector<std::string>& arguments);

struct SignerOptions {
  Path device = Path(enrolment::kEnrolmentFolder) / "device.sign";
  Path journal = enrolment::kJournals;
  Path socket = enrolment::kSignerSocket;
  std::optional<Path> recorder;  // nothing: the insyn-recorder beside this program
};

// Those of insyn-signer.
std::variant<SignerOptions, Answer> parse_signer_arguments(const std::vector<std::string>& arguments);

struct ServerInitOptions {
  Path data;
  std::string origin;
  std::string listen = "127.0.0.1:8443";
  std::optional<Path> certificate, key;  // both or none
  std::vector<Path> pins;                // the parties' .pub files
  // The first people: the name of a role (ledger::Role), and of an account.
  std::vector<std::pair<std::string, std::string>> people;
};
struct ServerRegisterOptions {
  Path data;
  std::vector<Path> files;
};
struct ServerEraseOptions {
  Path data;
  std::string call;
};
struct ServerCheckOptions {
  Path data;
};
struct ServerBackupOptions {
  Path data, to;
};
struct ServerRunOptions {
  Path data;
};
using ServerCommand = std::variant<ServerInitOptions, ServerRegisterOptions, ServerEraseOptions,
                                   ServerCheckOptions, ServerBackupOptions, ServerRunOptions>;

// Those of insyn-server.
std::variant<ServerCommand, Answer> parse_server_arguments(const std::vector<std::string>& arguments);

inline constexpr const char* kLinkFolder = "/var/lib/insyn-link";
struct LinkCheckOptions {
  Path data = kLinkFolder;
};
struct LinkStatusOptions {
  Path data = kLinkFolder;
  bool json = false;
};
struct LinkRunOptions {
  Path data = kLinkFolder;
};
using LinkCommand = std::variant<LinkCheckOptions, LinkStatusOptions, LinkRunOptions>;

// Those of insyn-link.
std::variant<LinkCommand, Answer> parse_link_arguments(const std::vector<std::string>& arguments);

struct FleetMakeOptions {
  Path out;
  int workstations = 10;
  int weeks = 0;
  int discard_hours = 0;              // 0: as an agreement that does not say
  std::vector<std::string> programs;  // "NAME=PATH"
  std::string ledger;                 // the server's key, "NAME+ID+KEY"
  std::string suffix;                 // of the names of applications
};
struct FleetRunOptions {
  Path company;
  std::string server;
  std::optional<Path> authority;
  int recordings = 10;
  int weeks = 0;
  int bytes = 1'000'000;  // of each
  int at_once = 8;
  int seconds = 600;
  std::string suffix;  // of ids of calls, kinds and queues
  bool keep = false;
  bool json = false;
};
using FleetCommand = std::variant<FleetMakeOptions, FleetRunOptions>;

// Those of insyn-fleet.
std::variant<FleetCommand, Answer> parse_fleet_arguments(const std::vector<std::string>& arguments);
struct WitnessInitOptions {
  Path data;
  Path agreement;
  std::vector<Path> pins;
  Path key;
  std::string server;
  std::optional<Path> authority;
};
struct WitnessCheckOptions {
  Path data;
};
struct WitnessStatusOptions {
  Path data;
};
struct WitnessReportOptions {
  Path data;
  words::Language language = words::Language::kEnglish;
};
struct WitnessRunOptions {
  Path data;
};
using WitnessCommand = std::variant<WitnessInitOptions, WitnessCheckOptions, WitnessStatusOptions,
                                    WitnessReportOptions, WitnessRunOptions>;

// Those of insyn-witness.
std::variant<WitnessCommand, Answer> parse_witness_arguments(const std::vector<std::string>& arguments);

struct SoftphoneOptions {};

// Those of insyn-softphone: none.
std::variant<SoftphoneOptions, Answer> parse_softphone_arguments(const std::vector<std::string>& arguments);

struct CallsCheckOptions {
  Path config;
};
struct CallsRunOptions {
  Path config;
};
using CallsCommand = std::variant<CallsCheckOptions, CallsRunOptions>;

// Those of insyn-calls.
std::variant<CallsCommand, Answer> parse_calls_arguments(const std::vector<std::string>& arguments);

struct RoomOptions {
  std::string server;
  std::optional<Path> authority;
  std::string role = "union";  // "union", "reviewer", "agent"
  // Of an agent's room: where the tray looks, too. Nothing: where these usually are.
  std::optional<Path> enrolment, spool, link;
  std::vector<Path> pins, keys, prefixes;
  std::optional<Path> pages;  // nothing: those beside the program
  int port = 0;
  bool browser = true;
};

// Those of insyn-room.
std::variant<RoomOptions, Answer> parse_room_arguments(const std::vector<std::string>& arguments);

inline constexpr const char* kInsightFolder = "/var/lib/insyn-insight";
struct InsightOptions {
  Path data = kInsightFolder;
  bool once = false;   // one look
  bool check = false;  // no look: what is wrong
};

// Those of insyn-insight.
std::variant<InsightOptions, Answer> parse_insight_arguments(const std::vector<std::string>& arguments);

// One verb, as the help describes it.
struct VerbDescription {
  std::string verb;                  // "agreement sign"
  std::vector<std::string> options;  // "--key", or "FILE" for a positional argument
};
std::vector<VerbDescription> describe_verbs();

}  // namespace insyn::cli
