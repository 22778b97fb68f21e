#include "cli/verbs/centre_reader.h"

#include <filesystem>

#include "centre/asking.h"
#include "centre/fetching.h"
#include "cli/out_path.h"
#include "cli/verbs/signed_in.h"
#include "cli/words.h"
#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"
#include "os/process.h"
#include "recording/format/layout.h"

namespace insyn::cli {
namespace {

constexpr std::size_t kMostRecordings = 100'000;

using centre::kRequestKey;
using centre::kRequestNote;

// What every request of one call of ask() is made with.
struct Asking {
  const AskOptions& options;
  const centre::AskingReader& reader;
};

// The request's id.
Result<std::string> ask_for(const Asking& asking, const std::string& recording, const Path& folder) {
  const AskOptions& options = asking.options;
  const centre::WhatIsAsked what{recording, options.opens, options.purpose, options.because,
                                 asking.reader.clock.utc() + std::chrono::days(options.days)};
  return centre::ask(asking.reader, what, folder);
}

Outcome said_of_all(std::size_t done, std::size_t before, std::size_t failed, std::string_view what,
                    Console& console) {
  std::string text = fmt::format("{} {}", done, what);
  if (before > 0) text += fmt::format(", {} before", before);
  if (failed > 0) text += fmt::format(", {} not", failed);
  console.say(text);
  return failed == 0 ? Outcome::kGood : Outcome::kBad;
}

Result<Outcome> ask_for_each(const Asking& asking, const StopRequest& stop, Console& console) {
  const Path& out = asking.options.out;
  TRY(ensure_private_folder(out));
  std::size_t done = 0, before = 0, failed = 0;
  for (const std::string& recording : asking.options.recordings) {
    if (stop.asked()) return fail(Code::kPermanent, "interrupted; the same again asks for the others");
    const Path folder = out / recording;
    if (require_new(folder)) {
      const auto id = ask_for(asking, recording, folder);
      if (id) console.result(*id);
      if (!id) console.say(fmt::format("{}: {}", recording, id.error().message));
      ++(id ? done : failed);
    } else {
      ++before;
    }
  }
  const Outcome outcome = said_of_all(done, before, failed, "asked", console);
  console.say(fmt::format("as the union approves them: insyn fetch {} --to FOLDER", out.string()));
  return outcome;
}

// What every request of one call of fetch() is fetched with.
struct Fetching {
  const agreement::Agreement& agreement;
  centre::Client& server;
  Console& console;
};

Status fetch_one(const Fetching& fetching, const Path& request, const Path& to) {
  Console& console = fetching.console;
  TRY_ASSIGN(const std::string note, centre::request_note_in(request));
  auto fetched = centre::fetch(fetching.server, centre::request_id(note), note, fetching.agreement, to,
                               [&](double share) { console.progress("fetching", share); });
  console.clear_status();
  if (!fetched) return Failure(std::move(fetched).error());
  console.result(to.string());
  console.say(fmt::format("{}, peeled by {}; they open with {} and the reader's own key together",
                          count_text(fetched->chunks, "chunk", "chunks"), fetched->union_name,
                          (request / kRequestKey).string()));
  return {};
}

// The folders in the folder that ask made of several recordings.
Result<std::vector<Path>> requests_in(const Path& folder) {
  std::vector<Path> requests;
  TRY_ASSIGN(const auto names, list_folder(folder, kMostRecordings));
  for (const std::string& name : names)
    if (recording::is_recording_id(name)) requests.push_back(folder / name);
  if (requests.empty())
    return fail(Code::kPermanent, "{} has no {}: it is no folder that insyn ask has made", folder.string(),
                kRequestNote);
  return requests;
}

Result<Outcome> fetch_each(const Fetching& fetching, const FetchOptions& options) {
  TRY_ASSIGN(const std::vector<Path> requests, requests_in(options.request));
  TRY(ensure_private_folder(options.to));
  std::size_t done = 0, before = 0, failed = 0;
  for (const Path& request : requests) {
    const Path to = options.to / request.filename();
    if (require_new(to)) {
      const Status fetched = fetch_one(fetching, request, to);
      if (!fetched)
        fetching.console.say(fmt::format("{}: {}", request.filename().string(), fetched.error().message));
      ++(fetched ? done : failed);
    } else {
      ++before;
    }
  }
  return said_of_all(done, before, failed, "fetched", fetching.console);
}

}  // namespace

Result<Outcome> ask(const AskOptions& options, const Clock& clock, Console& console) {
  const bool one = options.recordings.size() == 1;
  if (one) TRY(require_new(options.out));
  for (const std::string& recording : options.recordings)
    if (!recording::is_recording_id(recording))
      return fail(Code::kPermanent, "“{}” is no recording's id; insyn recordings lists them", recording);
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.key));
  TRY_ASSIGN(const agreement::Agreement agreement,
             enrolment::read_agreement(options.agreement, options.pins));
  TRY_ASSIGN(centre::Client server, signed_in_client(clock));
  // A request that is there has its key on the disk: it is not interrupted in between.
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  const centre::AskingReader reader{signer, agreement, server, clock};
  const Asking asking{options, reader};
  if (!one) return ask_for_each(asking, stop, console);
  TRY_ASSIGN(const std::string id, ask_for(asking, options.recordings.front(), options.out));
  console.result(id);
  console.say(
      fmt::format("asked; once the union has approved: insyn fetch {} --to FOLDER", options.out.string()));
  return Outcome::kGood;
}

Result<Outcome> fetch(const FetchOptions& options, const Clock& clock, Console& console) {
  std::error_code ignored;
  const bool one = std::filesystem::exists(options.request / kRequestNote, ignored);
  if (one) TRY(require_new(options.to));
  TRY_ASSIGN(const agreement::Agreement agreement,
             enrolment::read_agreement(options.agreement, options.pins));
  TRY_ASSIGN(centre::Client server, signed_in_client(clock));
  const Fetching fetching{agreement, server, console};
  if (!one) return fetch_each(fetching, options);
  TRY(fetch_one(fetching, options.request, options.to));
  return Outcome::kGood;
}

Status exported(const ExportedOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(const std::string note, centre::request_note_in(options.request));
  TRY_ASSIGN(centre::Client server, signed_in_client(clock));
  TRY(server.report_export(centre::request_id(note), std::string(name_of(options.form))));
  console.say("reported; it stands in the ledger");
  return {};
}

}  // namespace insyn::cli
