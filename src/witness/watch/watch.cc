#include "witness/watch/watch.h"

#include "agreement/in_force_note.h"
#include "agreement/withdrawal.h"
#include "base/check.h"
#include "ledger/checkpoint/cosignature.h"
#include "os/file.h"
#include "witness/watch/mail.h"

namespace insyn::witness {
namespace {

using ledger::Checkpoint;

// Entries that are judged between two looks, so that cosigning does not wait for it.
constexpr std::uint64_t kMostJudged = 16 * Centre::kMostShown;
// A memory of the rules that is larger is not written at every look.
constexpr std::size_t kSmallMemory = std::size_t{4} << 20;
constexpr std::chrono::minutes kSaveLarge{5};
constexpr std::chrono::minutes kCheckTime{1};
constexpr std::chrono::seconds kPublish{10};
constexpr std::chrono::minutes kTryMailAgain{1};
constexpr std::chrono::seconds kWaitForLook{5};
// In one request to a server that was put back.
constexpr std::size_t kMostGiven = 4000;
constexpr std::size_t kLargestPart = std::size_t{1} << 20;

bool has_files(const Path& folder) {
  const auto names = list_folder(folder, kMostFiles);
  return !names || !names->empty();
}

}  // namespace

Watch::Watch(Place place, const Furnished& with, http_client::Client& client, const Clock& clock, Pause pause,
             Say say, Audit audit, TellList told)
    : place_(std::move(place)),
      with_(with),
      clock_(clock),
      say_(std::move(say)),
      centre_(client, std::move(pause)),
      state_(place_.state()),
      cosigner_(with_.key, {{with_.settings.origin(), with_.settings.ledger}}, state_,
                [this](const Checkpoint& next, const std::string& note, Utc now) -> Status {
                  TRY_ASSIGN(const Last last, this->last());
                  return grow(next, note, last, now);
                }),
      audit_(std::move(audit)),
      told_(std::move(told)),
      contradicted_(has_files(place_.evidence())),
      heard_(clock.utc()) {
  standing_.origin = with_.settings.origin();
  standing_.server = with_.settings.server;
  saved_entries_ = standing_.judged = audit_.next();
}

Result<std::unique_ptr<Watch>> Watch::open(const Place& place, const Furnished& with,
                                           http_client::Client& client, const Clock& clock, Pause pause,
                                           Say say) {
  TRY_ASSIGN(Audit audit, Audit::open(place, with));
  TRY_ASSIGN(TellList told, TellList::open(place.told(), place.mailed()));
  std::unique_ptr<Watch> watch(new Watch(place, with, client, clock, std::move(pause), std::move(say),
                                         std::move(audit), std::move(told)));
  TRY_ASSIGN(const Last last, watch->last());
  if (watch->audit_.next() > last.checkpoint.size)
    return fail(Code::kCorrupt,
                "{} has judged {} entries, and only {} were cosigned: put both back from one backup",
                place.rules().string(), watch->audit_.next(), last.checkpoint.size);
  return watch;
}

// Where a ledger came to the witness, it has cosigned what is not in the copy yet.
Status Watch::take_copy(const Last& last) {
  if (copy_ && copy_->size() == last.checkpoint.size) return {};
  copy_.reset();
  auto opened = Copy::open(place_.copy(), last.checkpoint.size, last.checkpoint.root);
  if (opened) {
    copy_ = *std::move(opened);
    return {};
  }
  std::uint64_t size = 0;
  Digest root = ledger::empty_root();
  if (const auto note = ledger::Folder(place_.copy()).checkpoint()) {
    TRY_ASSIGN(const Last before, parse_last(*note));
    size = before.checkpoint.size;
    root = before.checkpoint.root;
  }
  if (size >= last.checkpoint.size) return Failure(opened.error());
  TRY_ASSIGN(std::unique_ptr<Copy> copy, Copy::open(place_.copy(), size, root));
  TRY_ASSIGN(const Copy::Growth growth, copy->grow(centre_, last.checkpoint));
  if (growth != Copy::Growth::kGrown)
    return fail(Code::kBadPeer, "the entries that the server shows are not those that were cosigned, {}",
                last.checkpoint.size);
  copy_ = std::move(copy);
  return copy_->finish(last.note);
}

Result<Watch::Last> Watch::last() {
  TRY_ASSIGN(const std::string note, state_.latest(with_.settings.origin()));
  return parse_last(note);
}

Result<Watch::Last> Watch::parse_last(const std::string& text) const {
  Last last;
  last.note = text;
  TRY_ASSIGN(const note::Note note, note::parse(text));
  TRY_ASSIGN(last.checkpoint, ledger::parse_checkpoint(note.text));
  TRY_ASSIGN(const auto at, ledger::cosigned_at(note, with_.key.verifier()));
  if (!at || last.checkpoint.origin != with_.settings.origin())
    return fail(Code::kCorrupt, "what this witness has cosigned last was altered: {}",
                place_.state().string());
  last.cosigned = *at;
  return last;
}

template <class What>
void Watch::tell(Utc now, const What& what) {
  if (told_.tell(now, what)) say_(told_.all().back().in(words::Language::kEnglish));
}

void Watch::say_failure(const char* what, const Status& status) {
  if (!status) say_(fmt::format("{}: {}", what, status.error().message));
}

Result<Answer> Watch::add_checkpoint(std::string_view body, Utc now) {
  const std::unique_lock lock(busy_, kWaitForLook);
  if (!lock) return fail(Code::kTransient, "the witness reads the ledger at this moment");
  TRY_ASSIGN(const Last before, last());
  TRY(take_copy(before));
  TRY_ASSIGN(Answer answer, cosigner_.add_checkpoint(body, now));
  if (answer.status == 422) look_for_contradiction(body, before, now);
  if (answer.status != 200) return answer;
  TRY_ASSIGN(const Last cosigned, last());
  standing_.entries = cosigned.checkpoint.size;
  standing_.cosigned = Utc(cosigned.cosigned);
  say_failure("the copy's checkpoint could not be kept", copy_->finish(cosigned.note));
  return answer;
}

// In a request that does not fit what was cosigned last: signed by the ledger as that was, and of its size.
void Watch::look_for_contradiction(std::string_view body, const Last& last, Utc now) {
  const auto request = parse_add_checkpoint(body);
  if (!request) return;
  const auto other = believed(request->checkpoint);
  if (other && other->size == last.checkpoint.size && other->root != last.checkpoint.root)
    say_failure("a ledger that came here", two_histories(last, request->checkpoint, other->size, now));
}

Status Watch::look() {
  const std::lock_guard lock(busy_);
  return look_now(clock_.utc());
}

Status Watch::look_now(Utc now) {
  look_at_withdrawals(now);
  Status looked = look_at_ledger(now);
  note_silence(looked, now);
  if (now - checked_ >= kCheckTime) {
    checked_ = now;
    for (const Breach& breach : audit_.check(now)) tell(now, breach);
  }
  if (looked) {
    look_for_hidden(now);
    looked = confirm(now);
  }
  standing_.confirms = !contradicted_ && !unreadable_ && !confirmed_.empty();
  standing_.problem = looked ? "" : looked.error().message;
  publish(now);
  return looked;
}

void Watch::note_silence(const Status& looked, Utc now) {
  if (looked) {
    if (std::exchange(silence_told_, false)) tell(now, Alarm(SilentNoMore{heard_}));
    heard_ = now;
    standing_.heard = now;
  } else if (now - heard_ >= with_.settings.silent && !std::exchange(silence_told_, true)) {
    tell(now, Alarm(Silent{heard_, looked.error().message}));
  }
}

Result<Checkpoint> Watch::believed(const std::string& text) const {
  TRY_ASSIGN(const note::Note note, note::parse(text));
  TRY_ASSIGN(Checkpoint checkpoint, ledger::parse_checkpoint(note.text));
  TRY_ASSIGN(const bool own, note::is_signed_by(note, with_.settings.ledger));
  if (!own || checkpoint.origin != with_.settings.origin())
    return fail(Code::kBadPeer,
                "what the server shows as its checkpoint is not signed with the ledger's key");
  return checkpoint;
}

Status Watch::look_at_ledger(Utc now) {
  TRY_ASSIGN(const Last last, this->last());
  standing_.entries = last.checkpoint.size;
  if (last.checkpoint.size != 0) standing_.cosigned = Utc(last.cosigned);
  TRY(take_copy(last));
  TRY_ASSIGN(const Centre::Newest newest, centre_.hand_in(last.note));
  switch (newest.state) {
    case Centre::State::kBehind:
      return give_back(last, now);
    case Centre::State::kOtherHistory:
      tell(now, Alarm(TwoHistories{last.checkpoint.size}));
      return fail(Code::kDenied, "the server says that it has signed another history");
    case Centre::State::kNone:
      if (last.checkpoint.size == 0) return {};
      tell(now, Alarm(ShowsLess{last.checkpoint.size, 0}));
      return fail(Code::kDenied, "the server shows no ledger any more");
    case Centre::State::kCheckpoint:
      break;
  }
  TRY_ASSIGN(const Checkpoint shown, believed(newest.checkpoint));
  if (last.checkpoint.size != 0 && audit_.next() == last.checkpoint.size) audit_.seen(Utc(last.cosigned));
  TRY(compare(shown, newest.checkpoint, last, now));
  return judge_new(now);
}

Status Watch::compare(const Checkpoint& shown, const std::string& note, const Last& last, Utc now) {
  if (shown.size < last.checkpoint.size) {
    tell(now, Alarm(ShowsLess{last.checkpoint.size, shown.size}));
    return fail(Code::kDenied, "the server shows {} entries, and had shown {}", shown.size,
                last.checkpoint.size);
  }
  if (shown.size == last.checkpoint.size) {
    if (shown.root != last.checkpoint.root) return two_histories(last, note, shown.size, now);
    const bool fresh = now - Utc(last.cosigned) < with_.settings.cosign;
    return fresh || shown.size == 0 ? Status() : cosign(shown, note, last, now);
  }
  TRY(grow(shown, note, last, now));
  return cosign(shown, note, last, now);
}

// The copy has the entries of `to` afterwards.
Status Watch::grow(const Checkpoint& to, const std::string& note, const Last& last, Utc now) {
  if (copy_->size() == to.size && copy_->root() == to.root) return {};
  TRY_ASSIGN(const Copy::Growth growth, copy_->grow(centre_, to));
  if (growth == Copy::Growth::kGrown) return {};
  if (growth == Copy::Growth::kTwoHistories) return two_histories(last, note, to.size, now);
  tell(now, Alarm(OtherEntries{to.size}));
  return fail(Code::kBadPeer,
              "the entries that the server shows are not those of its checkpoint of {} entries", to.size);
}

Status Watch::two_histories(const Last& last, const std::string& other, std::uint64_t size, Utc now) {
  contradicted_ = true;
  for (const auto& [name, note] : {std::pair("first", last.note), std::pair("second", other)}) {
    const Path file = place_.evidence() / fmt::format("{}-{}.checkpoint", name, size);
    say_failure("evidence could not be kept",
                write_file(file, view_of(note), Access::kOwnerOnly, IfExists::kReplace));
  }
  tell(now, Alarm(TwoHistories{size}));
  return fail(Code::kDenied, "the server has signed two histories of the ledger");
}

// The cosignature is remembered before it is handed in.
Status Watch::cosign(const Checkpoint& shown, const std::string& note, const Last& last, Utc now) {
  AddCheckpoint request{last.checkpoint.size, {}, note};
  if (shown.size != last.checkpoint.size) {
    TRY_ASSIGN(request.proof, copy_->consistency(last.checkpoint.size));
  }
  TRY_ASSIGN(const Answer answer, cosigner_.add_checkpoint(text_of(request), now));
  if (answer.status != 200)
    return fail(Code::kPermanent, "the checkpoint cannot be cosigned: {} {}", answer.status, answer.body);
  TRY_ASSIGN(const Last cosigned, this->last());
  standing_.entries = cosigned.checkpoint.size;
  standing_.cosigned = Utc(cosigned.cosigned);
  TRY(copy_->finish(cosigned.note));
  const auto handed_in = centre_.hand_in(cosigned.note);
  if (!handed_in) return Failure(handed_in.error());
  return {};
}

// The server proves by its own signature that it had these entries.
Status Watch::give_back(const Last& last, Utc now) {
  TRY_ASSIGN(Centre::GivenBack wanted, centre_.give_back(0, {}));
  const std::uint64_t first = wanted.next;
  while (!wanted.complete) {
    const std::uint64_t from = wanted.next;
    if (from >= last.checkpoint.size)
      return fail(Code::kBadPeer, "the server wants entries that it never signed");
    const std::uint64_t to = std::min<std::uint64_t>(last.checkpoint.size, from + kMostGiven);
    Bytes bytes;
    std::uint64_t given = from;
    TRY(copy_->entries(from, to, [&](std::uint64_t number, ByteView entry) -> Status {
      if (number != given || bytes.size() > kLargestPart) return {};
      ledger::add_to_bundle(bytes, entry);
      ++given;
      return {};
    }));
    TRY_ASSIGN(wanted, centre_.give_back(from, bytes));
    if (!wanted.complete && wanted.next != given)
      return fail(Code::kBadPeer, "the server did not take the entries that it wanted");
  }
  tell(now, Alarm(PutBack{first, last.checkpoint.size}));
  TRY(tell_recordings());
  return fail(Code::kTransient, "the server was put back from a backup, and has its entries again");
}

// What it has lost of them it asks the workstations for.
Status Watch::tell_recordings() {
  std::string lines;
  for (const auto& [id, certified] : audit_.still_there()) {
    lines += fmt::format("{} {}\n", to_hex(id.bytes), certified);
    if (lines.size() < kLargestPart) continue;
    TRY(centre_.tell_recordings(lines));
    lines.clear();
  }
  return lines.empty() ? Status() : centre_.tell_recordings(lines);
}

Status Watch::judge_new(Utc now) {
  const std::uint64_t until = std::min(copy_->size(), audit_.next() + kMostJudged);
  while (audit_.next() < until)
    TRY(judge(audit_.next(), std::min(until, audit_.next() + Centre::kMostShown), now));
  standing_.judged = audit_.next();
  const bool due = audit_.saved_size() < kSmallMemory || now - saved_ >= kSaveLarge;
  return audit_.next() != saved_entries_ && due ? save() : Status();
}

Status Watch::judge(std::uint64_t from, std::uint64_t to, Utc now) {
  TRY_ASSIGN(const auto shown, centre_.shown(from, to));
  return copy_->entries(from, to, [&](std::uint64_t number, ByteView entry) -> Status {
    const auto found = shown.find(number);
    TRY_ASSIGN(const std::vector<Breach> breaches,
               audit_.take(entry, found == shown.end() ? nullptr : &found->second, now));
    for (const Breach& breach : breaches) tell(now, breach);
    return {};
  });
}

// What an entry has shown is stored before that the entry was judged.
Status Watch::save() {
  TRY(told_.store());
  TRY(audit_.save());
  saved_entries_ = audit_.next();
  saved_ = clock_.utc();
  return {};
}

// A file that cannot be understood may be a withdrawal too.
void Watch::look_at_withdrawals(Utc now) {
  unreadable_ = false;
  const auto names = list_folder(place_.withdrawals(), kMostFiles);
  if (!names) {
    unreadable_ = true;
    return tell(now, Alarm(WithdrawalUnreadable{place_.withdrawals().string(), names.error().message}));
  }
  for (const std::string& name : *names)
    if (!name.starts_with('.')) look_at_withdrawal(place_.withdrawals() / name, now);
}

void Watch::look_for_hidden(Utc now) {
  for (const auto& [hash, one] : withdrawn_)
    if (now - one.seen >= with_.settings.silent && !audit_.is_withdrawn(hash))
      tell(now, Alarm(WithdrawalHidden{hash, one.party}));
}

void Watch::look_at_withdrawal(const Path& file, Utc now) {
  const auto note = read_text(file, agreement::kLargestWithdrawal);
  std::string problem = note ? "it is of no agreement that this witness knows" : note.error().message;
  for (const agreement::Agreement& one : audit_.agreements()) {
    if (!note) break;
    const auto withdrawal = agreement::verify_withdrawal(*note, one.parties());
    if (!withdrawal) problem = withdrawal.error().message;
    if (!withdrawal || withdrawal->agreement != one.hash()) continue;
    withdrawn_.try_emplace(one.hash(), Withdrawn{withdrawal->signed_by, now});
    return;
  }
  unreadable_ = true;
  tell(now, Alarm(WithdrawalUnreadable{file.filename().string(), problem}));
}

std::string Watch::in_force_note(const agreement::Agreement& agreement, Utc now) const {
  agreement::InForce word{agreement.hash(), now, audit_.enough(agreement.hash())};
  for (;;) {
    const auto text = agreement::in_force_text(word);
    if (text) return note::sign(*text, with_.key);
    // More kinds than fit in a note: of the others more are recorded than agreed, which is told by nobody
    // else's rights.
    CHECK(!word.enough.empty());
    word.enough.erase(std::prev(word.enough.end()));
  }
}

// Only after a look in which all entries were read and judged: one that is not may be a withdrawal.
Status Watch::confirm(Utc now) {
  if (contradicted_ || unreadable_ || !copy_ || audit_.next() != copy_->size()) {
    confirmed_.clear();
    return {};
  }
  std::map<Digest, Utc> still;
  Status done;
  for (const agreement::Agreement* one : audit_.in_force(now)) {
    if (withdrawn_.contains(one->hash())) continue;
    const auto before = confirmed_.find(one->hash());
    if (before != confirmed_.end() && now - before->second < with_.settings.in_force &&
        now >= before->second) {
      still.insert(*before);
      continue;
    }
    const Status handed_in = centre_.hand_in_in_force(in_force_note(*one, now));
    if (handed_in) {
      still[one->hash()] = now;
      standing_.confirmed = now;
    } else {
      done = handed_in;
    }
  }
  confirmed_ = std::move(still);
  return done;
}

// By page, by mail and for `insyn-witness status`.
void Watch::publish(Utc now) {
  say_failure("what is wrong could not be kept", told_.store());
  const std::size_t count = told_.all().size();
  const bool news = told_.mailed() < count;
  if (news && with_.settings.mail && now - mail_tried_ >= kTryMailAgain) {
    const Status sent = send_mail(*with_.settings.mail, with_.settings.origin(),
                                  std::span(told_.all()).subspan(told_.mailed()));
    say_failure("mail could not be sent", sent);
    mail_tried_ = sent ? Utc() : now;
    if (sent) say_failure("that it was sent could not be kept", told_.mark_mailed(count));
  }
  if (now - published_ < kPublish && now >= published_) return;
  published_ = now;
  say_failure("the page could not be written",
              write_file(with_.settings.page, view_of(page_of(standing_, told_.all(), now)),
                         Access::kOwnerOnly, IfExists::kReplace));
  say_failure("the status could not be written", write_file(place_.status(), view_of(text_of(standing_)),
                                                            Access::kOwnerOnly, IfExists::kReplace));
}

}  // namespace insyn::witness
