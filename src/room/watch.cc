#include "room/watch.h"

#include <algorithm>

#include "note/note.h"

namespace insyn::room {
namespace {

constexpr std::chrono::seconds kWanted{60};    // after a page has asked
constexpr std::chrono::seconds kPause{3};      // between two looks
constexpr std::chrono::seconds kTryAgain{10};  // at what may pass by
constexpr std::chrono::minutes kExamineAgain{5};
constexpr std::chrono::minutes kCompareAgain{10};
constexpr std::chrono::minutes kStillFresh{2};  // a ledger by which is approved
constexpr const char* kUnion = "union";

std::optional<opening::Request> request_in(const std::string& text) {
  const auto note = note::parse(text);
  if (!note) return std::nullopt;
  const auto request = opening::parse_request(note->text);
  return request ? std::optional(*request) : std::nullopt;
}

WaitingCase::Recording recording_of(const opening::Judged& judged) {
  const recording::Certificate& certificate = judged.certificate;
  WaitingCase::Recording seen{certificate.begin,
                              certificate.kind,
                              certificate.queue,
                              certificate.agent,
                              agreement::level_name(judged.recording.opening.level),
                              {},
                              {}};
  for (const recording::RecordedApplication& one : judged.recording.opening.applications)
    seen.applications.push_back(one.name);
  if (judged.recording.closing) seen.withheld = judged.recording.closing->withheld_percent;
  return seen;
}

}  // namespace

Watch::Watch(Upstream& server, const Keyring& keys, const server::Bundle& pages, Path state,
             const Clock& clock)
    : server_(server), keys_(keys), pages_(pages), state_(std::move(state)), clock_(clock) {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Watch::~Watch() {
  thread_.request_stop();
  woken_.notify_all();
}

void Watch::want(bool again) {
  const std::lock_guard lock(mutex_);
  const bool asleep = clock_.mono() > wanted_until_;
  wanted_until_ = clock_.mono() + kWanted;
  again_ = again_ || again;
  if (asleep || again) woken_.notify_all();
}

Watch::Seen Watch::seen() const {
  const std::lock_guard lock(mutex_);
  return seen_;
}

void Watch::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock(mutex_);
      woken_.wait(lock, stop, [this] { return clock_.mono() < wanted_until_ || again_; });
      if (stop.stop_requested()) return;
      seen_.busy = true;
    }
    look();
    std::unique_lock lock(mutex_);
    seen_.busy = false;
    woken_.wait_for(lock, stop, kPause, [this] { return again_; });
  }
}

Result<centre::Client> Watch::client() const {
  const auto session = server_.session();
  if (!session) return fail(Code::kDenied, "nobody has signed in");
  if (session->role != kUnion)
    return fail(Code::kDenied, "who has signed in is no representative of the union");
  return centre::Client::create(*session, clock_);
}

void Watch::look() {
  const auto session = server_.session();
  bool compare = false;
  {
    const std::lock_guard lock(mutex_);
    const std::string account = session ? session->account : "";
    if (account != account_) {
      account_ = account;
      Comparison kept = std::move(seen_.pages);
      seen_ = Seen{};
      seen_.busy = true;
      seen_.pages = std::move(kept);
    }
    compare = again_ || seen_.pages.verdict == ServedPages::kNotCompared ||
              clock_.mono() - compared_ > kCompareAgain;
    if (again_) {
      for (WaitingCase& one : seen_.cases) one.looked = {};
      again_ = false;
    }
  }
  if (session && session->role == kUnion && keys_.can_verify()) read_and_examine();
  if (compare) {
    Comparison compared = compare_pages(pages_, server_);
    const std::lock_guard lock(mutex_);
    seen_.pages = std::move(compared);
    compared_ = clock_.mono();
  }
}

void Watch::read_and_examine() {
  auto asking = client();
  const Status read = asking ? read_centre(*asking) : Status(Failure(asking.error()));
  {
    const std::lock_guard lock(mutex_);
    seen_.began = true;
    seen_.problem = read ? "" : read.error().message;
  }
  if (asking && read) examine_all(*asking);
}

Status Watch::read_centre(centre::Client& client) {
  std::vector<RegisteredAgreement> known = seen().agreements;
  TRY_ASSIGN(auto agreements, read_agreements(server_, keys_, known));
  {
    const std::lock_guard lock(mutex_);
    seen_.agreements = std::move(agreements);
  }
  TRY_ASSIGN(auto listed, client.requests("asked"));
  take_cases(std::move(listed));
  return read_ledger(client);
}

std::shared_ptr<const agreement::Agreement> Watch::newest_agreement() const {
  const std::lock_guard lock(mutex_);
  for (auto one = seen_.agreements.rbegin(); one != seen_.agreements.rend(); ++one)
    if (one->agreement && one->agreement->terms().ledger) return one->agreement;
  return nullptr;
}

std::shared_ptr<const agreement::Agreement> Watch::agreement_of(const std::string& note) const {
  const auto request = request_in(note);
  if (!request) return nullptr;
  const std::lock_guard lock(mutex_);
  for (const RegisteredAgreement& one : seen_.agreements)
    if (one.agreement && one.agreement->hash() == request->agreement) return one.agreement;
  return nullptr;
}

Status Watch::read_ledger(centre::Client& client) {
  const auto agreement = newest_agreement();
  if (!agreement)
    return fail(Code::kDenied,
                "no agreement that is registered at the server is signed by all the parties whose --pin was "
                "given, and names a ledger");
  TRY(fresh_ledger(client, *agreement));
  return {};
}

Result<std::shared_ptr<const ReadLedger>> Watch::fresh_ledger(centre::Client& client,
                                                              const agreement::Agreement& agreement) {
  const std::lock_guard reading(reading_);
  const std::shared_ptr<const ReadLedger> before = seen().ledger;
  if (before) {
    TRY_ASSIGN(const auto cosigned,
               centre::cosigned_again(client, agreement, before->read.checkpoint, clock_.utc()));
    // It is large, so it is not copied for a few seconds more.
    if (cosigned && clock_.utc() - before->read.cosigned < kStillFresh / 2) return before;
    if (cosigned) {
      auto same = std::make_shared<ReadLedger>(*before);
      same->read.cosigned = *cosigned;
      const std::lock_guard lock(mutex_);
      seen_.ledger = same;
      return std::shared_ptr<const ReadLedger>(same);
    }
  }
  TRY_ASSIGN(auto book, read_whole_ledger(client, agreement, state_, clock_.utc()));
  const std::lock_guard lock(mutex_);
  seen_.ledger = book;
  return book;
}

Result<std::shared_ptr<const ReadLedger>> Watch::ledger_for(centre::Client& client,
                                                            const agreement::Agreement& agreement,
                                                            std::uint64_t entry) {
  const std::shared_ptr<const ReadLedger> ledger = seen().ledger;
  const bool good = ledger && ledger->read.checkpoint.origin == agreement.terms().ledger->origin &&
                    clock_.utc() - ledger->read.cosigned < kStillFresh &&
                    entry < ledger->read.checkpoint.size;
  if (good) return ledger;
  return fresh_ledger(client, agreement);
}

void Watch::take_cases(std::vector<centre::Listed> listed) {
  const std::lock_guard lock(mutex_);
  std::vector<WaitingCase> cases;
  for (centre::Listed& one : listed) {
    if (one.state != "asked") continue;
    const auto before = std::find_if(seen_.cases.begin(), seen_.cases.end(), [&](const WaitingCase& other) {
      return other.listed.id == one.id && other.listed.note == one.note;
    });
    if (before != seen_.cases.end()) {
      cases.push_back(std::move(*before));
      continue;
    }
    WaitingCase fresh;
    fresh.asked = request_in(one.note);
    fresh.listed = std::move(one);
    cases.push_back(std::move(fresh));
  }
  seen_.cases = std::move(cases);
}

template <class Change>
void Watch::change_case(const std::string& request, const Change& change) {
  const std::lock_guard lock(mutex_);
  for (WaitingCase& one : seen_.cases)
    if (one.listed.id == request) change(one);
}

void Watch::examine_all(centre::Client& client) {
  const Mono now = clock_.mono();
  for (const WaitingCase& one : seen().cases) {
    const auto age = now - one.looked;
    const bool due = one.looked == Mono{} || age > kExamineAgain || (one.passes_by && age > kTryAgain);
    if (due) examine(client, one.listed.id);
    const std::lock_guard lock(mutex_);
    if (thread_.get_stop_token().stop_requested() || again_) return;
  }
}

void Watch::examine(centre::Client& client, const std::string& request) {
  std::string note;
  std::uint64_t entry = 0;
  change_case(request, [&](WaitingCase& one) {
    note = one.listed.note;
    entry = one.listed.entry;
    one.running = true;
    one.may_be_approved = false;
    one.passed = 0;
    one.problem.clear();
    one.why.reset();
  });
  const auto agreement = agreement_of(note);
  const auto judged = [&]() -> Result<centre::Examined> {
    if (!agreement)
      return fail(
          Code::kDenied,
          "it is about an agreement that is not registered, or not signed by all whose --pin was given");
    TRY_ASSIGN(const auto ledger, ledger_for(client, *agreement, entry));
    if (!keys_.signer) return fail(Code::kDenied, "this program was started without the union's keys");
    TRY_ASSIGN(centre::GivenApprovals given, centre::GivenApprovals::open(centre::approvals_file(
                                                 state_, agreement->terms().ledger->origin)));
    const auto passed = [&](opening::Check) { change_case(request, [](WaitingCase& one) { ++one.passed; }); };
    const auto refused = [&](const opening::Why& why) {
      change_case(request, [&](WaitingCase& one) { one.why = why; });
    };
    const centre::Approver by{client, *agreement,   keys_.pins, ledger->read, keys_.identities, *keys_.signer,
                              given,  clock_.utc(), {},         passed,       refused};
    return centre::examine(by, request);
  }();
  change_case(request, [&](WaitingCase& one) {
    one.running = false;
    one.looked = clock_.mono();
    one.may_be_approved = judged.has_value() && keys_.can_approve();
    one.problem = judged ? "" : judged.error().message;
    one.passes_by = !judged && judged.error().code == Code::kTransient;
    if (!judged) return;
    one.asked_by = judged->judged.asked.asked_by;
    one.recording = recording_of(judged->judged);
  });
}

Result<centre::Approval> Watch::try_approve(const std::string& request, std::optional<opening::Why>& why) {
  if (!keys_.can_approve())
    return fail(Code::kDenied, "this program was started without keys of the union that open and sign");
  TRY_ASSIGN(centre::Client asking, client());
  TRY_ASSIGN(const centre::Given given, asking.request(request));
  const auto agreement = agreement_of(given.listed.note);
  if (!agreement)
    return fail(
        Code::kDenied,
        "it is about an agreement that is not registered, or not signed by all whose --pin was given");
  TRY_ASSIGN(const auto ledger, ledger_for(asking, *agreement, given.listed.entry));
  TRY_ASSIGN(centre::GivenApprovals remembered,
             centre::GivenApprovals::open(centre::approvals_file(state_, agreement->terms().ledger->origin)));
  const auto refused = [&](const opening::Why& one) { why = one; };
  const centre::Approver by{asking,        *agreement, keys_.pins,   ledger->read, keys_.identities,
                            *keys_.signer, remembered, clock_.utc(), {},           {},
                            refused};
  return centre::approve(by, request);
}

Watch::Decided Watch::approve(const std::string& request) {
  const std::lock_guard deciding(deciding_);
  std::optional<opening::Why> why;
  const auto approved = try_approve(request, why);
  if (!approved) return {request, false, approved.error().message, std::move(why)};
  const std::lock_guard lock(mutex_);
  std::erase_if(seen_.cases, [&](const WaitingCase& one) { return one.listed.id == request; });
  return {request, true, "", std::nullopt};
}

Watch::Decided Watch::refuse(const std::string& request, const std::string& because) {
  const std::lock_guard deciding(deciding_);
  const auto refused = [&]() -> Status {
    if (!keys_.signer)
      return fail(Code::kDenied, "this program was started without the union's key that signs");
    TRY_ASSIGN(centre::Client asking, client());
    return centre::refuse(asking, request, because, *keys_.signer, clock_.utc());
  }();
  if (!refused) return {request, false, refused.error().message, std::nullopt};
  const std::lock_guard lock(mutex_);
  std::erase_if(seen_.cases, [&](const WaitingCase& one) { return one.listed.id == request; });
  return {request, true, "", std::nullopt};
}

}  // namespace insyn::room
