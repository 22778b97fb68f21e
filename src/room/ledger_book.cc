#include "room/ledger_book.h"

#include <algorithm>

#include "json/members.h"
#include "words/ledger.h"

namespace insyn::room {
namespace {

using json::Json;

// Letters as people search for them: without their case, also those of Swedish.
std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if (c == 0xC3 && next >= 0x80 && next <= 0x9E && next != 0x97) {
      out += static_cast<char>(c);
      out += static_cast<char>(next + 0x20);
      ++i;
    } else {
      out += static_cast<char>(c);
    }
  }
  return out;
}

std::vector<std::string> words_of(const std::string& search) {
  std::vector<std::string> words;
  const std::string text = folded(search);
  for (std::size_t at = text.find_first_not_of(' '); at != std::string::npos;) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(' ', end);
  }
  return words;
}

// The lines of an entry after its head and time, which parse_entry() has read: "key value".
Json values_of(std::string_view text) {
  Json values = Json::object();
  for (int line = 0; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t space = one.find(' ');
    if (line >= 2 && space != std::string_view::npos)
      values[std::string(one.substr(0, space))] = std::string(one.substr(space + 1));
  }
  return values;
}

class Listing {
 public:
  Listing(const ReadLedger& ledger, const Wanted& wanted)
      : ledger_(ledger), wanted_(wanted), words_(words_of(wanted.search)) {}

  bool fits(std::uint64_t number, const ledger::Entry& entry) const {
    const std::string kind = ledger::name_of(entry.what);
    if (!wanted_.kinds.empty() && std::ranges::find(wanted_.kinds, kind) == wanted_.kinds.end()) return false;
    if (words_.empty()) return true;
    if (words_.size() == 1 && words_.front() == std::to_string(number)) return true;
    const std::string said = folded(words::say(entry.what, wanted_.language)) + " " +
                             to_text(entry.time).substr(0, 10) + " " + kind;
    return std::ranges::all_of(words_,
                               [&](const std::string& word) { return said.find(word) != std::string::npos; });
  }

  Json json_of(std::uint64_t number, const Result<ledger::Entry>& entry) const {
    Json one = {{"number", number}};
    if (entry) {
      one["time"] = to_text(entry->time);
      one["kind"] = ledger::name_of(entry->what);
      one["values"] = values_of(ledger_.entries[number]);
    }
    const auto fault = ledger_.faults.find(number);
    if (fault != ledger_.faults.end()) one["fault"] = fault->second;
    return one;
  }

 private:
  const ReadLedger& ledger_;
  const Wanted& wanted_;
  const std::vector<std::string> words_;
};

}  // namespace

Result<std::shared_ptr<const ReadLedger>> read_whole_ledger(centre::Client& client,
                                                            const agreement::Agreement& agreement,
                                                            const Path& state, Utc now) {
  auto book = std::make_shared<ReadLedger>();
  ledger::Order order;
  TRY_ASSIGN(
      book->read,
      centre::read_ledger(client, agreement, state, now, [&](std::uint64_t number, ByteView entry) -> Status {
        book->entries.emplace_back(text_of(entry));
        const auto fault = order.take(ledger::parse_entry(book->entries.back()));
        if (fault) book->faults[number] = ledger::name_of(*fault);
        return {};
      }));
  return std::shared_ptr<const ReadLedger>(std::move(book));
}

std::string entries_json(const ReadLedger& ledger, const Wanted& wanted) {
  const Listing listing(ledger, wanted);
  Json list = Json::array();
  std::optional<std::uint64_t> next;
  for (std::uint64_t number = std::min<std::uint64_t>(wanted.before, ledger.entries.size()); number-- > 0;) {
    const auto entry = ledger::parse_entry(ledger.entries[number]);
    const bool fits = entry ? listing.fits(number, *entry) : wanted.kinds.empty() && wanted.search.empty();
    if (!fits) continue;
    if (list.size() == wanted.most) {
      next = number + 1;
      break;
    }
    list.push_back(listing.json_of(number, entry));
  }
  Json json = {{"size", ledger.entries.size()},
               {"root", to_hex(ledger.read.checkpoint.root)},
               {"cosigned", to_text(ledger.read.cosigned)},
               {"faulty", ledger.faults.size()},
               {"entries", std::move(list)}};
  if (next) json["next"] = *next;
  return json::line_of(json);
}

}  // namespace insyn::room
