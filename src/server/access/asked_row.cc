#include "server/access/asked_row.h"

namespace insyn::server {
namespace {

std::string text_or_empty(const Value& value) { return is_null(value) ? "" : text(value); }

std::optional<std::int64_t> number_or_nothing(const Value& value) {
  if (is_null(value)) return std::nullopt;
  return number(value);
}

}  // namespace

AskedRow asked_of(const Row& row) {
  AskedRow one;
  one.id = text(row[0]);
  one.recording = text(row[1]);
  one.account = text(row[2]);
  one.state = text(row[3]);
  one.opens = text(row[4]);
  one.purpose = text(row[5]);
  one.note = text(row[6]);
  one.asked = number(row[7]);
  one.until = number(row[8]);
  one.entry = number(row[9]);
  one.answer_note = text_or_empty(row[10]);
  one.peel_note = text_or_empty(row[11]);
  one.peel_key = text_or_empty(row[12]);
  one.approval_entry = number_or_nothing(row[13]);
  one.peel_entry = number_or_nothing(row[14]);
  one.reading_entry = number_or_nothing(row[15]);
  return one;
}

Result<std::optional<AskedRow>> find_asked(Transaction& transaction, const std::string& id) {
  TRY_ASSIGN(const auto rows,
             transaction.query(fmt::format("SELECT {} FROM requests WHERE id = :id", kAskedColumns), {id}));
  if (rows.empty()) return std::nullopt;
  return asked_of(rows[0]);
}

json::Json told(const AskedRow& asked, std::int64_t now) {
  json::Json one;
  one["id"] = asked.id;
  one["recording"] = asked.recording;
  one["opens"] = asked.opens;
  one["purpose"] = asked.purpose;
  one["state"] = asked.state != "refused" && asked.is_over(now) ? "expired" : asked.state;
  one["asked"] = time_text(asked.asked);
  one["until"] = time_text(asked.until);
  one["entry"] = asked.entry;
  if (asked.approval_entry) one["approval_entry"] = *asked.approval_entry;
  if (asked.peel_entry) one["peel_entry"] = *asked.peel_entry;
  if (asked.reading_entry) one["reading_entry"] = *asked.reading_entry;
  return one;
}

}  // namespace insyn::server
