#include "server/access/reading.h"

#include "server/access/blob_range.h"
#include "server/accounts/transact.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;
using json::Json;

constexpr std::uint64_t kLargestReport = 1 << 10;

recording::PeelKind kind_of(const AskedRow& asked) {
  return asked.opens == name_of(recording::PeelKind::kEvents) ? recording::PeelKind::kEvents
                                                              : recording::PeelKind::kPictures;
}

class Reading {
 public:
  Reading(const Desk& desk, const Request& request, Transaction& transaction)
      : desk_(desk), request_(request), transaction_(transaction) {}

  Result<FoundOrAnswer<Opened>> find() {
    using Found = FoundOrAnswer<Opened>;
    TRY(desk_.log.may_grow(transaction_));
    TRY_ASSIGN(auto asked, find_asked(transaction_, request_.parameters.at("id")));
    if (!asked || asked->account != request_.caller.id) return Found(problem(404, "no-such-request"));
    if (asked->state == "refused") return Found(problem(403, "refused"));
    if (asked->is_over(desk_.now())) return Found(problem(403, "expired"));
    if (asked->state != "approved") return Found(problem(409, "not-answered"));
    TRY_ASSIGN(auto stored, find_stored(transaction_, asked->recording));
    if (!stored.value) return Found(std::move(stored.refusal));
    return Found(Opened{*std::move(asked), *std::move(stored.value)});
  }

  Result<Answer> peel() {
    TRY_ASSIGN(auto found, find());
    if (!found.value) return std::move(found.refusal);
    Opened& opened = *found.value;
    if (!opened.asked.peel_entry) {
      const ledger::Salt salt = ledger::Salt::random();
      const ledger::PeelHandedOut entry{{static_cast<std::uint64_t>(opened.asked.approval_entry.value())},
                                        ledger::salted(salt, view_of(opened.asked.peel_note))};
      TRY_ASSIGN(opened.asked.peel_entry, enter("peel_entry", entry, Kept{salt, opened.asked.recording}));
    }
    Json body;
    body["entry"] = *opened.asked.peel_entry;
    body["approval"] = opened.asked.answer_note;
    body["peel"] = opened.asked.peel_note;
    body["key"] = opened.asked.peel_key;
    body["opening"] = opened.stored.opening_note;
    if (!opened.stored.closing_note.empty())
      body["closing"] = opened.stored.closing_note;
    else
      body["journal"] = opened.stored.journal;
    return json_answer(body);
  }

  // Nothing where the chunks may be read.
  Result<Answer> begin_reading(std::optional<Opened>& opened) {
    TRY_ASSIGN(auto found, find());
    if (!found.value) return std::move(found.refusal);
    opened = *std::move(found.value);
    if (!opened->asked.peel_entry) return problem(409, "no-peel");
    if (!opened->asked.reading_entry) {
      const ledger::ReadingBegun entry{{static_cast<std::uint64_t>(*opened->asked.peel_entry)}};
      TRY(enter("reading_entry", entry, std::nullopt));
    }
    return json_answer(Json::object());
  }

  Result<Answer> exported(ledger::ExportForm form) {
    TRY_ASSIGN(auto found, find());
    if (!found.value) return std::move(found.refusal);
    const Opened& opened = *found.value;
    if (!opened.asked.peel_entry) return problem(409, "no-peel");
    const ledger::ExportReported entry{{static_cast<std::uint64_t>(*opened.asked.peel_entry)}, form};
    TRY_ASSIGN(const std::uint64_t number, desk_.log.append(transaction_, entry));
    return json_answer({{"entry", number}});
  }

 private:
  Result<std::int64_t> enter(const char* column, const ledger::AnyEntry& entry,
                             const std::optional<Kept>& kept) {
    TRY_ASSIGN(const std::uint64_t number, desk_.log.append(transaction_, entry, kept));
    TRY(transaction_.execute(fmt::format("UPDATE requests SET {} = :entry WHERE id = :id", column),
                             {static_cast<std::int64_t>(number), request_.parameters.at("id")}));
    return static_cast<std::int64_t>(number);
  }

  const Desk& desk_;
  const Request& request_;
  Transaction& transaction_;
};

Answer peel(const Desk& desk, const Request& request) {
  return desk.published(answer_writing(
      desk.database, [&](Transaction& transaction) { return Reading(desk, request, transaction).peel(); }));
}

Answer chunks(const Desk& desk, const Request& request) {
  std::optional<Opened> opened;
  Answer answer = begin_reading(desk, request, opened);
  if (answer.status >= 400) return answer;
  const auto listed = chunks_of(opened->stored);
  if (!listed) return answer_to(listed.error());
  const recording::PeelKind kind = kind_of(opened->asked);
  const ReadableChunks readable(*listed, [&](recording::ChunkKind one) { return is_handed_out(one, kind); });
  return answer_with_range(desk, request, readable, chunks_blob_of(opened->stored.id));
}

Answer exported(const Desk& desk, const Request& request) {
  auto members = json::Members::parse(request.body);
  if (!members) return problem(400, "json");
  const auto form = ledger::value_named<ledger::ExportForm>(members->text("form", 32).value_or(""));
  if (!form || !members->finish()) return problem(400, "json");
  return desk.published(answer_writing(desk.database, [&](Transaction& transaction) {
    return Reading(desk, request, transaction).exported(*form);
  }));
}

}  // namespace

Result<FoundOrAnswer<Opened>> find_opened(const Desk& desk, const Request& request,
                                          Transaction& transaction) {
  return Reading(desk, request, transaction).find();
}

Answer begin_reading(const Desk& desk, const Request& request, std::optional<Opened>& opened) {
  // Most of many requests only read.
  Answer answer = answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(auto found, Reading(desk, request, transaction).find());
    if (!found.value) return std::move(found.refusal);
    opened = *std::move(found.value);
    return json_answer(Json::object());
  });
  if (answer.status >= 400 || opened->asked.reading_entry) return answer;
  return desk.published(answer_writing(desk.database, [&](Transaction& transaction) {
    return Reading(desk, request, transaction).begin_reading(opened);
  }));
}

std::vector<http::Route> reading_routes(const Desk& desk) {
  const std::vector<http::Role> who = {http::Role::kReviewer, http::Role::kAnalyst};
  const auto handle = [&](Answer (*what)(const Desk&, const Request&)) {
    return http::Handle([desk, what](const Request& request) { return what(desk, request); });
  };
  return {{"GET", "/v1/requests/{id}/peel", who, 0, handle(&peel)},
          {"GET", "/v1/requests/{id}/chunks", who, 0, handle(&chunks)},
          {"POST", "/v1/requests/{id}/export", who, kLargestReport, handle(&exported)}};
}

}  // namespace insyn::server
