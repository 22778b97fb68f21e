#include "agreement/terms.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"

namespace insyn::agreement {
namespace {

void expect_refused(const std::string& text, std::string_view message) {
  const auto refused = parse_terms(text);
  ASSERT_FALSE(refused) << message;
  EXPECT_EQ(refused.error().code, Code::kCorrupt);
  EXPECT_NE(refused.error().message.find(message), std::string::npos) << refused.error().message;
}

struct Change {
  std::string_view from, to, message;
};

void expect_each_refused(std::initializer_list<Change> changes) {
  ASSERT_TRUE(parse_terms(example_terms()));
  for (const Change& c : changes) expect_refused(with(example_terms(), c.from, c.to), c.message);
}

TEST(Terms, ExampleSaysWhatItSays) {
  const auto terms = parse_terms(example_terms());
  ASSERT_TRUE(terms) << terms.error().message;
  EXPECT_EQ(terms->id, "kundtjanst-2026-11");
  EXPECT_EQ(to_text(terms->not_before), "2026-11-30T23:00:00.000Z");
  EXPECT_EQ(to_text(terms->not_after), "2027-01-31T23:00:00.000Z");
  ASSERT_TRUE(terms->hours);
  EXPECT_EQ(terms->hours->days.to_ulong(), 0b0011111u);
  EXPECT_EQ(terms->hours->from, 480);
  EXPECT_EQ(terms->hours->to, 1080);
  ASSERT_EQ(terms->applications.size(), 2u);
  EXPECT_EQ(terms->applications[0].exe, "/opt/kundstod/bin/kundstod");
  EXPECT_EQ(terms->applications[1].kind, Application::kWeb);
  EXPECT_EQ(terms->applications[1].except.front(), "/personal/*");
  EXPECT_EQ(terms->level, Level::kFull);
  EXPECT_DOUBLE_EQ(terms->sample, 0.2);
  EXPECT_EQ(terms->retention_days, 30);
  EXPECT_FALSE(terms->insight_recipient);
}

TEST(Terms, ShortestTermsHaveTheDocumentedDefaults) {
  const auto terms = parse_terms(short_terms());
  ASSERT_TRUE(terms) << terms.error().message;
  EXPECT_EQ(to_text(terms->not_before), "2026-12-01T00:00:00.000Z");
  EXPECT_EQ(to_text(terms->not_after), "2027-02-01T00:00:00.000Z");
  EXPECT_EQ(terms->negotiation, "");
  EXPECT_EQ(terms->calls_per_agent_per_week, 10);
  EXPECT_DOUBLE_EQ(terms->sample, 0.2);
  EXPECT_EQ(terms->max_minutes, 60);
  EXPECT_EQ(terms->after_call_seconds, 0);
  EXPECT_EQ(terms->max_fps, 10);
  EXPECT_TRUE(terms->pause);
  EXPECT_EQ(terms->discard_within_hours, 72);
  EXPECT_TRUE(terms->see_own);
  EXPECT_EQ(terms->open, "both");
  EXPECT_TRUE(terms->reviewers.empty());
  EXPECT_TRUE(terms->union_recipients.empty());
  EXPECT_EQ(terms->retention_days, 30);
  EXPECT_EQ(terms->min_group, 10);
  EXPECT_EQ(terms->min_calls, 30);
}

TEST(Terms, EachRequiredKeyIsRequired) {
  for (const std::string_view key : {"insyn = 1", "id =", "employer =", "union =", "purpose =",
                                     "not_before =", "not_after =", "name =", "kind =", "exe =", "level ="}) {
    const std::string without = with(short_terms(), key, "# ");
    const auto refused = parse_terms(without);
    EXPECT_FALSE(refused) << key;
  }
  expect_refused(with(short_terms(), "[recording]\nlevel = \"metrics\"", ""), "[recording] is missing");
  expect_refused(
      with(short_terms(), "[[application]]\nname = \"A\"\nkind = \"native\"\nexe = \"/bin/a\"", ""),
      "[[application]] is missing");
}

TEST(Terms, UnknownKeyAnywhereIsRefusedWithItsLine) {
  expect_each_refused({{"dpia", "dpiaa", "line 7: dpiaa is not a key"},
                       {"zone =", "z = 1, zone =", "line 10: hours.z is not a key"},
                       {"exe =", "args = \"\"\nexe =", "line 15: application.args is not a key"},
                       {"except =", "exe =", "application.exe is not a key"},
                       {"max_fps", "max_fsp", "recording.max_fsp is not a key"},
                       {"pause =", "break = 1\npause =", "agent.break is not a key"},
                       {"open =", "shut = 1\nopen =", "access.shut is not a key"},
                       {"days = 30", "days = 30\nweeks = 1", "retention.weeks is not a key"},
                       {"min_calls", "min_call", "insight.min_call is not a key"},
                       {"[insight]", "[insigth]", "insigth is not a key"}});
}

TEST(Terms, UnknownKeyThatMisleadsIsNotQuoted) {
  const auto refused = parse_terms("\"\\u001b[2J\" = 1\n" + short_terms());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message.find('\x1b'), std::string::npos);
}

TEST(Terms, WrongTypesAreRefusedWithTheirLine) {
  expect_each_refused(
      {{"insyn = 1", "insyn = \"1\"", "line 1: insyn must be a whole number"},
       {"id = \"kundtjanst-2026-11\"", "id = 7", "line 2: id must be a text"},
       {"not_before = 2026-12-01", "not_before = \"2026-12-01\"", "line 8: not_before must be a date"},
       {"not_before = 2026-12-01", "not_before = 2026-12-01T00:00:00", "line 8: not_before must be"},
       {"not_after = 2027-01-31", "not_after = 12:00:00", "line 9: not_after must be"},
       {"[\"https://wiki.example\"]", "\"https://wiki.example\"", "origins must be a list"},
       {"[\"https://wiki.example\"]", "[1]", "origins must be a text"},
       {"pause = true", "pause = 1", "agent.pause must be true or false"},
       {"sample = 0.2", "sample = \"0.2\"", "recording.sample must be a number"},
       {"max_fps = 10", "max_fps = 10.0", "recording.max_fps must be a whole number"},
       {"[retention]", "[[retention]]", "retention must be a table"}});
  expect_refused(with(short_terms(), "[[application]]", "[application]"), "application must be 1 to 50");
  expect_refused("application = [1]\n" + with(short_terms(),
                                              "[[application]]\nname = \"A\"\nkind = \"native\"\n"
                                              "exe = \"/bin/a\"\n",
                                              ""),
                 "application must be [[application]]");
}

TEST(Terms, NumbersOutOfRangeAreRefused) {
  expect_each_refused({{"insyn = 1", "insyn = 2", "insyn is 2"},
                       {"per_week = 10", "per_week = 0", "is 0; it must be 1 to 1000"},
                       {"per_week = 10", "per_week = 1001", "is 1001"},
                       {"sample = 0.2", "sample = 0.0", "recording.sample must be more than 0"},
                       {"sample = 0.2", "sample = 1.01", "recording.sample must be"},
                       {"sample = 0.2", "sample = nan", "recording.sample must be"},
                       {"sample = 0.2", "sample = inf", "recording.sample must be"},
                       {"max_minutes = 60", "max_minutes = 0", "recording.max_minutes is 0"},
                       {"max_minutes = 60", "max_minutes = 481", "recording.max_minutes is 481"},
                       {"after_call_seconds = 0", "after_call_seconds = -1", "is -1"},
                       {"after_call_seconds = 0", "after_call_seconds = 601", "is 601"},
                       {"max_fps = 10", "max_fps = 0", "recording.max_fps is 0"},
                       {"max_fps = 10", "max_fps = 31", "recording.max_fps is 31"},
                       {"hours = 72", "hours = 0", "agent.discard_within_hours is 0"},
                       {"hours = 72", "hours = 8761", "agent.discard_within_hours is 8761"},
                       {"days = 30", "days = 0", "retention.days is 0"},
                       {"days = 30", "days = 366", "retention.days is 366"},
                       {"min_group = 10", "min_group = 4", "insight.min_group is 4; it must be 5"},
                       {"min_group = 10", "min_group = 4294967306", "insight.min_group is"},
                       {"min_calls = 30", "min_calls = 0", "insight.min_calls is 0"}});
}

TEST(Terms, EdgesOfTheRangesAreTaken) {
  for (const Change& c :
       {Change{"max_fps = 10", "max_fps = 30", ""}, Change{"days = 30", "days = 365", ""},
        Change{"min_group = 10", "min_group = 5", ""}, Change{"sample = 0.2", "sample = 1", ""},
        Change{"max_minutes = 60", "max_minutes = 480", ""}}) {
    EXPECT_TRUE(parse_terms(with(example_terms(), c.from, c.to))) << c.to;
  }
}

TEST(Terms, WhatThePromisesRuleOutIsRefused) {
  expect_each_refused({{"pause = true", "pause = false", "the agent can always pause"},
                       {"open = \"both\"", "open = \"employer\"", "opening takes both parties"},
                       {"level = \"full\"", "level = \"all\"", "recording.level must be"}});
}

TEST(Terms, PeriodThatEndsBeforeItBeginsIsRefused) {
  expect_each_refused({{"2027-01-31", "2026-11-30", "line 9: not_after must lie after"}});
  EXPECT_TRUE(parse_terms(with(example_terms(), "2027-01-31", "2026-12-01")));
  const std::string same = with(example_terms(), "2026-12-01", "2026-12-01T10:00:00Z");
  expect_refused(with(same, "2027-01-31", "2026-12-01T10:00:00Z"), "not_after must lie after");
}

TEST(Terms, PeriodOfMoreThanAYearIsRefused) {
  expect_each_refused({{"2027-01-31", "2027-12-02", "line 9: not_after lies more than 366 days after"},
                       {"2027-01-31", "9998-01-31", "line 9: not_after lies more than 366 days after"}});
  EXPECT_TRUE(parse_terms(with(example_terms(), "2027-01-31", "2027-12-01")));
}

TEST(Terms, NamesAreWhatTheyLookLike) {
  expect_each_refused(
      {{"kundtjanst-2026-11", "kundtj\u00ADanst", "line 2: the invisible character U+00AD"},
       {"kundtjanst-2026-11", "kundtj\u2060anst", "line 2: the invisible character U+2060"},
       {"Kundcenter Nord AB", "Kundcenter N\u043Erd AB", "line 3: employer has Latin and Cyrillic letters"},
       {"Unionen, klubben", "Uni\u03BFnen, klubben", "line 4: union has Latin and Greek letters"},
       {"name = \"Kundstöd\"", "name = \"Kundst\u043Ed\"", "application.name has Latin and Cyrillic"},
       {"/opt/kundstod/", "/opt/kundst\u043Ed/", "application.exe has Latin and Cyrillic"},
       {"kind = \"native\"", "kind = \"native\"\nwm_class = \"Kundst\u043Ed\"",
        "application.wm_class has Latin"},
       {"/personal/*", "/pers\u200Bonal/*", "invisible character U+200B"},
       {"Att se vilka", "Att\u00AD se vilka", "line 5: the invisible character U+00AD"}});
  EXPECT_TRUE(parse_terms(with(example_terms(), "Kundcenter Nord AB", "Отдел поддержки")));
  expect_refused(with(metrics_terms(), "name = \"sök\"", "name = \"s\u043Ek\""), "screen.name has Latin");
}

const std::string kKey = note::Signer::generate("k").value().verifier().text();

TEST(Terms, OfACentreAreRead) {
  const std::string lines = fmt::format(
      "supersedes = [\"{0}\"]\naudio = \"both\"\n[[call_source]]\nname = \"pbx\"\nkey = "
      "\"{1}\"\nlease_seconds = 7\n"
      "[ledger]\norigin = \"ledger.example\"\nkey = \"{1}\"\nwitnesses = [\"{1}\"]\n[extension]\nsigner = "
      "\"{0}\"\n"
      "[[application]]",
      std::string(64, 'b'), kKey);
  std::string text = with(short_terms(), "[[application]]", lines);
  text = with(text, "manual = true", "manual = false");
  text = with(text, "level = \"metrics\"", "level = \"full\"\nenough_per_kind = 200") +
         "[access]\npurposes = [\"sok\"]\n[agent]\ndid_not_help = true\n";
  const auto terms = parse_terms(text);
  ASSERT_TRUE(terms) << terms.error().message;
  EXPECT_EQ(to_hex(terms->supersedes.at(0)), std::string(64, 'b'));
  EXPECT_EQ(terms->audio, Audio::kBoth);
  EXPECT_EQ(terms->call_sources.at(0).name, "pbx");
  EXPECT_EQ(terms->call_sources.at(0).key.text(), kKey);
  EXPECT_EQ(terms->call_sources.at(0).lease_seconds, 7);
  EXPECT_EQ(terms->ledger->origin, "ledger.example");
  EXPECT_EQ(terms->ledger->witnesses.size(), 1U);
  EXPECT_EQ(terms->ledger->grace_hours, 4);
  EXPECT_EQ(terms->enough_per_kind, 200);
  EXPECT_EQ(terms->purposes, std::vector<std::string>{"sok"});
  EXPECT_TRUE(terms->did_not_help);
  EXPECT_TRUE(terms->extension_signer);
  EXPECT_FALSE(terms->manual_calls);
}

TEST(Terms, OfACentreHaveTheDocumentedDefaults) {
  const auto terms = parse_terms(with(short_terms(), "[calls]\nmanual = true\n", ""));
  ASSERT_TRUE(terms);
  EXPECT_FALSE(terms->manual_calls);
  EXPECT_EQ(terms->audio, Audio::kNone);
  EXPECT_TRUE(terms->call_sources.empty());
  EXPECT_FALSE(terms->ledger);
  EXPECT_EQ(terms->enough_per_kind, 0);
  EXPECT_FALSE(terms->did_not_help);
  EXPECT_FALSE(terms->extension_signer);
  EXPECT_TRUE(terms->supersedes.empty());
}

TEST(Terms, MalformedOnesOfACentreAreRefused) {
  const auto before = [](const std::string& lines) {
    return with(short_terms(), "[[application]]", lines + "\n[[application]]");
  };
  const std::string source = "[[call_source]]\nname = \"pbx\"\nkey = \"" + kKey + "\"";
  EXPECT_TRUE(parse_terms(before(source)));
  expect_refused(before(source + "\nlease_seconds = 1"), "call_source.lease_seconds is 1");
  expect_refused(before(source + "\nlease_seconds = 61"), "call_source.lease_seconds is 61");
  expect_refused(before(source + "\n" + source), "has the name or the key of another one");
  expect_refused(before("[[call_source]]\nname = \"pbx\"\nkey = \"x\""),
                 "call_source.key the verifier key: is not of the form");
  expect_refused(before("[call_source]\nname = \"pbx\""), "must be 1 to 20 [[call_source]]");
  EXPECT_NE(
      parse_terms("call_source = [1]\n" + short_terms()).error().message.find("must be [[call_source]]"),
      std::string::npos);
  const std::string ledger = "[ledger]\norigin = \"o\"\nkey = \"" + kKey + "\"";
  expect_refused(before(ledger), "ledger.witnesses must be a list of 1");
  expect_refused(before(ledger + "\nwitnesses = [\"" + kKey + "\"]\ngrace_hours = 25"),
                 "ledger.grace_hours is 25");
  expect_refused(before("audio = \"all\""), "audio must be");
  expect_refused(before("supersedes = [\"ab\"]"), "supersedes must be a SHA-256");
  expect_refused(before("[extension]\nsigner = \"ab\""), "extension.signer must be a SHA-256");
  expect_refused(before("[extension]\nid = \"ab\""), "extension.signer is missing");
  expect_refused(with(short_terms(), "manual = true", "manual = 1"), "calls.manual must be true or false");
  expect_refused(with(short_terms(), "union = \"U\"", "union = []"), "union must be a list of 1");
  expect_refused(with(short_terms(), "union = \"U\"", "union = [\"U\", \"U\"]"), "union has “U” twice");
  expect_refused(with(short_terms(), "union = \"U\"", "union = [\"U\", \"N\u043E\"]"),
                 "union has Latin and Cyrillic");
  std::string eleven;
  for (int i = 0; i < 11; ++i) eleven += fmt::format("\"U{}\", ", i);
  expect_refused(with(short_terms(), "union = \"U\"", "union = [" + eleven + "]"),
                 "union names 11 unions; at most 10");
  expect_refused(before("[access]\npurposes = [\"N\u043E\"]"), "access.purposes must be codes");
}

TEST(Terms, OfWebApplicationsAreRead) {
  const auto terms = parse_terms(
      with(example_terms(),
           "except =", "masks = [\".pnr\"]\nshown = [\"h1\"]\nstills = true\nsearch_words = true\nexcept ="));
  ASSERT_TRUE(terms) << terms.error().message;
  EXPECT_EQ(terms->applications[1].masks, std::vector<std::string>{".pnr"});
  EXPECT_EQ(terms->applications[1].shown, std::vector<std::string>{"h1"});
  EXPECT_TRUE(terms->applications[1].stills);
  EXPECT_TRUE(terms->applications[1].search_words);
  expect_refused(with(example_terms(), "exe =", "stills = true\nexe ="), "application.stills is not a key");
}

TEST(Terms, DateTimeWithOffsetIsThatInstant) {
  const auto terms = parse_terms(with(example_terms(), "2026-12-01", "2026-12-01T10:00:00+02:00"));
  ASSERT_TRUE(terms);
  EXPECT_EQ(to_text(terms->not_before), "2026-12-01T08:00:00.000Z");
}

TEST(Terms, MalformedHoursAreRefused) {
  expect_each_refused({{"\"mon\"", "\"mån\"", "hours.days"},
                       {"\"mon\"", "\"xyz\"", "hours.days has “xyz”"},
                       {"\"mon\"", "\"tue\"", "hours.days has “tue” twice"},
                       {"[\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]", "[]", "hours.days must be a list"},
                       {"\"08:00\"", "\"8:00\"", "hours.from must be a time"},
                       {"\"08:00\"", "\"08:60\"", "hours.from must be a time"},
                       {"\"18:00\"", "\"24:01\"", "hours.to must be a time"},
                       {"\"18:00\"", "\"08:00\"", "hours must begin before they end"},
                       {"\"08:00\"", "\"22:00\"", "hours must begin before they end"},
                       {"Europe/Stockholm", "Europe/Atlantis", "line 10: hours.zone: time zone"}});
  EXPECT_TRUE(parse_terms(with(example_terms(), "18:00", "24:00")));
}

TEST(Terms, MalformedApplicationsAreRefused) {
  expect_each_refused(
      {{"\"native\"", "\"any\"", "line 14: application.kind must be"},
       {"name = \"Wiki\"", "name = \"Kundstöd\"", "application.name “Kundstöd” is given twice"},
       {"\"/opt/kundstod/bin/kundstod\"", "\"bin/kundstod\"", "application.exe must be the full path"},
       {"\"/opt/", "\"/opt/../", "application.exe must be the full path"},
       {"\"/opt/", "\"/opt/./", "application.exe must be the full path"},
       {"\"/opt/", "\"/opt//", "application.exe must be the full path"},
       {"bin/kundstod\"", "bin/\"", "application.exe must be the full path"},
       {"kind = \"native\"", "kind = \"native\"\nsha256 = \"ab\"", "application.sha256 must be 64"},
       {"kind = \"native\"", "kind = \"native\"\norigins = [\"https://a\"]", "origins is not a key"},
       {"origins = [\"https://wiki.example\"]", "", "application.origins is missing"},
       {"\"/personal/*\"", "\"personal/*\"", "application.except has “personal/*”"}});
}

TEST(Terms, OriginsThatABrowserWouldWriteOtherwiseAreRefused) {
  for (const std::string_view bad :
       {"wiki.example", "http://wiki.example", "https://Wiki.example", "https://wiki.example/",
        "https://*.example", "https://wiki.example:443", "https://wiki.example:0",
        "https://wiki.example:99999", "https://", "https://a:", "https://u@wiki.example",
        "https://wiki..example", "https://wiki.example."}) {
    expect_refused(with(example_terms(), "https://wiki.example", bad), "application.origins has");
  }
  for (const std::string_view good : {"https://wiki.example:8443", "http://localhost:8080",
                                      "http://127.0.0.1", "https://xn--vg-yka.example"}) {
    EXPECT_TRUE(parse_terms(with(example_terms(), "https://wiki.example", good))) << good;
  }
}

TEST(Terms, DigestAndWindowClassAreRead) {
  const std::string digest(64, 'a');
  const auto terms = parse_terms(with(example_terms(), "kind = \"native\"",
                                      "kind = \"native\"\nwm_class = \"Kund\"\nsha256 = \"" + digest + "\""));
  ASSERT_TRUE(terms) << terms.error().message;
  EXPECT_EQ(terms->applications[0].wm_class, "Kund");
  EXPECT_EQ(to_hex(*terms->applications[0].sha256), digest);
}

TEST(Terms, RecipientsAreCheckedAndKeptApart) {
  const auto access = [](const std::string& lines) {
    return with(example_terms(), "open =", lines + "\nopen =");
  };
  const std::string reviewers = "reviewers = [\"" + kReviewerRecipient + "\"]";
  EXPECT_TRUE(parse_terms(access(reviewers + "\nunion = [\"" + kUnionRecipient + "\"]")));
  expect_refused(access("reviewers = [\"age1x\"]"), "access.reviewers is not an age recipient");
  expect_refused(access("reviewers = []"), "access.reviewers must be a list of 1");
  expect_refused(access(reviewers + "\nunion = [\"" + kReviewerRecipient + "\"]"),
                 "could open recordings alone");
  expect_refused(with(example_terms(), "min_calls", "recipient = \"age1\"\nmin_calls"), "insight.recipient");
  const auto insight =
      parse_terms(with(example_terms(), "min_calls", "recipient = \"" + kThirdRecipient + "\"\nmin_calls"));
  ASSERT_TRUE(insight);
  EXPECT_EQ(insight->insight_recipient, kThirdRecipient);
}

TEST(Terms, TextThatShowsOtherThanItSaysIsRefused) {
  expect_refused(with(short_terms(), "\"P\"", "\"a\\u001b[2J\""),
                 "purpose has the invisible character U+001B");
  expect_refused(with(short_terms(), "\"P\"", "\"a\\u202Eb\""), "purpose has the invisible character U+202E");
  expect_refused(with(short_terms(), "insyn = 1", "# a\u202Eb\ninsyn = 1"), "line 1");
  expect_refused(with(short_terms(), "\"P\"", "\"\""), "purpose is empty");
  expect_refused(with(short_terms(), "\"P\"", "\"" + std::string(4001, 'p') + "\""),
                 "purpose has 4001 bytes");
}

TEST(Terms, TooLongOrNotUtf8IsRefused) {
  EXPECT_FALSE(parse_terms(short_terms() + std::string(1 << 20, '#')));
  EXPECT_FALSE(parse_terms(short_terms() + "# \xFF\n"));
  EXPECT_FALSE(parse_terms(""));
}

}  // namespace
}  // namespace insyn::agreement
