#include "insight/input/lifecycle.h"

#include "insight/input/testing_two_calls.h"

namespace insyn::insight {
namespace {

// What is counted of one call's steps: "word@minute" of one screen each, which is named by its first letter.
std::string counted(const std::vector<std::string>& words) {
  LogPart part(0);
  CallFacts facts;
  facts.id = "1";
  facts.agent = "a";
  facts.kind = "K";
  facts.start = "2026-11-24T09:00:00Z";
  facts.end = "2026-11-24T10:00:00Z";
  part.call(facts, 1);
  std::vector<Step> steps;
  for (const std::string& word : words) {
    const std::size_t at = word.find('@');
    const std::size_t instance = word.find('#');
    Step step;
    step.object = word.substr(0, 1);
    step.activity = "screen";
    step.transition = word.substr(1, at - 1);
    step.time = fmt::format("2026-11-24T09:{}:00Z", word.substr(at + 1, 2));
    if (instance != std::string::npos) step.instance = word.substr(instance);
    step.place = 1;
    steps.push_back(step);
  }
  add_once_each("1", steps, part);
  Rejects rejects;
  std::vector<LogPart> parts;
  parts.push_back(std::move(part));
  const Log log = assemble(std::move(parts), {}, rejects);
  std::string text;
  for (const Event& event : log.events_of(log.calls[0]))
    text +=
        fmt::format("{}{} ", log.objects.text(event.object()), (event.time() - log.calls[0].start) / 60'000);
  return text + (rejects.total() > 0 ? "rejected" : "");
}

TEST(Lifecycle, AStartAndItsCompletionAreOne) {
  EXPECT_EQ(counted({"Astart@10", "Acomplete@15"}), "A10 ");
  EXPECT_EQ(counted({"ASTART@10", "AComplete@15", "Bstart@16", "Bcomplete@20"}), "A10 B16 ");
  EXPECT_EQ(counted({"Acomplete@15", "Astart@10"}), "A10 ") << "in any order";
  EXPECT_EQ(counted({"Acomplete@10", "Astart@10"}), "A10 ") << "even where it takes no time";
}

TEST(Lifecycle, AgainIsTwice) {
  EXPECT_EQ(counted({"Astart@10", "Acomplete@15", "Astart@16", "Acomplete@20"}), "A10 A16 ");
  EXPECT_EQ(counted({"Astart@10", "Astart@12", "Acomplete@15", "Acomplete@20"}), "A10 A12 ");
  EXPECT_EQ(counted({"Astart@10#1", "Astart@12#2", "Acomplete@15#2", "Acomplete@20#1"}), "A10 A12 ");
}

TEST(Lifecycle, WithoutAStartTheCompletionCountsAndWithoutACompletionTheStart) {
  EXPECT_EQ(counted({"Acomplete@15", "Bcomplete@16"}), "A15 B16 ");
  EXPECT_EQ(counted({"Astart@15", "Bstart@16"}), "A15 B16 ");
  EXPECT_EQ(counted({"Aunknown@15"}), "A15 ");
}

TEST(Lifecycle, APauseBeginsNothing) {
  EXPECT_EQ(counted({"Astart@10", "Asuspend@11", "Aresume@12", "Asuspend@13", "Aresume@14", "Acomplete@15"}),
            "A10 ");
  EXPECT_EQ(counted({"Asuspend@11", "Aresume@12"}), "");
}

TEST(Lifecycle, WhatWasOnlyPlannedOrTakenBackWasNotDone) {
  EXPECT_EQ(counted({"Aschedule@10", "Aassign@11", "Areassign@12"}), "");
  EXPECT_EQ(counted({"Aschedule@10", "Aassign@11", "Astart@12", "Acomplete@15"}), "A12 ");
  EXPECT_EQ(counted({"Aschedule@10", "Awithdraw@11", "Bautoskip@12", "Cmanualskip@13", "Dpi_abort@14"}), "");
  EXPECT_EQ(counted({"Astart@10", "Aate_abort@12"}), "A10 ");
}

TEST(Lifecycle, StatesOfBpaf) {
  EXPECT_EQ(counted({"AOpen.NotRunning.Assigned@09", "AOpen.Running.InProgress@10",
                     "AOpen.Running.Suspended@11", "AOpen.Running@12", "AClosed.Completed.Success@15"}),
            "A10 ");
  EXPECT_EQ(counted({"AOpen.Running@10", "AOpen.Running.InProgress@11", "ACompleted.Success@15"}), "A10 ");
  EXPECT_EQ(counted({"AOpen.Running@10", "AClosed.Cancelled.Aborted@15"}), "A10 ");
  EXPECT_EQ(counted({"AOpen.NotRunning@10", "AClosed.Cancelled@15"}), "");
}

TEST(Lifecycle, AnyOtherWordIsRefused) {
  for (const char* word : {"Adone@10", "AOpenly@10", "Astarted@10", "A @10"})
    EXPECT_EQ(counted({word}), "rejected") << word;
}

}  // namespace
}  // namespace insyn::insight
