// Calls that a call source tells of, on a scripted desktop: the source and whoever carries its word are the
// test's, the recorder's service is the real one.
#include "recorder/scripted_service.h"
#include "support/exchange.h"

namespace insyn::recorder {
namespace {

using calls::Event;
using recording::EndReason;

const note::Signer& pbx_key() {
  static const note::Signer key = note::Signer::generate("pbx").value();
  return key;
}

class ToldCallTest : public ScriptedServiceTest {
 protected:
  ToldCallTest() : ScriptedServiceTest({"agent-7", {}, {"201"}}, pbx_key().verifier()) {
    support::until("the tray", [&] { return state().indicated; });
    pbx_.reach(calls::Reach::kSource);
    support::until("the source", [&] { return activity() == Activity::kIdle; });
  }
  // As it is told to those who watch: nobody may ask as often as a test looks.
  control::State state() { return tray_->state(); }
  Activity activity() { return state().activity; }
  // Its recording, once something of it is on the disk.
  Path begin_told() {
    pbx_.happens(Event::kBegin);
    support::until("the recording", [&] { return !state().recording.empty(); });
    const Path folder = desk_.spool() / state().recording;
    support::until("a chunk", [&] { return chunks(folder) > 0; });
    return folder;
  }
  static std::size_t chunks(const Path& folder) {
    return recording::Recording::read(folder).value().chunk_files.size();
  }
  void wait_for(Activity what) {
    support::until("the state", [&] { return activity() == what; });
  }
  void wait_for_end(const Path& folder) {
    support::until("the end", [&] { return recording::Recording::read(folder).value().closing.has_value(); });
  }
  // What is on the screen now is stored.
  void wait_until_stored(const Path& folder, std::uint32_t colour) {
    support::until("what is shown to be stored",
                   [&] { return support::watch(folder, desk_.parties, colour).colour_seen > 0; });
  }
  // What the telephone system said of a call, by its recording.
  std::vector<std::pair<std::string, Event>> said(const Path& folder) const {
    const std::vector<agreement::CallSource> sources = enrolment_.agreement.terms().call_sources;
    std::vector<std::pair<std::string, Event>> said;
    for (const std::string& note : desk_.parties.statements_of(folder)) {
      const auto statement = calls::verify_statement(note, sources).value();
      said.emplace_back(statement.call, statement.event);
    }
    return said;
  }
  void expect_no_foreign(const Path& folder) {
    const support::Shown shown = support::watch(folder, desk_.parties, kForeign);
    EXPECT_TRUE(shown.verification.intact());
    EXPECT_EQ(shown.colour_seen, 0U);
  }

  support::Exchange pbx_{pbx_key(), calls_socket_in(folder_)};
};

TEST_F(ToldCallTest, ACallIsRecordedFromItsBeginToItsEnd) {
  const Path folder = begin_told();
  EXPECT_EQ(state().call, "call 1");
  EXPECT_EQ(activity(), Activity::kRecording);
  fill(0x00aa00);
  wait_until_stored(folder, 0x00aa00);
  pbx_.happens(Event::kEnd);
  wait_for_end(folder);
  const recording::Recording read = recording::Recording::read(folder).value();
  EXPECT_EQ(desk_.parties.end_of(folder).reason, EndReason::kCallEnded);
  EXPECT_EQ(read.certificate->kind, "Faktura");
  EXPECT_EQ(read.certificate->queue, "Privat");
  wait_for(Activity::kIdle);
  // And the next one.
  const Path next = begin_told();
  pbx_.happens(Event::kEnd);
  wait_for_end(next);
  EXPECT_EQ(desk_.recordings(), 2U);
}

TEST_F(ToldCallTest, WithoutAnswersNothingIsStored) {
  pbx_.answer(false);
  pbx_.happens(Event::kBegin);
  support::until("the recording", [&] { return !state().recording.empty(); });
  const Path folder = desk_.spool() / state().recording;
  fill(kForeign);
  support::until("questions", [&] { return pbx_.asked() > 2; });
  EXPECT_EQ(chunks(folder), 0U);
  support::until("the silence to show",
                 [&] { return state().why == reason::Reason(reason::CallUnanswered{{"pbx"}}); });
  fill(0x00aa00);
  pbx_.answer(true);
  wait_until_stored(folder, 0x00aa00);
  expect_no_foreign(folder);
}

TEST_F(ToldCallTest, NothingOfAHoldIsKeptAndItGoesOnAfterwards) {
  const Path folder = begin_told();
  pbx_.happens(Event::kHold);
  wait_for(Activity::kHeld);
  fill(kForeign);
  fill(0x00aa00);
  pbx_.happens(Event::kResume);
  wait_until_stored(folder, 0x00aa00);
  pbx_.happens(Event::kEnd);
  wait_for_end(folder);
  expect_no_foreign(folder);
  EXPECT_TRUE(desk_.parties.end_of(folder).balance.withheld.contains(track::Withheld::kOnHold));
}

TEST_F(ToldCallTest, NothingIsKeptWhileCardDataIsGivenAndTheAgentSeesWhy) {
  const Path folder = begin_told();
  pbx_.happens(Event::kPause);
  wait_for(Activity::kWithheld);
  EXPECT_EQ(state().why, reason::CardPause{});
  fill(kForeign);
  const int asked = pbx_.asked();
  fill(0x00aa00);
  EXPECT_LE(pbx_.asked(), asked + 1) << "nothing is waiting to be kept";
  pbx_.happens(Event::kUnpause);
  wait_until_stored(folder, 0x00aa00);
  pbx_.happens(Event::kEnd);
  wait_for_end(folder);
  expect_no_foreign(folder);
}

// Whoever is on the way swallows the end: answers tell of it.
TEST_F(ToldCallTest, AnEndThatIsHeldBackEndsItAndNothingAfterItIsStored) {
  const Path folder = begin_told();
  pbx_.hold_back(true);
  pbx_.happens(Event::kEnd);
  fill(kForeign);
  wait_for_end(folder);
  expect_no_foreign(folder);
}

TEST_F(ToldCallTest, APauseThatIsHeldBackHidesAllTheSame) {
  const Path folder = begin_told();
  pbx_.hold_back(true);
  pbx_.happens(Event::kPause);
  fill(kForeign);
  support::until("the pause", [&] { return activity() == Activity::kWithheld; });
  fill(0x00aa00);
  pbx_.happens(Event::kUnpause);
  wait_until_stored(folder, 0x00aa00);
  pbx_.hold_back(false);
  pbx_.happens(Event::kEnd);
  wait_for_end(folder);
  expect_no_foreign(folder);
}

TEST_F(ToldCallTest, WhenNothingIsCarriedAnyMoreNothingIsStored) {
  const Path folder = begin_told();
  pbx_.cut();
  fill(kForeign);
  support::until("the silence to show",
                 [&] { return state().why == reason::Reason(reason::CallUnanswered{{"pbx"}}); });
  fill(0x00aa00);
  pbx_.connect();
  wait_until_stored(folder, 0x00aa00);
  pbx_.happens(Event::kEnd);
  wait_for_end(folder);
  expect_no_foreign(folder);
}

TEST_F(ToldCallTest, NobodyBeginsACallByHandNorDisturbsOne) {
  EXPECT_EQ(ask(Verb::kBegin, "4711").refused, reason::ManualCalls{});
  EXPECT_EQ(desk_.recordings(), 0U);
  const Path folder = begin_told();
  EXPECT_EQ(ask(Verb::kBegin, "4711").refused, reason::ManualCalls{});
  EXPECT_TRUE(ask(Verb::kHold, "call 1").refused);
  EXPECT_TRUE(ask(Verb::kEnd, "call 1").refused);
  EXPECT_EQ(activity(), Activity::kRecording);
  fill(0x00aa00);
  wait_until_stored(folder, 0x00aa00);
}

TEST_F(ToldCallTest, TheAgentSeesWhyNoCallIsHeardOf) {
  pbx_.reach(calls::Reach::kServer);
  wait_for(Activity::kNotAllowed);
  EXPECT_EQ(state().why, reason::CallSourceSilent{{"pbx"}});
  pbx_.reach(calls::Reach::kNothing);
  support::until("the reason", [&] { return state().why == reason::Reason(reason::CallCarrierCutOff{}); });
  pbx_.cut();
  support::until("the reason", [&] { return state().why == reason::Reason(reason::NoCallCarrier{}); });
}

TEST_F(ToldCallTest, ASecondCallIsRecordedAndThenTheFirstOneGoesOn) {
  const Path first = begin_told();
  pbx_.happens(Event::kHold);
  wait_for(Activity::kHeld);
  pbx_.happens(Event::kBegin);
  support::until("the second", [&] { return state().call == "call 2" && !state().recording.empty(); });
  const Path second = desk_.spool() / state().recording;
  EXPECT_NE(first, second);
  wait_for_end(first);
  pbx_.happens(Event::kEnd);
  wait_for_end(second);
}

using Said = std::vector<std::pair<std::string, Event>>;

TEST_F(ToldCallTest, AllThatWasSaidOfACallIsOnRecordWithIt) {
  const Path folder = begin_told();
  EXPECT_EQ(said(folder), (Said{{"call 1", Event::kBegin}})) << "of what is stored already";
  pbx_.happens(Event::kHold);
  wait_for(Activity::kHeld);
  pbx_.happens(Event::kResume);
  fill(0x00aa00);
  wait_until_stored(folder, 0x00aa00);
  pbx_.happens(Event::kEnd);
  wait_for_end(folder);
  EXPECT_EQ(said(folder), (Said{{"call 1", Event::kBegin},
                                {"call 1", Event::kHold},
                                {"call 1", Event::kResume},
                                {"call 1", Event::kEnd}}));
  const recording::Recording read = recording::Recording::read(folder).value();
  std::uintmax_t bytes = 0;
  for (const recording::ChunkRecord& chunk : read.closing->chunks)
    if (chunk.kind == recording::ChunkKind::kCalls) bytes += chunk.length;
  EXPECT_LT(bytes, 4U * 1'024) << "four statements and the end";
  RecordProperty("bytes", std::to_string(bytes));
}

TEST_F(ToldCallTest, NothingOfAnotherCallIsOnRecordWithIt) {
  const Path first = begin_told();
  pbx_.happens(Event::kHold);
  wait_for(Activity::kHeld);
  pbx_.happens(Event::kBegin);
  support::until("the second", [&] { return state().call == "call 2" && !state().recording.empty(); });
  const Path second = desk_.spool() / state().recording;
  wait_for_end(first);
  EXPECT_EQ(said(first), (Said{{"call 1", Event::kBegin}, {"call 1", Event::kHold}}));
  pbx_.happens(Event::kEnd);
  wait_for_end(second);
  EXPECT_EQ(said(second), (Said{{"call 2", Event::kBegin}, {"call 2", Event::kEnd}}));
}

// Whoever watches calls at the control socket.
class CallsWatcher {
 public:
  explicit CallsWatcher(const Path& folder)
      : client_(control::Client::connect(control::socket_in(folder)).value()) {
    Request request;
    request.verb = Verb::kCalls;
    EXPECT_TRUE(client_.ask(request)->state.has_value());
  }
  // The next line of this kind, and of which `is_it` holds.
  template <class What>
  control::CallNews next(const std::function<bool(const What&)>& is_it = [](const What&) { return true; }) {
    control::CallNews found;
    support::until("the news", [&] {
      const auto reply = client_.next(std::chrono::milliseconds(20)).value();
      if (!reply || !reply->news) return false;
      found = *reply->news;
      const auto* what = std::get_if<What>(&found.what);
      return what != nullptr && is_it(*what);
    });
    return found;
  }
  // The next thing that is said, whatever it is.
  control::SourceSaid said() { return std::get<control::SourceSaid>(next<control::SourceSaid>().what); }

 private:
  control::Client client_;
};

TEST_F(ToldCallTest, WhoWatchesCallsHearsWhatIsSaidAndHowItIsAnswered) {
  CallsWatcher watcher(folder_);
  const control::CallNews source = watcher.next<control::SourceNews>();
  EXPECT_EQ(std::get<control::SourceNews>(source.what).source, "pbx");
  EXPECT_FALSE(source.why) << "it is heard";
  watcher.next<control::AllPresent>();
  const Path folder = begin_told();
  const control::SourceSaid begin = watcher.said();
  EXPECT_EQ(begin.event, "begin");
  EXPECT_EQ(begin.call, "call 1");
  EXPECT_EQ(begin.number, "201");
  EXPECT_EQ(begin.kind, "Faktura");
  EXPECT_EQ(begin.queue, "Privat");
  const control::CallNews answered = watcher.next<control::SourceAnswered>();
  EXPECT_FALSE(answered.why);
  EXPECT_LT(std::get<control::SourceAnswered>(answered.what).ms, 1'000);
  // Whoever comes now sees the call that goes on.
  CallsWatcher later(folder_);
  const control::CallNews call = later.next<control::PresentCall>();
  EXPECT_EQ(std::get<control::PresentCall>(call.what).call, "call 1");
  EXPECT_FALSE(call.why);
  for (const auto& [event, name] : {std::pair(Event::kHold, "hold"), std::pair(Event::kResume, "resume"),
                                    std::pair(Event::kPause, "pause"), std::pair(Event::kUnpause, "unpause"),
                                    std::pair(Event::kEnd, "end")}) {
    pbx_.happens(event);
    EXPECT_EQ(watcher.said().event, name);
    EXPECT_EQ(later.said().event, name);
  }
  wait_for_end(folder);
}

TEST_F(ToldCallTest, WhoWatchesCallsHearsThatNobodyAnswersAndThatNothingIsCarried) {
  CallsWatcher watcher(folder_);
  watcher.next<control::AllPresent>();
  begin_told();
  pbx_.answer(false);
  fill(0x00aa00);
  EXPECT_EQ(watcher.next<control::SourceAnswered>([](const auto& answer) { return answer.ms >= 1'000; }).why,
            reason::Reason(reason::CallUnanswered{{"pbx"}}));
  pbx_.reach(calls::Reach::kServer);
  EXPECT_EQ(watcher.next<control::SourceNews>().why, reason::Reason(reason::CallSourceSilent{{"pbx"}}));
  pbx_.reach(calls::Reach::kNothing);
  EXPECT_EQ(watcher.next<control::SourceNews>().why, reason::CallCarrierCutOff{});
  pbx_.cut();
  EXPECT_EQ(watcher.next<control::SourceNews>().why, reason::NoCallCarrier{});
}

TEST_F(ToldCallTest, NoCallGoesOverSleep) {
  const Path folder = begin_told();
  clock_.sleep(std::chrono::minutes(20));
  wait_for_end(folder);
  EXPECT_EQ(desk_.parties.end_of(folder).reason, EndReason::kComputerSlept);
  wait_for(Activity::kIdle);
}

}  // namespace
}  // namespace insyn::recorder
