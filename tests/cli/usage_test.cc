#include <gtest/gtest.h>

#include "cli/arguments/arguments.h"
#include "program.h"

namespace insyn::cli {
namespace {

std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    result.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return result;
}

std::string packaging(const std::string& name) {
  return read_all(std::string(INSYN_SOURCE_DIR) + "/packaging/" + name);
}

// The part of a manual page that is about `verb`: of a page about several, its own subsection.
std::string manual_of(const std::string& verb) {
  const auto parts = words(verb);
  std::string page = packaging("man/insyn-" + parts.front() + ".1");
  if (parts.size() == 1 || page.empty()) return page;
  const std::size_t begin = page.find(".Ss " + parts[1] + "\n");
  if (begin == std::string::npos) return "";
  return page.substr(begin, page.find("\n.S", begin + 1) - begin);
}

TEST(Usage, HelpIsForStandardOutput) {
  for (const VerbDescription& verb : describe_verbs()) {
    std::vector<std::string> arguments = words(verb.verb);
    arguments.emplace_back("--help");
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.code, 0) << verb.verb;
    EXPECT_EQ(ran.err, "");
    for (const std::string& option : verb.options)
      EXPECT_NE(ran.out.find(option), std::string::npos) << verb.verb << " " << option;
  }
}

TEST(Usage, HelpFitsEightyColumns) {
  for (const VerbDescription& verb : describe_verbs()) {
    std::vector<std::string> arguments = words(verb.verb);
    arguments.emplace_back("--help");
    const std::string help = run(arguments).out;
    for (std::size_t at = 0; at < help.size();) {
      const std::size_t end = help.find('\n', at);
      EXPECT_LE(end - at, 80U) << help.substr(at, end - at);
      at = end + 1;
    }
  }
}

TEST(Usage, WrongUseEndsWithTwoAndSaysNothingOnStandardOutput) {
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"fly"},
      {"keys"},
      {"keys", "new"},
      {"keys", "new", "--role", "boss", "--name", "x", "--out", "x"},
      {"agreement", "verify", "x", "--pin", "a.pub"},
      {"agreement", "explain", "x", "--language", "de"},
      {"agreement", "explain", "x", "--pin", "a.pub"},
      {"call"},
      {"call", "begin"},
      {"call", "hang-up", "1"},
      {"call", "pause", "lunch"},
      {"list"},
      {"list", "a", "b"},
      {"list", "a", "--sideways"},
      {"verify", "x"},
      {"unlock", "x", "--key", "a", "--out", "b"},
      {"events", "--key", "a", "--out", "b"},
      {"events", "x", "--out", "b"},
      {"events", "x", "--key", "a"},
      {"export", "x", "--key", "a", "--to", "a.avi"},
      {"export", "x", "--key", "a", "--to", "a.png"},
      {"export", "x", "--key", "a", "--to", "a.webm", "--at", "1"},
      {"export", "x", "--key", "a", "--to", "a/", "--at", "-1"},
      {"export", "x", "--key", "a", "--to", "a/", "--at", "nan"},
      {"export", "x", "--key", "a", "--to", "a.webm", "--fps", "0"},
      {"export", "x", "--key", "a", "--to", "a.jsonl", "--cursor"},
      {"ledger"},
      {"ledger", "show"},
      {"ledger", "show", "x", "--from", "-1"},
      {"ledger", "show", "x", "--language", "de"},
      {"ledger", "verify", "x"},
      {"ledger", "verify", "x", "--agreement", "a", "--pin", "b"},
      {"ledger", "verify", "x", "--agreement", "a", "--pin", "b", "--pin", "c", "--max-age", "0"},
      {"record", "--call", "1", "--for", "0"},
      {"report", "--agreement", "a", "--out", "b"},
      {"report", "x", "--agreement", "a", "--out", "b", "--language", "de"},
      {"report", "x", "--agreement", "a", "--out", "b", "--pin", "c"},
  };
  for (const auto& arguments : wrong) {
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.code, 2) << ::testing::PrintToString(arguments);
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err, "");
  }
}

TEST(Usage, AVersionIsPrinted) {
  EXPECT_EQ(run({"--version"}).out.find("insyn "), 0U);
  EXPECT_EQ(run({"--version"}, "insyn-export").out.find("insyn-export "), 0U);
}

TEST(Usage, AResultThatCannotBeWrittenIsAFailure) {
  const std::string command = std::string(INSYN_BIN_DIR) + "/insyn --help > /dev/full";
  EXPECT_EQ(run({"-c", command}, "/bin/sh").code, 1);
}

TEST(Usage, ExportArgumentsSurviveTheWayToTheOtherProgram) {
  ExportOptions options;
  options.recording = "--odd";
  options.keys = {"a b", "--c"};
  options.to = "-.webm";
  options.fps = 7;
  options.pin = "p=q";
  options.damaged_ok = true;
  options.cursor = true;
  EXPECT_EQ(std::get<ExportOptions>(parse_export_arguments(arguments_of(options))), options);
  options = {"r", {"k"}, "f/", 12.345, {}, false, 10, false};
  EXPECT_EQ(std::get<ExportOptions>(parse_export_arguments(arguments_of(options))), options);
}

TEST(Manual, HasEveryVerbAndEveryOption) {
  const std::string overview = packaging("man/insyn.1");
  for (const VerbDescription& verb : describe_verbs()) {
    EXPECT_NE(overview.find(".It Cm " + verb.verb + "\n"), std::string::npos) << verb.verb;
    const std::string manual = manual_of(verb.verb);
    for (const std::string& option : verb.options) {
      const bool named = option.starts_with("-");
      const std::string item = named ? ".It Fl " + option.substr(1) : ".It Ar " + option;
      EXPECT_NE(manual.find(item), std::string::npos) << verb.verb << " " << option;
    }
  }
}

// What the completion offers for these words, of which the last is being typed.
std::string completed(const std::vector<std::string>& typed) {
  std::string script =
      std::string("source ") + INSYN_SOURCE_DIR + "/packaging/completion/insyn; COMP_WORDS=(";
  for (const std::string& word : typed) script += "'" + word + "' ";
  script +=
      "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _insyn insyn \"${COMP_WORDS[COMP_CWORD]}\"; "
      "printf '%s\\n' \"${COMPREPLY[@]}\"";
  const Ran ran = run({"--norc", "-c", script}, "/bin/bash");
  EXPECT_EQ(ran.err, "");
  return "\n" + ran.out;
}

TEST(Completion, OffersEveryVerbAndEveryOption) {
  for (const VerbDescription& verb : describe_verbs()) {
    std::vector<std::string> typed = {"insyn"};
    for (const std::string& word : words(verb.verb)) {
      std::vector<std::string> until = typed;
      until.emplace_back("");
      EXPECT_NE(completed(until).find("\n" + word + "\n"), std::string::npos) << verb.verb;
      typed.push_back(word);
    }
    typed.emplace_back("--");
    const std::string offered = completed(typed);
    for (const std::string& option : verb.options) {
      if (!option.starts_with("-")) continue;
      EXPECT_NE(offered.find("\n" + option + "\n"), std::string::npos) << verb.verb << " " << option;
    }
  }
}

TEST(Completion, OffersValuesWhereThereAreFew) {
  EXPECT_NE(completed({"insyn", "keys", "new", "--role", "em"}).find("\nemployer\n"), std::string::npos);
  EXPECT_NE(completed({"insyn", "agreement", "explain", "--language", ""}).find("\nsv\n"), std::string::npos);
}

TEST(Completion, OffersFilesOfTheRightKind) {
  const Folder folder;
  for (const char* name : {"a.pub", "a.age", "a.sign"}) write_all(folder.path(name), "");
  const std::string prefix = folder.path("a");
  EXPECT_EQ(completed({"insyn", "verify", "x", "--pin", prefix}), "\n" + prefix + ".pub\n");
  EXPECT_EQ(completed({"insyn", "unlock", "x", "--key", prefix}), "\n" + prefix + ".age\n");
  EXPECT_EQ(completed({"insyn", "agreement", "sign", "x", "--key", prefix}), "\n" + prefix + ".sign\n");
}

}  // namespace
}  // namespace insyn::cli
