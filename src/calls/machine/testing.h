// A telephone system that tells, and a source that says, for tests.
#pragma once

#include <gtest/gtest.h>

#include "calls/machine/book.h"

namespace insyn::calls {

class BookTest : public testing::Test {
 protected:
  using milliseconds = std::chrono::milliseconds;
  using seconds = std::chrono::seconds;

  Instant now_{parse_utc("2026-12-01T08:15:03.000Z").value(), Mono(std::chrono::hours(3))};
  int ids_ = 0;
  Book book_ = make_book({});

  // Gives sign of life by itself, unless a test is about that.
  Book make_book(BookLimits limits) {
    return Book("pbx", limits, [this] { return "id" + std::to_string(++ids_); });
  }
  void pass(milliseconds time) {
    now_.utc += time;
    now_.mono += time;
    book_.heard(now_.mono);
  }
  static Notice notice(What what, const std::string& dialog = "d1", const std::string& number = "201",
                       const std::string& call = "c1") {
    Notice notice;
    notice.what = what;
    notice.dialog = dialog;
    notice.number = number;
    notice.call = call;
    return notice;
  }
  // "begin c1 201, hold c1 201": what is said.
  static std::string words(const Book::Statements& said) {
    std::string text;
    for (const Statement& one : said)
      text += fmt::format("{}{} {} {}", text.empty() ? "" : ", ", code_of(one.event), one.call, one.agent);
    return text;
  }
  Book::Statements take(const Notice& notice) {
    pass(milliseconds(10));
    Book::Statements said = book_.take(notice, now_);
    all_.insert(all_.end(), said.begin(), said.end());
    return said;
  }
  std::string tell(const Notice& notice) { return words(take(notice)); }
  std::string tell(What what, const std::string& dialog = "d1", const std::string& number = "201",
                   const std::string& call = "c1") {
    return tell(notice(what, dialog, number, call));
  }
  // All that is said of several turns of one dialog.
  std::string each(std::initializer_list<What> turns, const std::string& dialog = "d1",
                   const std::string& number = "201", const std::string& call = "c1") {
    std::string all;
    for (const What what : turns) all += tell(what, dialog, number, call);
    return all;
  }
  std::string state(const std::string& leg, const std::string& call = "c1") const {
    const auto answer = book_.answer({}, call, leg, now_);
    if (!answer) return "none";
    return answer->state == CallState::kEnded ? fmt::format("ended {}", answer->ended_ago.count())
                                              : code_of(answer->state);
  }

  std::vector<Statement> all_;
};

}  // namespace insyn::calls
