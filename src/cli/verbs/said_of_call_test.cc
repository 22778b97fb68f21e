#include "cli/verbs/said_of_call.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"
#include "calls/statement/testing.h"
#include "recording/store/kept_terms.h"
#include "recording/testing.h"

namespace insyn::cli {
namespace {

class SaidOfCallTest : public testing::Test {
 protected:
  // A recorded call of which `notes` were said.
  recording::Recording record(std::vector<std::string> notes) const {
    recording::Beginning beginning = workstation_.beginning();
    beginning.opening.agreement_hash = sha256(view_of(terms_));
    recording::RecordingWriter writer = workstation_.begin(std::move(beginning)).value();
    (void)writer.append_statements(std::move(notes)).value();
    CHECK(recording::Workstation::close(writer).has_value());
    return recording::Recording::read(writer.folder()).value();
  }
  void keep_terms() const { ASSERT_TRUE(recording::keep_terms(workstation_.spool, terms_)); }
  std::vector<SaidOfCall> said(const recording::Recording& recording) const {
    return read_said_of_call(recording, workstation_.calls_key).value();
  }
  static bool holds(const std::string& text, const std::string& what) {
    return text.find(what) != std::string::npos;
  }

  const note::Signer pbx_ = note::Signer::generate("pbx").value();
  const std::string note_ = calls::sign_statement(calls::example_statement(), pbx_).value();
  const std::string terms_ = agreement::short_terms() + "[[call_source]]\nname = \"pbx\"\nkey = \"" +
                             pbx_.verifier().text() + "\"\n";
  recording::Workstation workstation_;
};

TEST_F(SaidOfCallTest, IsShownInWordsWithWhoHasSigned) {
  keep_terms();
  const std::vector<SaidOfCall> said = this->said(record({note_}));
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0].statement, calls::example_statement());
  EXPECT_EQ(said[0].is_signed, SignedBySource::kYes);
  const std::string text = text_of(said);
  for (const char* told : {"the call began", "2026-12-01", "about: Faktura, queue: Kundtjänst \"privat\"",
                           "has signed each of these"})
    EXPECT_TRUE(holds(text, told)) << told << "\n" << text;
  const Json json = json_of(said);
  ASSERT_EQ(json.size(), 1U);
  EXPECT_EQ(json[0].at("event"), "begin");
  EXPECT_EQ(json[0].at("agent"), "201");
  EXPECT_EQ(json[0].at("at"), "2026-12-01T08:15:03.251Z");
  EXPECT_EQ(json[0].at("signed"), true);
}

TEST_F(SaidOfCallTest, WhatTheSourceHasNotSignedIsMarked) {
  keep_terms();
  const std::string by_another =
      calls::sign_statement(calls::example_statement(), note::Signer::generate("pbx").value()).value();
  const std::vector<SaidOfCall> said = this->said(record({note_, by_another, "no note\n"}));
  ASSERT_EQ(said.size(), 3U);
  EXPECT_EQ(said[1].is_signed, SignedBySource::kNo);
  EXPECT_FALSE(said[2].statement);
  const std::string text = text_of(said);
  EXPECT_TRUE(holds(text, "NOT SIGNED by a call source of the agreement: 2 of 3")) << text;
  EXPECT_TRUE(holds(text, "no call statement")) << text;
  EXPECT_EQ(json_of(said)[1].at("signed"), false);
  EXPECT_FALSE(json_of(said)[2].contains("event"));
}

TEST_F(SaidOfCallTest, WithoutTheTermsNothingIsSaidOfSignatures) {
  const std::vector<SaidOfCall> said = this->said(record({note_}));
  EXPECT_EQ(said.at(0).is_signed, SignedBySource::kNotChecked);
  EXPECT_TRUE(holds(text_of(said), "was not checked"));
  EXPECT_TRUE(json_of(said)[0].at("signed").is_null());
}

TEST_F(SaidOfCallTest, AReviewersKeyOpensNothingOfIt) {
  EXPECT_EQ(read_said_of_call(record({note_}), workstation_.key).error().code, Code::kDenied);
}

}  // namespace
}  // namespace insyn::cli
