// For tests: an entry of each kind, which stand on each other as they may. docs/ledger.md shows the same.
#pragma once

#include <vector>

#include "ledger/entries/entry.h"

namespace insyn::ledger {

inline Utc example_time(const char* text) { return parse_utc(text).value(); }

// A salt of the entry `number`: each byte is that number.
inline Salt example_salt(std::uint8_t number) {
  Salt salt;
  salt.bytes.fill(number);
  return salt;
}

inline std::vector<Entry> example_entries() {
  const std::string id = "0123456789abcdef0123456789abcdef";
  const std::string reader = "age1e2en05cz4x5myax32eyruqxmfkczcq3f9sp28ecjjewqp20wtqhsyj95xp";
  const Digest agreement = sha256(view_of("an agreement"));
  const auto hash = [](const char* what) { return sha256(view_of(what)); };
  const auto under = [](std::uint8_t number, std::string_view what) {
    return salted(example_salt(number), view_of(what));
  };
  const auto contents = [&](std::uint8_t number, const char* opening) {
    return salted_contents(example_salt(number), hash(opening), hash("a closing note"));
  };
  RecordingId recording;
  const Bytes bytes = from_hex(id).value();
  std::copy(bytes.begin(), bytes.end(), recording.bytes.begin());
  return {
      {example_time("2026-11-30T12:00:00.000Z"), AgreementRegistered{"kundtjanst-2026-11", agreement}},
      {example_time("2026-11-30T12:00:01.000Z"), RosterRegistered{"kundtjanst", 1, hash("a roster")}},
      {example_time("2026-11-30T12:05:00.000Z"),
       RoleChanged{Role::kReviewer, RoleChange::kGiven, under(2, "anna"), under(2, "root")}},
      {example_time("2026-12-01T08:15:03.250Z"), CertificateBegun{under(3, id), under(3, "a certificate")}},
      {example_time("2026-12-01T08:21:44.000Z"),
       RecordingReceived{under(4, id), contents(4, "an opening note"), 184}},
      {example_time("2026-12-02T09:00:00.000Z"),
       OpeningRequested{under(5, id), Opens::kPictures, under(5, reader), under(5, "a request"),
                        "search-fails", example_time("2026-12-09T09:00:00.000Z")}},
      {example_time("2026-12-02T09:30:00.000Z"),
       RequestApproved{{5}, "Kundtjänstfacket", ApprovedBy::kPerson, under(6, "an approval")}},
      {example_time("2026-12-02T09:30:05.000Z"), PeelHandedOut{{6}, under(7, "a peel note")}},
      {example_time("2026-12-02T10:00:00.000Z"), ReadingBegun{{7}}},
      {example_time("2026-12-02T10:12:00.000Z"), ExportReported{{7}, ExportForm::kVideo}},
      {example_time("2026-12-02T16:00:00.000Z"), OwnReadingBegun{under(10, id), under(10, reader)}},
      {example_time("2026-12-02T16:10:00.000Z"), RecordingForked{{4}, contents(11, "another opening note")}},
      {example_time("2026-12-02T17:00:00.000Z"),
       RecordingHeld{under(12, id), under(12, "a hold"), example_time("2027-02-28T23:00:00.000Z")}},
      {example_time("2026-12-03T07:00:00.000Z"), RecordingDiscarded{under(13, id), under(13, "a discard")}},
      {example_time("2026-12-03T07:00:00.500Z"), RecordingShredded{recording, ShreddedBecause::kDiscard}},
      {example_time("2026-12-15T13:00:00.000Z"),
       AgreementWithdrawn{"Kundtjänstfacket", agreement, hash("a withdrawal")}},
      {example_time("2026-12-16T06:00:00.000Z"), PagesServed{hash("a list of pages")}},
      {example_time("2026-12-17T09:00:00.000Z"), AudioAttached{under(17, id), under(17, "an audio note")}},
      {example_time("2026-12-17T09:05:00.000Z"), AudioLookedUp{under(18, id), under(18, "archive")}},
      {example_time("2026-12-18T09:00:00.000Z"),
       ExtensionReleased{agreement, "0.1.0.3", hash("an archive"), hash("a release")}},
  };
}

}  // namespace insyn::ledger
