#include "server/access/catalogue_rows.h"

#include "recording/format/certificate.h"
#include "recording/format/opening_note.h"

namespace insyn::server {
namespace {

// Greater than hexadecimal digits.
constexpr std::string_view kAfterAnyHash = "~";
// Names of applications have no control characters.
constexpr char kBetweenNames = '\n';

// Of a recording that came before the column was there.
Result<std::vector<std::string>> names_by_note(Transaction& transaction, const std::string& id) {
  std::vector<std::string> all;
  TRY_ASSIGN(const auto rows, transaction.query("SELECT opening_note FROM recordings WHERE id = :id", {id}));
  const auto note =
      rows.empty() ? Result<note::Note>(fail(Code::kPermanent, "it is gone")) : note::parse(text(rows[0][0]));
  if (!note) return all;
  const auto opening = recording::parse_opening(note->text);
  if (!opening) return all;
  for (const recording::RecordedApplication& one : opening->applications) all.push_back(one.name);
  return all;
}

int number_or_unknown(const Value& value) { return is_null(value) ? -1 : static_cast<int>(number(value)); }

void go_on(ReadUpTo& from, const std::vector<Row>& rows, std::size_t id, std::size_t entry) {
  if (rows.empty()) return;
  from.entry = number(rows.back()[entry]);
  from.id = text(rows.back()[id]);
}

Result<std::vector<Row>> rows_after(Transaction& transaction, const ReadUpTo& from, const std::string& select,
                                    const char* id) {
  return transaction.query(fmt::format("{0} entry >= :entry AND (entry > :same OR {1} > :id) ORDER BY entry, "
                                       "{1} LIMIT {2}",
                                       select, id, kRowsAtOnce),
                           {from.entry, from.entry, from.id});
}

}  // namespace

std::vector<std::string> application_names(std::string_view text) {
  std::vector<std::string> all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(kBetweenNames), text.size());
    all.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

Result<std::vector<CatalogueRow>> read_stored(Transaction& transaction, ReadUpTo& from) {
  TRY_ASSIGN(const auto rows,
             rows_after(transaction, from,
                        "SELECT id, agreement, agent, kind, queue, level, day, withheld, minutes, "
                        "applications, entry FROM recordings WHERE",
                        "id"));
  std::vector<CatalogueRow> all;
  all.reserve(rows.size());
  for (const Row& row : rows) {
    CatalogueRow one;
    one.id = text(row[0]);
    one.agreement = text(row[1]);
    one.agent = text(row[2]);
    one.kind = text(row[3]);
    one.queue = text(row[4]);
    one.level = text(row[5]);
    one.day = parse_day(text(row[6])).value_or(0);
    one.withheld = number_or_unknown(row[7]);
    one.minutes = number_or_unknown(row[8]);
    one.applications = application_names(text(row[9]));
    if (one.applications.empty()) {
      TRY_ASSIGN(one.applications, names_by_note(transaction, one.id));
    }
    all.push_back(std::move(one));
  }
  go_on(from, rows, 0, 10);
  return all;
}

Result<std::vector<CatalogueRow>> read_gone(Transaction& transaction, ReadUpTo& from) {
  TRY_ASSIGN(const auto rows,
             rows_after(transaction, from,
                        "SELECT id, agreement, kind, queue, day, minutes, state, until, entry FROM "
                        "gone_recordings WHERE",
                        "id"));
  std::vector<CatalogueRow> all;
  all.reserve(rows.size());
  for (const Row& row : rows) {
    CatalogueRow one;
    one.id = text(row[0]);
    one.agreement = text(row[1]);
    one.kind = text(row[2]);
    one.queue = text(row[3]);
    one.day = parse_day(text(row[4])).value_or(0);
    one.minutes = number_or_unknown(row[5]);
    one.state =
        text(row[6]) == name_of(ListedState::kDiscarded) ? ListedState::kDiscarded : ListedState::kShredded;
    one.until = number(row[7]);
    all.push_back(std::move(one));
  }
  go_on(from, rows, 0, 8);
  return all;
}

Result<std::vector<Begun>> read_begun(Transaction& transaction, ReadUpTo& from, bool& more) {
  TRY_ASSIGN(const auto newest, transaction.query("SELECT MAX(entry) FROM certificates"));
  TRY_ASSIGN(
      const auto rows,
      rows_after(transaction, from,
                 "SELECT hash, recording, agreement, agent, began, note, entry FROM certificates WHERE "
                 "NOT EXISTS (SELECT id FROM recordings WHERE id = recording) AND NOT EXISTS (SELECT "
                 "entry FROM tombstones WHERE tombstones.recording = certificates.recording) AND",
                 "hash"));
  std::vector<Begun> all;
  for (const Row& row : rows) {
    Begun one;
    one.row.id = text(row[1]);
    one.row.agreement = text(row[2]);
    one.row.agent = text(row[3]);
    one.row.state = ListedState::kArriving;
    one.began = Utc(std::chrono::milliseconds(number(row[4])));
    if (const auto note = note::parse(text(row[5]))) {
      if (const auto says = recording::parse_certificate(note->text)) {
        one.row.kind = says->kind;
        one.row.queue = says->queue;
      }
    }
    all.push_back(std::move(one));
  }
  go_on(from, rows, 0, 6);
  more = rows.size() == kRowsAtOnce;
  // Those of all others have come or gone: nobody looks at them again.
  if (!more && !is_null(newest[0][0])) from = {number(newest[0][0]), std::string(kAfterAnyHash)};
  return all;
}

}  // namespace insyn::server
