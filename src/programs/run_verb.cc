#include "programs/run_verb.h"

#include <functional>

#include "os/process.h"

namespace insyn::cli {
namespace {

Result<Outcome> good(const Status& status) {
  TRY(status);
  return Outcome::kGood;
}

// These verbs write files that belong together: signals are held back until all of them are written, or none.
Result<Outcome> uninterrupted(const std::function<Status()>& work) {
  TRY_ASSIGN(const StopRequest held, StopRequest::install());
  return good(work());
}

Path folder_for_try() {
  std::string time = to_text(SystemClock().utc()).substr(0, 19);
  std::erase_if(time, [](char character) { return character == '-' || character == ':'; });
  return "insyn-try-" + time;
}

class Runner {
 public:
  explicit Runner(Console& console) : console_(console), now_(SystemClock().utc()) {}

  Result<Outcome> operator()(const KeysNewOptions& options) const {
    return uninterrupted([&] { return keys_new(options, console_); });
  }
  Result<Outcome> operator()(const KeysVouchOptions& options) const {
    return uninterrupted([&] { return keys_vouch(options, console_); });
  }
  Result<Outcome> operator()(const KeysProveOptions& options) const {
    return uninterrupted([&] { return keys_prove(options, console_); });
  }
  Result<Outcome> operator()(const RosterNewOptions& options) const {
    return uninterrupted([&] { return roster_new(options, console_); });
  }
  Result<Outcome> operator()(const RosterAddOptions& options) const {
    return uninterrupted([&] { return roster_add(options, console_); });
  }
  Result<Outcome> operator()(const RosterRemoveOptions& options) const {
    return uninterrupted([&] { return roster_remove(options, console_); });
  }
  Result<Outcome> operator()(const RosterSignOptions& options) const {
    return uninterrupted([&] { return roster_sign(options, console_); });
  }
  Result<Outcome> operator()(const RosterVerifyOptions& options) const {
    return good(roster_verify(options, console_));
  }
  Result<Outcome> operator()(const RosterShowOptions& options) const {
    return good(roster_show(options, console_));
  }
  Result<Outcome> operator()(const LedgerVerifyOptions& options) const {
    return ledger_verify(options, now_, console_);
  }
  Result<Outcome> operator()(const LedgerShowOptions& options) const {
    return good(ledger_show(options, console_));
  }
  Result<Outcome> operator()(const AgreementSignOptions& options) const {
    return uninterrupted([&] { return agreement_sign(options, now_, console_); });
  }
  Result<Outcome> operator()(const AgreementWithdrawOptions& options) const {
    return uninterrupted([&] { return agreement_withdraw(options, now_, console_); });
  }
  Result<Outcome> operator()(const AgreementVerifyOptions& options) const {
    return agreement_verify(options, now_, console_);
  }
  Result<Outcome> operator()(const AgreementExplainOptions& options) const {
    return good(agreement_explain(options, console_));
  }
  Result<Outcome> operator()(const AgreementDocumentOptions& options) const {
    return good(agreement_document(options, now_, console_));
  }
  Result<Outcome> operator()(const AgreementStatusOptions& options) const {
    return agreement_status(options, now_, console_);
  }
  Result<Outcome> operator()(const EnrolOptions& options) const {
    return uninterrupted([&] { return enrol(options, console_); });
  }
  Result<Outcome> operator()(const RecordOptions& options) const { return good(record(options, console_)); }
  Result<Outcome> operator()(const TryOptions& options) const {
    return good(try_it({options.folder.empty() ? folder_for_try() : options.folder}, console_));
  }
  Result<Outcome> operator()(const CallOptions& options) const { return call(options, console_); }
  Result<Outcome> operator()(const WatchCallsOptions& options) const {
    return watch_calls(options, console_);
  }
  Result<Outcome> operator()(const ListOptions& options) const { return list(options, console_); }
  Result<Outcome> operator()(const ShowOptions& options) const { return good(show(options, console_)); }
  Result<Outcome> operator()(const VerifyOptions& options) const { return verify(options, console_); }
  Result<Outcome> operator()(const PeelOptions& options) const {
    return uninterrupted([&] { return peel(options, console_); });
  }
  Result<Outcome> operator()(const UnlockOptions& options) const {
    return uninterrupted([&] { return unlock(options, console_); });
  }
  Result<Outcome> operator()(const EventsOptions& options) const {
    TRY_ASSIGN(const StopRequest held, StopRequest::install());
    return events(options, console_);
  }
  Result<Outcome> operator()(const LoginOptions& options) const {
    return good(login(options, clock_, console_));
  }
  Result<Outcome> operator()(const LogoutOptions& options) const {
    return good(logout(options, clock_, console_));
  }
  Result<Outcome> operator()(const RecordingsOptions& options) const {
    return good(recordings(options, clock_, console_));
  }
  Result<Outcome> operator()(const AskOptions& options) const { return ask(options, clock_, console_); }
  Result<Outcome> operator()(const RequestsOptions& options) const {
    return good(requests(options, clock_, console_));
  }
  Result<Outcome> operator()(const ApproveOptions& options) const {
    return approve(options, clock_, console_);
  }
  Result<Outcome> operator()(const RefuseOptions& options) const {
    return good(refuse(options, clock_, console_));
  }
  Result<Outcome> operator()(const RulesOptions& options) const {
    return uninterrupted([&] { return rules(options, now_, console_); });
  }
  Result<Outcome> operator()(const FetchOptions& options) const { return fetch(options, clock_, console_); }
  Result<Outcome> operator()(const HandInOptions& options) const {
    return good(hand_in_report(options, clock_, console_));
  }
  Result<Outcome> operator()(const ExportedOptions& options) const {
    return good(exported(options, clock_, console_));
  }
  Result<Outcome> operator()(const AccountListOptions& options) const {
    return good(account_list(options, clock_, console_));
  }
  Result<Outcome> operator()(const AccountInviteOptions& options) const {
    return good(account_invite(options, clock_, console_));
  }
  Result<Outcome> operator()(const AccountRoleOptions& options) const {
    return good(account_role(options, clock_, console_));
  }
  Result<Outcome> operator()(const AccountRemoveOptions& options) const {
    return good(account_remove(options, clock_, console_));
  }
  Result<Outcome> operator()(const DiscardSignOptions& options) const {
    return uninterrupted([&] { return discard_sign(options, now_, console_); });
  }
  Result<Outcome> operator()(const DiscardHandInOptions& options) const {
    return good(discard_hand_in(options, clock_, console_));
  }
  Result<Outcome> operator()(const AudioAttachOptions& options) const {
    return audio_attach(options, clock_, console_);
  }
  Result<Outcome> operator()(const ExtensionKeyOptions& options) const {
    return uninterrupted([&] { return extension_key(options, console_); });
  }
  Result<Outcome> operator()(const ExtensionBuildOptions& options) const {
    return uninterrupted([&] { return extension_build(options, console_); });
  }
  Result<Outcome> operator()(const ExtensionSignOptions& options) const {
    return uninterrupted([&] { return extension_sign(options, console_); });
  }
  Result<Outcome> operator()(const ExtensionCheckOptions& options) const {
    return extension_check(options, console_);
  }
  Result<Outcome> operator()(const ExtensionReleaseOptions& options) const {
    return extension_release(options, now_, console_);
  }
  Result<Outcome> operator()(const ExtensionPolicyOptions& options) const {
    return extension_policy(options, console_);
  }
  Result<Outcome> operator()(const ExportOptions& options) const { return become_export_program(options); }
  Result<Outcome> operator()(const ReportOptions& options) const { return become_report_program(options); }

 private:
  Console& console_;
  SystemClock clock_;
  Utc now_;
};

}  // namespace

Result<Outcome> run_verb(const Command& command, Console& console) {
  return std::visit(Runner(console), command);
}

}  // namespace insyn::cli
