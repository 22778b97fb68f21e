// Who a window belongs to is what the kernel says of its process, never what the window says of itself.
#include <gtest/gtest.h>

#include "support/desk.h"

namespace insyn {
namespace {

using support::Client;
using support::Desk;

// Another program that opens a window of the same class, size and title as the support system has.
std::unique_ptr<Client> impostor(const Desk& desk, const Path& program, const std::string& claim = "") {
  auto client = std::make_unique<Client>(desk.folder.path(), desk.server, program);
  client->ask("create mail 600 100 300 200 class=Kundstod" + claim);
  client->ask("repaint mail colour FF00FF");
  client->ask("map mail");
  client->ask("fill mail 0 0 300 200 FF00FF");
  return client;
}

// What a recording of a support system with class “Kundstod” beside that other program shows.
support::Shown record_beside(Desk& desk, std::string* said) {
  desk.open_support_window();
  support::TestTerms terms = desk.terms();
  terms.wm_class = "Kundstod";
  const auto recorder = desk.record_under(terms);
  recorder->wait_for_chunks(1);
  recorder->stop();
  *said = recorder->program().err();
  return support::watch(recorder->recording(), desk.parties);
}

TEST(Identity, ACopyElsewhereUnderTheSameNameAndClassIsAnotherProgramAndIsNamed) {
  Desk desk;
  const Path elsewhere = support::copy_of_test_client(desk.folder / "elsewhere" / "kundstod");
  const auto copy = impostor(desk, elsewhere);
  std::string said;
  const support::Shown shown = record_beside(desk, &said);
  EXPECT_EQ(shown.last.surfaces().size(), 1U);
  EXPECT_EQ(shown.colour_seen, 0U);
  EXPECT_NE(said.find("belongs to " + elsewhere.string()), std::string::npos) << said;
}

TEST(Identity, AForgedProcessNumberIsNotBelieved) {
  Desk desk;
  const auto forger = impostor(desk, support::copy_of_test_client(desk.folder / "forger"),
                               " pid=" + std::to_string(desk.support.program().pid()));
  std::string said;
  const support::Shown shown = record_beside(desk, &said);
  EXPECT_EQ(shown.last.surfaces().size(), 1U);
  EXPECT_EQ(shown.colour_seen, 0U);
}

TEST(Identity, TheAgreedProgramWithAnotherWindowClassIsNotRecorded) {
  Desk desk;
  desk.support.ask("create other 600 100 300 200 class=Other");
  desk.support.ask("map other");
  std::string said;
  EXPECT_EQ(record_beside(desk, &said).last.surfaces().size(), 1U);
  EXPECT_NE(said.find("has the class “Other”"), std::string::npos) << said;
}

// What a popup without a class of a second process of the agreed program looks like in the recording, where
// that process has a window of `wm_class`, or none.
support::Shown popup_of_a_second_process(const std::string& wm_class) {
  Desk desk;
  Client second(desk.folder.path(), desk.server, desk.support_path);
  if (!wm_class.empty()) {
    second.ask("create private 700 100 200 150 class=" + wm_class);
    second.ask("map private");
  }
  second.ask("create popup 200 150 100 60 override");
  second.ask("repaint popup colour FF00FF");
  second.ask("map popup");
  second.ask("fill popup 0 0 100 60 FF00FF");
  std::string said;
  support::Shown shown = record_beside(desk, &said);
  second.ask("raise popup");
  return shown;
}

TEST(Identity, APopupWithoutAClassOfAnotherProcessIsNotRecorded) {
  EXPECT_EQ(popup_of_a_second_process("").colour_seen, 0U);
  EXPECT_EQ(popup_of_a_second_process("Private").colour_seen, 0U);
}

TEST(Identity, APopupWithoutAClassOfTheSameProcessIsRecorded) {
  Desk desk;
  desk.open_support_window();
  desk.support.ask("create popup 200 150 100 60 override");
  desk.support.ask("repaint popup colour FF00FF");
  desk.support.ask("map popup");
  desk.support.ask("fill popup 0 0 100 60 FF00FF");
  support::TestTerms terms = desk.terms();
  terms.wm_class = "Kundstod";
  const auto recorder = desk.record_under(terms);
  recorder->wait_for_chunks(1);
  // Two looks: between one and the next a colour that goes and comes again has not changed.
  desk.support.ask("fill popup 0 0 100 60 00FF00");
  recorder->wait_for_next_chunk();
  desk.support.ask("fill popup 0 0 100 60 FF00FF");
  recorder->wait_for_next_chunk();
  recorder->stop();
  EXPECT_GT(support::watch(recorder->recording(), desk.parties).colour_seen, 0U);
}

TEST(Identity, AWindowThatTakesAnotherClassIsNoLongerRecorded) {
  Desk desk;
  desk.open_support_window();
  support::TestTerms terms = desk.terms();
  terms.wm_class = "Kundstod";
  const auto recorder = desk.record_under(terms);
  recorder->wait_for_chunks(1);
  desk.support.ask("class main Private");
  desk.support.ask("repaint main colour FF00FF");
  desk.support.ask("fill main 0 0 400 300 FF00FF");
  recorder->wait_for_next_chunk();
  recorder->stop();
  const support::Shown shown = support::watch(recorder->recording(), desk.parties);
  EXPECT_EQ(shown.colour_seen, 0U);
  EXPECT_TRUE(shown.last.surfaces().empty());
}

TEST(Identity, NothingIsKeptOnceTheProcessRunsAnotherProgram) {
  Desk desk;
  desk.open_support_window();
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  // The connection to the X server, and so the window, goes on in the other program, which draws and draws.
  desk.support.program().write("exec main " + (Path(INSYN_BIN_DIR) / "client_heir").string() + "\n");
  recorder->wait_for_next_chunk();
  recorder->stop();
  const support::Shown shown = support::watch(recorder->recording(), desk.parties);
  for (const track::Surface& surface : shown.last.surfaces()) {
    EXPECT_EQ(surface.withheld_at({10, 10}), track::Withheld::kNotVerified);
  }
}

}  // namespace
}  // namespace insyn
