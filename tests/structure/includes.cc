#include "includes.h"

#include <algorithm>
#include <regex>

#include "libraries.h"

namespace insyn::structure {
namespace {

// A room of src/: a folder, or a file by its name without ending. The longest name that fits a file is its
// room.
struct Room {
  std::string name;
  std::vector<std::string> may_include;     // besides itself
  std::vector<std::string> tests_may_also;  // its *_test.cc, *_fuzzer.cc and testing.h
};

// Dependencies point one way: docs/architecture.md draws them. A capture knows nothing of sealing and sealing
// nothing of captures; the pipeline and the recording of a call join them. What opens a recording is linked
// by the command line and the tray only.
const std::vector<Room>& rooms() {
  static const std::vector<Room> all = {
      {"base", {}, {}},
      {"os", {"base"}, {}},
      {"os/sandbox", {"base", "os"}, {}},
      {"reason", {"base"}, {}},
      {"toml", {"base"}, {}},
      {"note", {"base", "toml"}, {}},
      {"http_signature", {"base", "reason", "note"}, {}},
      {"http_client", {"base", "note", "http_signature", "words/language", "words/refusal"}, {}},
      {"indicator", {"base"}, {}},
      {"indicator/x11", {"base", "indicator"}, {}},
      {"json", {"base"}, {}},
      {"control", {"base", "os", "reason", "indicator", "json"}, {}},
      {"agreement", {"base", "reason", "toml", "note"}, {"os", "words"}},
      {"calls/statement", {"base", "toml", "note", "agreement"}, {"os"}},
      {"calls/carrier", {"base", "json", "calls/statement"}, {"note"}},
      {"calls/trust", {"base", "reason", "agreement", "calls/statement"}, {"note"}},
      {"calls/machine", {"base", "calls/statement"}, {"note"}},
      {"calls/log", {"base", "calls/statement"}, {}},
      {"calls/client", {"base", "calls/carrier", "calls/log", "http_client"}, {}},
      // Of a source, and of a server.
      {"calls/serve", {"base", "calls/carrier", "calls/log", "calls/statement", "server/http"}, {}},
      {"calls/mapping", {"base", "toml", "calls/machine", "calls/statement"}, {}},
      {"calls/webhook", {"base", "json", "calls/mapping"}, {"os", "calls/machine"}},
      {"calls/ami", {"base", "calls/machine", "calls/mapping"}, {"os"}},
      {"calls/ami_connection", {"base", "calls/ami", "calls/machine", "calls/mapping"}, {}},
      {"calls/sip", {"base", "calls/machine"}, {"calls/statement"}},
      {"calls/sip_subscriber", {"base", "calls/machine", "calls/sip"}, {}},
      {"calls/source",
       {"base", "note", "calls/carrier", "calls/log", "calls/machine", "calls/serve", "calls/statement"},
       {}},
      {"calls/settings",
       {"base", "os", "toml", "note", "http_signature", "server/http", "calls/machine", "calls/mapping",
        "calls/sip", "calls/webhook"},
       {}},
      {"calls/node",
       {"base", "os", "os/sandbox", "http_signature", "server/http", "calls/ami", "calls/ami_connection",
        "calls/log", "calls/machine", "calls/mapping", "calls/serve", "calls/settings",
        "calls/sip_subscriber", "calls/source", "calls/webhook"},
       {}},
      // Of the catalogues two are linked alone: the recorder's journal says reasons, the report knows no
      // control.
      {"words/language", {}, {}},
      {"words/text", {}, {}},
      {"words/clock", {"base"}, {}},
      {"words/withheld", {"reason", "words/language"}, {}},
      {"words/call_reason", {"base", "reason"}, {}},
      {"words/reason",
       {"base", "reason", "words/language", "words/clock", "words/withheld", "words/call_reason"},
       {}},
      {"words/link", {"base", "link/standing", "words/language", "words/clock", "words/refusal"}, {}},
      {"words/refusal", {"reason", "words/language", "words/text"}, {}},
      {"words/report", {"words/language", "words/text"}, {}},
      {"words",
       {"base", "reason", "note", "control", "agreement", "words/language", "words/text", "words/clock",
        "words/reason", "words/report", "ledger/entries", "recording/format", "recording/verify",
        "witness/rules"},
       {}},
      {"ledger/tree", {"base"}, {}},
      {"ledger/proof", {"base", "ledger/tree"}, {}},
      {"ledger/checkpoint", {"base", "note", "ledger/tree"}, {}},
      {"ledger/tiles", {"base", "ledger/tree", "ledger/proof"}, {}},
      {"ledger/folder",
       {"base", "os", "ledger/checkpoint", "ledger/tiles"},
       {"note", "ledger/proof", "ledger/entries"}},
      {"ledger/entries", {"base"}, {"os"}},

      {"witness", {"base", "os", "note", "ledger/tree", "ledger/proof", "ledger/checkpoint"}, {}},
      {"opening", {"base", "note", "agreement", "ledger/entries", "recording/format"}, {"os"}},
      {"opening/judge",
       {"base", "note", "agreement", "roster", "ledger/entries", "opening", "recording/format",
        "recording/lifetime", "recording/verify"},
       {"os", "recording/testing", "recording/store", "recording/writer", "roster/open", "seal/open"}},
      {"centre",
       {"base", "os", "json", "note", "agreement", "seal", "http_client", "ledger/checkpoint",
        "ledger/entries", "ledger/tiles", "ledger/tree", "opening", "opening/judge", "recording/format",
        "recording/peel", "recording/verify"},
       {}},
      {"recording/peel",
       {"base", "note", "seal", "seal/open", "recording/format", "recording/verify"},
       {"recording/testing", "recording/store"}},
      {"witness/rules", {"base", "note", "agreement", "ledger/entries", "recording/format"}, {}},
      {"receipt",
       {"base", "note", "ledger/tree", "ledger/proof", "ledger/checkpoint", "ledger/entries"},
       {"os"}},
      // The one part of a server that a witness has.
      {"witness/serve", {"base", "http_signature", "server/http", "witness"}, {}},
      {"witness/watch",
       {"base",           "os",
        "note",           "toml",
        "agreement",      "roster",
        "enrolment",      "words",
        "words/language", "words/clock",
        "http_client",    "ledger/tree",
        "ledger/proof",   "ledger/checkpoint",
        "ledger/tiles",   "ledger/folder",
        "ledger/entries", "recording/lifetime",
        "witness",        "witness/rules"},
       {}},
      {"seal", {"base"}, {"seal/open"}},
      {"seal/open", {"base", "seal"}, {}},
      {"track/codec", {"base", "reason"}, {"os"}},
      {"track/render", {"base", "reason", "track/codec"}, {}},
      {"track/export", {"base", "os", "reason", "track/codec", "track/render"}, {}},
      {"recording/format",
       {"base", "reason", "note", "agreement"},
       {"os", "recording/testing", "recording/verify"}},
      {"recording/bundle",
       {"base", "recording/format"},
       {"os", "note", "recording/store", "recording/testing"}},
      {"recording/lifetime", {"base", "note", "recording/format"}, {}},
      {"recording/writer",
       {"base", "os", "reason", "note", "seal", "recording/format", "recording/store"},
       {"recording/testing", "recording/verify"}},
      {"recording/store",
       {"base", "os", "note", "agreement", "recording/format"},
       {"recording/testing", "recording/verify", "seal/open"}},
      {"recording/verify", {"base", "note", "recording/format"}, {"recording/testing"}},
      {"recording/open",
       {"base", "os", "seal", "seal/open", "track/codec", "recording/format", "recording/store"},
       {"recording/testing", "recording/store", "recording/writer"}},
      {"usage", {"base", "os", "note", "agreement"}, {}},
      {"signer",
       {"base", "os", "os/sandbox", "note", "agreement", "usage", "signer/client", "enrolment",
        "recording/format", "recording/writer"},
       {}},
      {"signer/client",
       {"base", "os", "note", "agreement", "usage", "recording/format", "recording/writer"},
       {}},
      {"recording/testing",
       {"base", "reason", "note", "seal", "seal/open", "recording/format", "recording/store",
        "recording/writer", "recording/verify", "recording/open"},
       {}},
      {"roster", {"base", "reason", "toml", "note", "seal"}, {"os", "seal/open", "roster/open"}},
      {"roster/open", {"base", "note", "seal", "seal/open", "roster"}, {}},
      {"enrolment",
       {"base", "os", "os/sandbox", "reason", "note", "agreement", "roster"},
       {"seal", "seal/open", "roster/open", "enrolment/open"}},
      {"enrolment/open", {"base", "os", "enrolment", "seal", "seal/open"}, {}},
      {"recorder/capture/guards", {}, {}},
      {"recorder/capture/testing", {"base", "track/codec", "recorder/capture"}, {}},
      {"recorder/capture", {"base", "reason", "indicator", "track/codec"}, {}},
      {"recorder/capture/x11",
       {"base", "os", "reason", "indicator", "indicator/x11", "track/codec", "recorder/capture",
        "recorder/capture/guards"},
       {}},
      {"recorder/capture/scripted",
       {"base", "os", "reason", "indicator", "track/codec", "recorder/capture"},
       {}},
      {"recorder/session", {"base", "os", "recorder/capture"}, {}},
      {"recorder/stages/application", {"base", "os", "reason", "agreement"}, {}},
      {"recorder/stages/scope",
       {"base", "os", "reason", "track/codec", "recorder/capture", "recorder/capture/guards",
        "recorder/stages/application"},
       {"recorder/capture/testing", "recorder/stages/mask", "recorder/stages/track_stage"}},
      {"recorder/stages/mask", {"base", "reason", "agreement", "track/codec", "recorder/stages/scope"}, {}},
      {"recorder/stages/track_stage",
       {"base", "reason", "track/codec", "recording/format", "recorder/stages/mask"},
       {}},
      {"recorder/stages/recording_keys", {"base", "agreement", "seal", "recording/writer"}, {"seal/open"}},
      {"recorder/stages/seal_stage", {"base", "seal", "recording/writer", "recorder/stages/track_stage"}, {}},
      {"recorder/stages/event_stage",
       {"base", "agreement", "track/codec", "recording/format", "recorder/stages/scope"},
       {"os", "seal", "seal/open", "recording/writer", "recorder/capture", "recorder/capture/testing",
        "recorder/stages/event_seal"}},
      {"recorder/stages/event_seal", {"base", "seal", "recording/writer", "recorder/stages/event_stage"}, {}},
      {"recorder/stages/pipeline",
       {"base", "reason", "track/codec", "recording/format", "recording/writer", "recorder/capture",
        "recorder/stages/scope", "recorder/stages/mask", "recorder/stages/track_stage",
        "recorder/stages/seal_stage", "recorder/stages/event_stage", "recorder/stages/event_seal"},
       {"os", "agreement", "recorder/capture/testing", "recorder/capture/scripted",
        "recorder/call/testing_clock", "recording/store", "recording/testing"}},
      {"recorder/call/testing_clock", {"base"}, {}},
      {"recorder/call/permission",
       {"base", "reason", "agreement", "recorder/stages/application", "recorder/stages/mask"},
       {}},
      {"recorder/call",
       {"base", "os", "reason", "agreement", "track/codec", "recording/format", "recording/writer",
        "recorder/capture", "recorder/session", "recorder/stages/application", "recorder/stages/scope",
        "recorder/stages/mask", "recorder/stages/seal_stage", "recorder/stages/event_stage",
        "recorder/stages/event_seal", "recorder/stages/recording_keys", "recorder/stages/pipeline",
        "recorder/call/permission"},
       {"recorder/call/testing_clock"}},
      {"recorder/call_source",
       {"base", "os", "reason", "agreement", "calls/statement", "calls/carrier", "calls/trust",
        "recorder/call"},
       {"note", "recorder/call/testing_clock"}},
      {"recorder/service",
       {"base", "os", "reason", "words/reason", "indicator", "note", "agreement", "roster", "control",
        "calls/carrier", "calls/trust", "recording/format", "recording/store", "recording/writer",
        "recorder/capture", "recorder/call", "recorder/call/permission", "recorder/call_source"},
       {"recorder/call/testing_clock", "roster/open", "seal/open"}},

      {"insight/input/names", {"base", "os"}, {}},
      {"insight/input/log", {"base", "os", "insight/input/names"}, {}},
      {"insight/input", {"base", "os", "insight/input/log", "insight/input/names"}, {}},
      {"insight/stats/estimate", {}, {}},
      {"insight/stats", {"insight/stats/estimate"}, {}},
      // The gate knows what an estimate is, and no method that makes one.
      {"insight/disclosure", {"insight/stats/estimate"}, {"insight/stats"}},
      {"insight/findings",
       {"base", "insight/input/log", "insight/stats", "insight/stats/estimate", "insight/disclosure"},
       {}},
      {"insight/register",
       {"base", "os", "note", "insight/input/log", "insight/input/names", "insight/disclosure",
        "insight/findings"},
       {"insight/input", "insight/sim"}},
      {"insight/output", {"base", "os", "words/report", "insight/disclosure", "insight/findings"}, {}},
      {"insight/sim", {"base", "os"}, {"insight/input"}},

      {"tray/border", {"base", "os", "indicator", "indicator/x11"}, {}},
      {"tray/shortcut", {"base"}, {"os"}},
      {"tray",
       {"base",
        "os",
        "reason",
        "indicator",
        "note",
        "toml",
        "words",
        "words/clock",
        "words/reason",
        "words/link",
        "link/standing",
        "link/outbox",
        "control",
        "agreement",
        "seal",
        "seal/open",
        "enrolment",
        "enrolment/open",
        "track/codec",
        "track/render",
        "recording/format",
        "recording/store",
        "recording/open",
        "tray/border",
        "tray/shortcut",
        "roster",
        "roster/open"},
       {"recording/testing"}},

      // The workstation's connection to a centre: it carries what is sealed, and cannot open it.
      {"link/standing", {"base"}, {}},
      {"link/outbox", {"base", "os", "note", "recording/format", "recording/lifetime"}, {}},
      {"link/store",
       {"base", "os", "note", "toml", "agreement", "enrolment", "recording/format", "http_client",
        "link/outbox"},
       {}},
      {"link/centre", {"base", "note", "recording/format", "recording/bundle", "receipt", "http_client"}, {}},
      {"link/upload",
       {"base", "os", "note", "agreement", "recording/format", "recording/store", "recording/bundle",
        "recording/lifetime", "ledger/checkpoint", "ledger/tiles", "receipt", "link/standing", "link/outbox",
        "link/store", "link/centre"},
       {}},
      {"link/feed",
       {"base", "os", "note", "agreement", "roster", "enrolment", "link/standing", "link/store",
        "link/centre"},
       {}},
      {"link/calls",
       {"base", "os", "note", "calls/carrier", "calls/client", "calls/log", "calls/statement", "http_client",
        "link/standing"},
       {}},
      // Made-up companies, for tests and the bench: it sees secret keys of both parties, all its own.
      {"fleet",
       {"base", "os", "note", "agreement", "roster", "roster/open", "seal", "seal/open", "recording/format",
        "recording/writer", "recorder/stages/recording_keys", "http_client", "link/standing", "link/store",
        "link/centre", "link/upload"},
       {"recording/store", "recording/verify"}},
      {"link",
       {"base", "os", "os/sandbox", "note", "http_client", "link/standing", "link/store", "link/centre",
        "link/upload", "link/feed", "link/calls"},
       {}},
      {"server/http", {"base", "os", "reason", "note", "http_signature"}, {}},
      {"server/memory", {"base"}, {}},
      {"server/database", {"base", "os"}, {}},
      {"server/erasure", {"base", "server/database"}, {"server/schema"}},
      {"server/schema", {"server/database"}, {"base", "os"}},
      {"server/vault", {"base", "os", "http_client"}, {}},
      {"server/log",
       {"base", "note", "agreement", "http_signature", "ledger/tree", "ledger/proof", "ledger/checkpoint",
        "ledger/tiles", "ledger/entries", "server/database", "server/vault"},
       {"os", "server/schema"}},
      {"server/ledger_routes",
       {"base", "note", "agreement", "ledger/tree", "ledger/checkpoint", "ledger/tiles", "ledger/entries",
        "server/http", "server/database", "server/log"},
       {}},
      {"server/push",
       {"base", "note", "http_signature", "http_client", "ledger/checkpoint", "ledger/proof", "ledger/tiles",
        "witness", "server/database", "server/http", "server/log"},
       {}},
      {"server/calls",
       {"base", "note", "agreement", "calls/client", "calls/log", "calls/serve", "calls/statement",
        "http_client", "server/http"},
       {}},
      {"server/accounts",
       {"base", "json", "ledger/entries", "server/database", "server/erasure", "server/http", "server/log"},
       {"os", "server/schema", "server/vault", "note"}},
      {"server/access",
       {"base", "json", "note", "agreement", "roster", "ledger/entries", "opening", "recording/format",
        "server/accounts", "server/database", "server/http", "server/log", "server/vault"},
       {"os", "server/schema", "agreement/testing", "recording/testing", "recording/store",
        "recording/writer", "roster/open", "seal/open"}},
      {"server/registry",
       {"base", "reason", "note", "http_signature", "agreement", "roster", "ledger/entries",
        "server/database", "server/http", "server/log"},
       {"os", "server/schema", "server/ingest"}},
      {"server/lifetime",
       {"base", "note", "agreement", "roster", "ledger/entries", "recording/lifetime", "server/database",
        "server/erasure", "server/http", "server/log", "server/registry", "server/vault"},
       {"os", "receipt", "recording/format", "server/ingest"}},
      {"server/ingest",
       {"base", "os", "note", "http_signature", "agreement", "roster", "receipt", "ledger/entries",
        "recording/format", "recording/bundle", "recording/verify", "server/database", "server/http",
        "server/log", "server/registry", "server/lifetime", "server/vault"},
       {"recording/lifetime", "recording/store", "recording/testing", "recording/writer", "server/schema"}},
      {"server/node",
       {"base",
        "os",
        "note",
        "toml",
        "calls/carrier",
        "calls/serve",
        "http_client",
        "ledger/entries",
        "server/access",
        "server/calls",
        "server/database",
        "server/erasure",
        "server/http",
        "server/ingest",
        "server/ledger_routes",
        "server/lifetime",
        "server/log",
        "server/push",
        "server/registry",
        "server/schema",
        "server/vault"},
       {}},
      {"cli",
       {"base", "os", "reason", "note", "words", "words/clock", "control", "agreement", "enrolment",
        "recording/format"},
       {}},
      {"cli/arguments", {"base", "os", "words", "note", "enrolment", "cli", "cli/verbs"}, {}},
      {"cli/verbs",
       {"base",
        "os",
        "os/sandbox",
        "reason",
        "note",
        "words",
        "words/clock",
        "words/reason",
        "control",
        "agreement",
        "seal",
        "seal/open",
        "roster",
        "roster/open",
        "enrolment",
        "enrolment/open",
        "usage",
        "signer",
        "signer/client",
        "centre",
        "link/outbox",
        "json",
        "opening",
        "http_client",
        "ledger/tree",
        "ledger/proof",
        "ledger/checkpoint",
        "ledger/entries",
        "ledger/tiles",
        "ledger/folder",
        "track/codec",
        "recording/format",
        "recording/store",
        "recording/verify",
        "recording/peel",
        "recording/open",
        "recording/writer",
        "recorder/capture",
        "recorder/capture/x11",
        "recorder/call",
        "recorder/service",
        "recorder/stages/application",
        "cli"},
       {}},
      {"cli/export",
       {"base", "os", "note", "words", "seal", "enrolment", "enrolment/open", "track/export",
        "recording/format", "recording/store", "recording/verify", "recording/open", "cli", "cli/arguments"},
       {}},
      {"cli/report",
       {"base", "os", "note", "words", "agreement", "seal", "enrolment", "enrolment/open", "insight/input",
        "insight/findings", "insight/output", "insight/register", "recording/format", "recording/open",
        "recording/verify", "cli", "cli/arguments"},
       {}},
      {"programs", {"base", "os", "cli", "cli/arguments", "cli/verbs"}, {}},
      {"programs/insyn_export", {"cli/arguments", "cli/export"}, {}},
      {"programs/insyn_report", {"cli/arguments", "cli/report"}, {}},
      {"programs/insyn_recorder",
       {"base", "os", "os/sandbox", "note", "roster", "control", "enrolment", "signer", "signer/client",
        "recording/writer", "recorder/call", "recorder/call_source", "recorder/capture/x11",
        "recorder/service", "cli", "cli/arguments"},
       {}},
      {"programs/insyn_signer",
       {"base", "os", "os/sandbox", "note", "enrolment", "usage", "signer", "cli", "cli/arguments"},
       {}},
      {"programs/insyn_server",
       {"base", "os", "note", "ledger/entries", "server/http", "server/memory", "server/node",
        "server/access", "cli", "cli/arguments"},
       {}},
      {"programs/insyn_calls",
       {"base", "os", "calls/node", "calls/settings", "server/memory", "cli", "cli/arguments"},
       {}},
      {"programs/insyn_fleet",
       {"base", "os", "note", "http_client", "link/standing", "fleet", "cli", "cli/arguments"},
       {}},
      {"programs/insyn_link",
       {"base", "os", "words/link", "words/language", "link", "link/store", "link/standing", "cli",
        "cli/arguments"},
       {}},
      {"programs/insyn_tray", {"base", "os", "link/outbox", "tray"}, {}},
      {"programs/insyn_witness",
       {"base", "os", "note", "agreement", "words", "words/clock", "http_client", "ledger/checkpoint",
        "ledger/tiles", "witness", "witness/watch", "witness/serve", "server/http", "cli", "cli/arguments"},
       {}},
  };
  return all;
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Whether `file` is this room's: "track/codec/writer" is that file and its test, "track/codec" the folder.
bool belongs(const std::string& file, const std::string& room) {
  if (!file.starts_with(room)) return false;
  const std::string rest = file.substr(room.size());
  return rest.starts_with('/') || rest.starts_with('.') || rest.starts_with("_test.");
}

const Room* row_of(const std::string& file) {
  const Room* found = nullptr;
  for (const Room& room : rooms()) {
    if (belongs(file, room.name) && (found == nullptr || room.name.size() > found->name.size()))
      found = &room;
  }
  return found;
}

std::string objection_to_header(const Room& room, const std::string& header) {
  for (const Library& library : libraries()) {
    const bool fits = std::any_of(library.headers.begin(), library.headers.end(),
                                  [&](const std::string& begin) { return header.starts_with(begin); });
    if (!fits) continue;
    if (library.rooms.empty() || contains(library.rooms, room.name)) return "";
    return fmt::format("<{}> does not belong in {}", header, room.name);
  }
  // The headers of the C++ library have neither folders nor endings.
  if (header.find_first_of("./") == std::string::npos) return "";
  return fmt::format("<{}> is in no row of tests/structure/includes.cc", header);
}

}  // namespace

std::string objection(const std::string& file, const std::string& what) {
  const Room* room = row_of(file);
  if (room == nullptr) return "the file is in no row of tests/structure/includes.cc";
  const std::string name = what.substr(1, what.size() - 2);
  if (what.front() == '<') return objection_to_header(*room, name);
  const Room* target = row_of(name);
  if (target == nullptr) return fmt::format("\"{}\" is in no row of tests/structure/includes.cc", name);
  const bool test = is_for_tests(file);
  if (is_for_tests(name) && !test) return fmt::format("{} is made for tests", name);
  if (target == room || contains(room->may_include, target->name)) return "";
  if (test && contains(room->tests_may_also, target->name)) return "";
  return fmt::format("{} may not include {}", room->name, target->name);
}

bool has_row(const std::string& room) {
  return std::any_of(rooms().begin(), rooms().end(), [&](const Room& row) {
    return row.name == room || Path(row.name).parent_path() == Path(room);
  });
}

std::vector<std::string> rooms_that_may_include(const std::string& target) {
  std::vector<std::string> found;
  for (const Room& room : rooms())
    if (contains(room.may_include, target)) found.push_back(room.name);
  return found;
}

Faults wrong_includes(const Path& root, int& seen) {
  static const std::regex include(R"(^\s*#\s*include\s*(<[^>]+>|"[^"]+"))");
  Faults faults;
  for (const std::string& file : files_in(root, {"src"})) {
    if (!has_ending(file, {".cc", ".h"})) continue;
    int number = 0;
    for (const std::string& line : lines_of(root, file)) {
      ++number;
      std::smatch match;
      if (!std::regex_search(line, match, include)) continue;
      ++seen;
      const std::string why = objection(file.substr(std::string("src/").size()), match[1]);
      if (!why.empty()) faults.push_back(fmt::format("{}:{}: {}", file, number, why));
    }
  }
  return faults;
}

}  // namespace insyn::structure
