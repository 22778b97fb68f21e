// For tests: an agreement, those who ask and answer under it, and notes of theirs.
#pragma once

#include "agreement/testing.h"
#include "opening/asked.h"

namespace insyn::opening {

inline constexpr const char* kTestRecording = "0123456789abcdef0123456789abcdef";
inline const std::string kRequestRecipient = "age1" + std::string(58, 'r');
inline const std::string kAnalystRecipient = "age1" + std::string(58, 'y');
inline const std::string kSecondReviewer = "age1" + std::string(58, '3');

struct Parties {
  const agreement::Party employer = agreement::employer_party(), union_ = agreement::union_party();
  const agreement::Party reviewer = agreement::party(note::Role::kReviewer, "Granskare 3", kSecondReviewer);
  const agreement::Party analyst = agreement::party(note::Role::kInsight, "Analys", kAnalystRecipient);
  const agreement::Party importer = agreement::party(note::Role::kImporter, "Samtalsinspelningen", "");
  const agreement::Agreement agreement = agreed(employer);

  // Under which both who ask are vouched for by `by`, these are the purposes, and `audio` may be attached.
  agreement::Agreement agreed(const agreement::Party& by, const char* audio = "both") const {
    const auto table = [&](const agreement::Party& whose) {
      return agreement::vouched_table_of(note::sign(note::public_keys_text(whose.keys), by.signer)).value();
    };
    std::string terms = with(agreement::example_terms(), "open = \"both\"",
                             fmt::format("open = \"both\"\nreviewers = [\"{}\", \"{}\"]\npurposes = "
                                         "[\"search-fails\", \"complaint\"]",
                                         agreement::kReviewerRecipient, kSecondReviewer));
    terms =
        with(terms, "min_calls = 30", fmt::format("min_calls = 30\nrecipient = \"{}\"", kAnalystRecipient));
    terms = with(terms, "Unionen, klubben vid Kundcenter Nord", "Klubben");
    terms = with(terms, "purpose =", fmt::format("audio = \"{}\"\npurpose =", audio));
    const std::string attaches =
        agreement::vouched_table_of(note::sign(note::public_keys_text(importer.keys), employer.signer))
            .value();
    return agreement::Agreement::verify(
               agreement::signed_by_both(terms + table(reviewer) + table(analyst) + attaches, employer,
                                         union_),
               {employer.keys, union_.keys})
        .value();
  }

  Request request() const {
    Request one;
    one.recording = kTestRecording;
    one.request = kRequestRecipient;
    one.request_name = "Ärende 17";
    one.reader = kSecondReviewer;
    one.purpose = "search-fails";
    one.because = "Sökningen gav inget svar, tre kunder samma dag.";
    one.asked = agreement::utc("2026-12-02T09:00:00.000Z");
    one.until = agreement::utc("2026-12-09T09:00:00.000Z");
    one.agreement = agreement.hash();
    return one;
  }
  Request request_of_events() const {
    Request one = request();
    one.opens = ledger::Opens::kEvents;
    one.reader = kAnalystRecipient;
    return one;
  }
};

}  // namespace insyn::opening
