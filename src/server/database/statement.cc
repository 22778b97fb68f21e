#include "server/database/statement.h"

#include "base/check.h"
#include "base/text.h"
#include "server/database/parameters.h"

namespace insyn::server {
namespace {

constexpr std::size_t kShownOfStatement = 60;

// What SOCI binds to: it keeps pointers to these.
struct Bound {
  std::string text;
  long long number = 0;
  soci::indicator indicator = soci::i_ok;
};

// PostgreSQL's texts are UTF-8 and end at a NUL byte; the same holds for SQLite, so that both answer alike.
Status is_storable(std::string_view text) {
  while (!text.empty()) {
    const auto next = take_character(text);
    if (!next || *next == 0)
      return fail(Code::kCorrupt, "a text to be stored is no UTF-8, or has a zero byte; nothing was stored");
  }
  return {};
}

Status bind(soci::statement& statement, const std::string& name, const Value& value, Bound& to) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    to.number = *number;
    statement.exchange(soci::use(to.number, to.indicator, name));
    return {};
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    TRY(is_storable(*text));
    to.text = *text;
  } else {
    to.indicator = soci::i_null;
  }
  statement.exchange(soci::use(to.text, to.indicator, name));
  return {};
}

Result<Row> read_row(const Engine& engine, soci::statement& statement, const soci::row& row) {
  Row read;
  read.reserve(row.size());
  for (std::size_t column = 0; column < row.size(); ++column) {
    if (row.get_indicator(column) == soci::i_null) {
      read.emplace_back();
      continue;
    }
    TRY_ASSIGN(Value value, engine.value_of(statement, row, column));
    read.push_back(std::move(value));
  }
  return read;
}

}  // namespace

std::string abbreviated(const std::string& sql) {
  return sql.size() <= kShownOfStatement ? sql : sql.substr(0, kShownOfStatement) + "…";
}

Result<Ran> run_statement(const Engine& engine, soci::session& session, const std::string& sql,
                          const std::vector<Value>& values, Wanted wanted) {
  const std::vector<std::string> names = parameters_of(sql);
  CHECK(names.size() == values.size());
  std::vector<Bound> bound(values.size());
  soci::row row;
  soci::statement statement(session);
  for (std::size_t i = 0; i < values.size(); ++i) TRY(bind(statement, names[i], values[i], bound[i]));
  if (wanted == Wanted::kRows) statement.exchange(soci::into(row));
  statement.alloc();
  statement.prepare(sql, soci::details::st_one_time_query);
  statement.define_and_bind();
  bool more = statement.execute(true);
  Ran ran;
  if (wanted == Wanted::kChanges) {
    ran.changed = static_cast<std::uint64_t>(std::max<long long>(statement.get_affected_rows(), 0));
    return ran;
  }
  for (; more; more = statement.fetch()) {
    TRY_ASSIGN(Row read, read_row(engine, statement, row));
    ran.rows.push_back(std::move(read));
  }
  return ran;
}

}  // namespace insyn::server
