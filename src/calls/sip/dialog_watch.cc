#include "calls/sip/dialog_watch.h"

#include <algorithm>

namespace insyn::calls {
namespace {

What what_of(SipState state) {
  if (state == SipState::kConfirmed) return What::kConnected;
  return state == SipState::kTerminated ? What::kEnded : What::kOffered;
}

// Ids are unique within a number. One that is the extension itself is used for one call after another, and
// says nothing where there is no call-id beside it.
std::string name_of(const SipDialog& dialog, const std::string& number) {
  const bool weak = dialog.id == number || dialog.id.starts_with(number + "@") ||
                    dialog.id.starts_with("sip:" + number + "@");
  if (!weak) return number + "/" + dialog.id;
  return dialog.call_id.empty() ? std::string() : number + "/" + dialog.call_id;
}

// A server that two publishers tell of one dialog has it twice, once as it was. Which of the two is older
// nobody can tell: where one says that the other side is not heard, the call is on hold.
void settle_holds(std::vector<SipDialog>& dialogs, const std::string& number) {
  for (SipDialog& dialog : dialogs) {
    const auto is_held = [&](const SipDialog& other) {
      return other.state == SipState::kConfirmed && other.rendering == false &&
             name_of(other, number) == name_of(dialog, number);
    };
    if (std::any_of(dialogs.begin(), dialogs.end(), is_held)) dialog.rendering = false;
  }
}

}  // namespace

void DialogWatch::tell(const SipDialog& dialog, bool read_back, std::vector<Told>& told) const {
  Notice notice;
  notice.what = what_of(dialog.state);
  notice.dialog = name_of(dialog, number_);
  notice.call = dialog.call_id;
  notice.number = number_;
  notice.with_customer = initiated_is_customer_ || !dialog.initiated;
  notice.read_back = read_back;
  told.emplace_back(notice);
  if (dialog.state != SipState::kConfirmed || !dialog.rendering) return;
  notice.what = *dialog.rendering ? What::kResumed : What::kHeld;
  told.emplace_back(std::move(notice));
}

DialogWatch::Turn DialogWatch::began_empty() {
  was_empty_ = true;
  return {{ReadingBegins{number_}, ReadingEnds{number_, true}}, false};
}

Result<DialogWatch::Turn> DialogWatch::take(std::string_view body) {
  Turn turn;
  if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) return turn;
  TRY_ASSIGN(DialogInfo info, parse_dialog_info(body));
  if (version_ && info.version <= *version_) return turn;
  const bool first = !version_;
  const bool gap = version_ && info.version > *version_ + 1;
  // Whatever a part says, it does not say what went before.
  if (!info.full && (first || gap)) {
    turn.read_again = true;
    return turn;
  }
  if (gap) turn.told.push_back(this->gap());
  version_ = info.version;
  settle_holds(info.dialogs, number_);
  if (info.full) turn.told.emplace_back(ReadingBegins{number_});
  const bool read_back = gap || (first && !was_empty_);
  for (const SipDialog& dialog : info.dialogs) tell(dialog, read_back, turn.told);
  if (info.full) turn.told.emplace_back(ReadingEnds{number_, true});
  return turn;
}

}  // namespace insyn::calls
