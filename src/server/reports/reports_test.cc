#include "server/reports/reports.h"

#include <gtest/gtest.h>

#include "agreement/weeks.h"
#include "agreement/zone.h"
#include "insight/register/entry.h"
#include "opening/testing.h"
#include "server/accounts/testing.h"
#include "server/reports/frictions.h"
#include "server/reports/report_check.h"

namespace insyn::server {
namespace {

using json::Json;

// A centre with an agreement, and somebody who makes reports under it.
class ReportsTest : public ::testing::Test, public TestServer {
 protected:
  ReportsTest() {
    take(report_routes(desk_));
    take(friction_routes(desk_));
    const std::string note =
        agreement::signed_by_both(parties_.agreement.text(), parties_.employer, parties_.union_);
    CHECK(execute(
        "INSERT INTO agreements (hash, id, note, entry, registered, not_after) VALUES (:hash, 'a', :note, "
        "0, 0, 0)",
        {to_hex(parties_.agreement.hash()), note}));
    // What the server answers is settled by its first request.
    analyst_ = sign_up("anna", ledger::Role::kAnalyst);
  }

  const opening::Parties parties_;
  const std::vector<note::PublicKeys> pins_ = {parties_.employer.keys, parties_.union_.keys};
  const Desk desk_{*database, *vault, log, pins_, clock};
  const note::Signer register_key_ = note::Signer::generate("insyn-reports").value();
  std::string last_note_;  // as the register has it

  Json report(std::uint64_t number) const {
    Json json = Json::parse(R"({"period": "2026-12-07 – 2027-01-31", "min_group": 10, "min_calls": 30,
      "rounded_to": 10, "looked_at": 72,
      "frictions": [{"kind": "Flytt", "what": "ping-pong", "screen": "<b>Kundkort", "other_screen": "Adress",
        "exposed_calls": 240, "affected_calls": 140, "usual_percent": 2, "seconds": 29.0, "weeks": 1,
        "hours_a_week": 0}],
      "did_not_help": [], "kinds_without_article": [], "hardly_used_screens": ["Arkiv"],
      "kinds": [{"kind": "Flytt", "weeks": 1, "calls": 240, "handling_s": 205.0, "hold_s": 1.0, "steps": 13.8,
        "answered_percent": 99, "to_answer_s": null, "after_answer_s": 80.0, "searched_percent": null,
        "search_success_percent": 87, "article_used_percent": 63, "first_contact_percent": 75,
        "outcomes": [{"outcome": "solved", "share_percent": 88}],
        "flow": {"places": [{"activity": "screen", "screen": "Start", "calls": 240, "share_percent": 100,
                             "dwell_s": 6.0}],
                 "edges": [{"from": 0, "to": 0, "calls": 40, "seconds": 6.0}],
                 "ways": [{"places": [0], "calls": 40, "share_percent": 25, "handling_s": 205.0}]},
        "articles": [{"article": "Adress", "calls": 30, "open_s": 57.0}],
        "answer_curve": [{"estimate": 3, "lower": 2, "upper": 5, "seconds": 60.0}],
        "without_answer_curve": [],
        "comparisons": [{"by": "version", "first": "1", "second": "2", "first_calls": 120,
          "second_calls": 120, "handling_s": {"estimate": -1.0, "lower": -17.0, "upper": 14.0},
          "same_pace_s": null, "to_answer_s": null, "answered_points": null,
          "solved_points": {"estimate": 2, "lower": -3, "upper": 6},
          "flow": [{"what": "place", "places": [0], "first_percent": 20, "second_percent": 30,
                    "points": {"estimate": 10, "lower": 4, "upper": 16}}]}]}]})");
    json["agreement"] = parties_.agreement.terms().id;
    json["number"] = number;
    json["frictions"][0]["hours_a_week"] = (140 - 2 / 100.0 * 240) * 29.0 / 1 / 3600;
    json["register"] = register_key_.verifier().text();
    return json;
  }

  insight::Entry entry_of(const std::string& json, std::uint32_t number) const {
    const auto weeks = agreement::whole_weeks(parties_.agreement.terms()).value();
    insight::Entry entry;
    entry.number = number;
    if (!last_note_.empty()) entry.before = sha256(view_of(last_note_));
    entry.made = clock.utc() - std::chrono::hours(24) + std::chrono::hours(number);
    entry.agreement = parties_.agreement.hash();
    entry.from = weeks.front();
    entry.to = weeks.back();
    entry.zone = agreement::zone_of(parties_.agreement.terms());
    entry.min_group = 10;
    entry.min_calls = 30;
    entry.report = sha256(view_of(json));
    return entry;
  }

  std::string signed_twice(const insight::Entry& entry) const {
    return note::add_signature(note::sign(text_of(entry), register_key_), parties_.analyst.signer).value();
  }

  static std::string body_of(const std::string& json, const std::string& note,
                             const std::string& examples = "") {
    Json body = {{"report", json}, {"register", note}};
    if (!examples.empty()) body["examples"] = examples;
    return json::line_of(body);
  }
  http::Answer hand_in(const std::string& body) { return ask({"POST", "/v1/reports", body, analyst_}); }
  // What is handed in with this report, its note in order.
  http::Answer hand_in_changed(const Json& json) {
    const std::string text = json.dump();
    return hand_in(body_of(text, signed_twice(entry_of(text, 1))));
  }

  std::string analyst_;
};

TEST_F(ReportsTest, AReportIsHandedInOnceAndReadByEverybody) {
  const std::string text = report(1).dump(2) + "\n";
  const std::string body = body_of(text, signed_twice(entry_of(text, 1)), "c2VhbGVk");
  const http::Answer answer = hand_in(body);
  ASSERT_EQ(said(answer), "200");
  EXPECT_EQ(said(hand_in(body)), "200");
  const std::string id = json_of(answer)["id"];
  EXPECT_EQ(id, to_hex(sha256(view_of(text))));
  for (const ledger::Role role :
       {ledger::Role::kAdministrator, ledger::Role::kReviewer, ledger::Role::kUnion, ledger::Role::kAgent}) {
    const std::string person = sign_up(std::string(name_of(role)), role);
    const Json list = json_of(ask({"GET", "/v1/reports", "", person}))["reports"];
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0]["id"], id);
    EXPECT_EQ(list[0]["number"], 1);
    EXPECT_EQ(list[0]["examples"], true);
    EXPECT_EQ(list[0]["agreement_id"], parties_.agreement.terms().id);
    EXPECT_EQ(ask({"GET", "/v1/reports/" + id, "", person}).body, text);
    const http::Answer examples = ask({"GET", "/v1/reports/" + id + "/examples", "", person});
    const bool opens = role == ledger::Role::kReviewer || role == ledger::Role::kUnion;
    EXPECT_EQ(said(examples), opens ? "200" : "403 role");
    EXPECT_EQ(examples.body == "sealed", opens);
    EXPECT_EQ(said(ask({"POST", "/v1/reports", body, person})), "403 role");
  }
  EXPECT_EQ(said(ask({"GET", "/v1/reports/" + std::string(64, '0'), "", analyst_})), "404 no-such-report");
}

TEST_F(ReportsTest, NeitherSignatureMayBeMissing) {
  const std::string text = report(1).dump();
  const insight::Entry entry = entry_of(text, 1);
  EXPECT_EQ(said(hand_in(body_of(text, note::sign(text_of(entry), register_key_)))), "403 insight-key");
  EXPECT_EQ(said(hand_in(body_of(text, note::sign(text_of(entry), parties_.analyst.signer)))), "403 note");
  const note::Signer other = note::Signer::generate(parties_.analyst.signer.verifier().name()).value();
  const std::string by_another =
      note::add_signature(note::sign(text_of(entry), register_key_), other).value();
  EXPECT_EQ(said(hand_in(body_of(text, by_another))), "403 insight-key");
}

TEST_F(ReportsTest, AChangedReportOrNoteIsRefused) {
  const std::string text = report(1).dump();
  const std::string note = signed_twice(entry_of(text, 1));
  EXPECT_EQ(said(hand_in(body_of(text + " ", note))), "400 digest");
  const std::string changed = with(note, "number: 1", "number: 2");
  EXPECT_EQ(said(hand_in(body_of(text, changed))), "403 note");
  EXPECT_EQ(said(hand_in(body_of(text, "x"))), "400 note");
  insight::Entry other = entry_of(text, 1);
  other.agreement = Digest{};
  EXPECT_EQ(said(hand_in(body_of(text, signed_twice(other)))), "404 agreement");
  // Of other weeks, of another number, or by other thresholds than the agreement has.
  for (const auto& change : std::vector<std::function<void(insight::Entry&)>>{
           [](insight::Entry& one) { one.from = one.from + std::chrono::hours(1); },
           [](insight::Entry& one) { one.to = one.to - std::chrono::hours(168); },
           [](insight::Entry& one) { one.number = 2; }, [](insight::Entry& one) { one.zone = "UTC"; },
           [](insight::Entry& one) { one.min_group = 5; }, [](insight::Entry& one) { one.min_calls = 20; }}) {
    insight::Entry one = entry_of(text, 1);
    change(one);
    EXPECT_EQ(said(hand_in(body_of(text, signed_twice(one)))), "422 weeks");
  }
  // The report and its note agree with each other, and not with the agreement.
  const auto with_other = [&](const char* member, const Json& value,
                              std::uint32_t insight::Entry::*threshold) {
    Json other_report = report(1);
    other_report[member] = value;
    const std::string other_text = other_report.dump();
    insight::Entry other_entry = entry_of(other_text, 1);
    if (threshold != nullptr) other_entry.*threshold = value.get<std::uint32_t>();
    return said(hand_in(body_of(other_text, signed_twice(other_entry))));
  };
  EXPECT_EQ(with_other("min_calls", 20, &insight::Entry::min_calls), "422 weeks");
  EXPECT_EQ(with_other("min_group", 5, &insight::Entry::min_group), "422 weeks");
  EXPECT_EQ(with_other("agreement", "another", nullptr), "422 weeks");
}

TEST_F(ReportsTest, OnlyWhatAGateReleasesIsTaken) {
  const std::vector<std::pair<const char*, std::function<void(Json&)>>> changes = {
      {"an unknown member", [](Json& all) { all["agents"] = 12; }},
      {"one of a kind", [](Json& all) { all["kinds"][0]["agent"] = "a17"; }},
      {"one of a place", [](Json& all) { all["kinds"][0]["flow"]["places"][0]["call"] = "c1"; }},
      {"one under another name",
       [](Json& all) {
         all["kinds"][0]["hold"] = all["kinds"][0]["hold_s"];
         all["kinds"][0].erase("hold_s");
       }},
      {"a missing one", [](Json& all) { all["kinds"][0].erase("hold_s"); }},
      {"too few calls", [](Json& all) { all["kinds"][0]["flow"]["edges"][0]["calls"] = 20; }},
      {"a count that is not rounded", [](Json& all) { all["kinds"][0]["calls"] = 241; }},
      {"a share that is not whole", [](Json& all) { all["kinds"][0]["answered_percent"] = 99.5; }},
      {"a share above all", [](Json& all) { all["kinds"][0]["answered_percent"] = 101; }},
      {"hours that say something else", [](Json& all) { all["frictions"][0]["hours_a_week"] = 1.2; }},
      {"hours with something in their last digits",
       [](Json& all) {
         Json& hours = all["frictions"][0]["hours_a_week"];
         hours = hours.get<double>() + 1e-9;
       }},
      {"hours of no week", [](Json& all) { all["frictions"][0]["weeks"] = 0; }},
      {"a friction that the engine does not know", [](Json& all) { all["frictions"][0]["what"] = "slow"; }},
      {"more frictions than a report has",
       [](Json& all) {
         const Json one = all["frictions"][0];
         for (int more = 0; more < 1000; ++more) all["frictions"].push_back(one);
       }},
      {"seconds that are not rounded", [](Json& all) { all["frictions"][0]["seconds"] = 29.5; }},
      {"seconds that are rounded too little", [](Json& all) { all["kinds"][0]["handling_s"] = 206.0; }},
      {"minutes that are rounded too little", [](Json& all) { all["kinds"][0]["handling_s"] = 615.0; }},
      {"negative seconds", [](Json& all) { all["kinds"][0]["hold_s"] = -1.0; }},
      {"steps with more than a tenth", [](Json& all) { all["kinds"][0]["steps"] = 13.85; }},
      {"a step of the curve between two seconds",
       [](Json& all) { all["kinds"][0]["answer_curve"][0]["seconds"] = 60.5; }},
      {"points that are not whole",
       [](Json& all) { all["kinds"][0]["comparisons"][0]["solved_points"]["estimate"] = 2.5; }},
      {"points beyond what there can be",
       [](Json& all) { all["kinds"][0]["comparisons"][0]["solved_points"]["upper"] = 1001; }},
      {"a place that is not there", [](Json& all) { all["kinds"][0]["flow"]["edges"][0]["to"] = 1; }},
      {"an interval that ends before it begins",
       [](Json& all) { all["kinds"][0]["comparisons"][0]["handling_s"]["lower"] = 15; }},
      {"another activity", [](Json& all) { all["kinds"][0]["flow"]["places"][0]["activity"] = "agent"; }},
      {"a way through a place that is not there",
       [](Json& all) { all["kinds"][0]["flow"]["ways"][0]["places"][0] = 1; }},
      {"a difference at a place that is not there",
       [](Json& all) { all["kinds"][0]["comparisons"][0]["flow"][0]["places"][0] = 1; }},
      {"a name of two lines", [](Json& all) { all["kinds"][0]["kind"] = "a\nb"; }},
      {"a name with what nobody sees", [](Json& all) { all["kinds"][0]["kind"] = "a\u202eb"; }},
      {"a name without end", [](Json& all) { all["kinds"][0]["kind"] = std::string(201, 'x'); }},
      {"a figure where a name belongs", [](Json& all) { all["hardly_used_screens"][0] = 5; }},
      {"counts that are not rounded at all", [](Json& all) { all["rounded_to"] = 1; }},
      {"counts that are rounded until the threshold is none",
       [](Json& all) { all["rounded_to"] = 1'000'000; }}};
  for (const auto& [what, change] : changes) {
    Json json = report(1);
    change(json);
    EXPECT_EQ(said(hand_in_changed(json)), "422 report") << what;
  }
  EXPECT_EQ(said(hand_in_changed(report(1))), "200");
}

TEST_F(ReportsTest, AMemberGivenTwiceIsRefused) {
  const std::string text = with(report(1).dump(), "\"looked_at\":72", "\"looked_at\":72,\"looked_at\":72");
  EXPECT_EQ(said(hand_in(body_of(text, signed_twice(entry_of(text, 1))))), "422 report");
}

TEST_F(ReportsTest, WhatIsNestedWithoutEndIsNoReport) {
  const std::string text = with(report(1).dump(), "\"looked_at\":72",
                                "\"looked_at\":" + std::string(100'000, '[') + std::string(100'000, ']'));
  EXPECT_EQ(said(hand_in(body_of(text, signed_twice(entry_of(text, 1))))), "422 report");
}

TEST_F(ReportsTest, AReportThatIsMadeTomorrowIsRefused) {
  const std::string text = report(1).dump();
  insight::Entry entry = entry_of(text, 1);
  entry.made = clock.utc() + std::chrono::minutes(6);
  EXPECT_EQ(said(hand_in(body_of(text, signed_twice(entry)))), "422 clock");
  entry.made = clock.utc() + std::chrono::minutes(4);
  EXPECT_EQ(said(hand_in(body_of(text, signed_twice(entry)))), "200");
}

TEST_F(ReportsTest, ABodyIsBounded) {
  EXPECT_EQ(ask({"POST", "/v1/reports", std::string(kLargestReport + 1, ' '), analyst_}).status, 413);
  EXPECT_EQ(said(hand_in("{}")), "400 json");
  const std::string text = report(1).dump();
  Json body = Json::parse(body_of(text, signed_twice(entry_of(text, 1))));
  body["examples"] = "not base64!";
  EXPECT_EQ(said(hand_in(json::line_of(body))), "400 json");
  body.erase("examples");
  body["more"] = true;
  EXPECT_EQ(said(hand_in(json::line_of(body))), "400 json");
}

TEST_F(ReportsTest, ReportsOfARegisterFollowOnEachOther) {
  const auto text_of_report = [&](std::uint32_t number) { return report(number).dump(); };
  const auto note_of = [&](const insight::Entry& entry) { return note::sign(text_of(entry), register_key_); };
  const std::string first = text_of_report(1);
  const insight::Entry first_entry = entry_of(first, 1);
  EXPECT_EQ(said(hand_in(body_of(first, signed_twice(first_entry)))), "200");
  // Another one of the same number.
  Json again = report(1);
  again["looked_at"] = 73;
  const std::string again_text = again.dump();
  EXPECT_EQ(said(hand_in(body_of(again_text, signed_twice(entry_of(again_text, 1))))), "409 register");
  const std::string second = text_of_report(2);
  EXPECT_EQ(said(hand_in(body_of(second, signed_twice(entry_of(second, 2))))), "409 register");
  last_note_ = note_of(first_entry);
  EXPECT_EQ(said(hand_in(body_of(second, signed_twice(entry_of(second, 2))))), "200");
  const Json list = json_of(ask({"GET", "/v1/reports", "", analyst_}))["reports"];
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0]["number"], 2);
}

TEST_F(ReportsTest, WhatIsSaidOfAFrictionIsSaidToEverybody) {
  Json said_of = {{"kind", "Flytt"},          {"what", "ping-pong"},      {"screen", "<b>Kundkort"},
                  {"other_screen", "Adress"}, {"status", "being-mended"}, {"version", "5.3"},
                  {"since", "2026-12-16"},    {"note", nullptr}};
  const auto say = [&](const std::string& who) {
    return said(ask({"PUT", "/v1/frictions", json::line_of(said_of), who}));
  };
  EXPECT_EQ(say(analyst_), "404 no-such-friction");
  ASSERT_EQ(said(hand_in_changed(report(1))), "200");
  EXPECT_EQ(json_of(ask({"GET", "/v1/frictions", "", analyst_}))["frictions"].size(), 0U);
  EXPECT_EQ(say(sign_up("union", ledger::Role::kUnion)), "403 role");
  const std::string agent = sign_up("agent", ledger::Role::kAgent);
  EXPECT_EQ(say(agent), "403 role");
  EXPECT_EQ(say(sign_up("reviewer", ledger::Role::kReviewer)), "200");
  const Json list = json_of(ask({"GET", "/v1/frictions", "", agent}))["frictions"];
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0]["status"], "being-mended");
  EXPECT_EQ(list[0]["version"], "5.3");
  EXPECT_EQ(list[0]["screen"], "<b>Kundkort");
  EXPECT_TRUE(list[0]["note"].is_null());
  EXPECT_EQ(list[0]["by"], "reviewer");
  for (const auto& [member, value] :
       std::vector<std::pair<const char*, Json>>{{"status", "gone"},
                                                 {"since", "2026-13-40"},
                                                 {"note", std::string(2001, 'x')},
                                                 {"version", "a\nb"},
                                                 {"more", "x"}}) {
    const Json before = said_of;
    said_of[member] = value;
    EXPECT_EQ(say(analyst_), "400 json") << member;
    said_of = before;
  }
  said_of["status"] = "none";
  EXPECT_EQ(say(analyst_), "200");
  EXPECT_EQ(json_of(ask({"GET", "/v1/frictions", "", agent}))["frictions"].size(), 0U);
}

}  // namespace
}  // namespace insyn::server
