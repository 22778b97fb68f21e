#include "cli/verbs/audio_attach.h"

#include <charconv>

#include "agreement/zone.h"
#include "centre/attaching.h"
#include "cli/convert_options.h"
#include "cli/verbs/signed_in.h"
#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"
#include "os/process.h"
#include "os/program_filter.h"

namespace insyn::cli {
namespace {

using recording::AudioSides;

constexpr std::size_t kLargestConverted = std::size_t{256} << 20;
constexpr int kMinutesADay = 24 * 60;

std::optional<std::uint64_t> digits(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool all = !text.empty() && error == std::errc() && end == text.data() + text.size();
  return all && text.size() <= 9 ? std::optional(value) : std::nullopt;
}

// "03.25" in milliseconds.
std::optional<std::uint64_t> seconds_in(std::string_view text) {
  const std::size_t dot = std::min(text.find('.'), text.size());
  const auto whole = digits(text.substr(0, dot));
  if (!whole) return std::nullopt;
  if (dot == text.size()) return *whole * 1000;
  std::string fraction(text.substr(dot + 1));
  if (fraction.empty() || fraction.size() > 9 || !digits(fraction)) return std::nullopt;
  fraction.resize(3, '0');
  return *whole * 1000 + *digits(fraction);
}

AudioSides sides_of(const AudioAttachOptions& options, const agreement::Terms& terms) {
  if (options.mixed) return AudioSides::kMixed;
  if (options.customer == "mono" || terms.audio != agreement::Audio::kBoth) return AudioSides::kCustomer;
  return AudioSides::kBoth;
}

Result<std::vector<recording::AudioCut>> cuts_of(const AudioAttachOptions& options) {
  std::vector<recording::AudioCut> cuts;
  for (const auto& [from, length] : options.cuts) {
    recording::AudioCut cut;
    TRY_ASSIGN(cut.from_ms, parse_span(from));
    TRY_ASSIGN(cut.length_ms, parse_span(length));
    cuts.push_back(cut);
  }
  return cuts;
}

// What insyn-audio says before it ends with an error, without its name.
std::string reason_in(std::string said) {
  constexpr std::string_view kName = "insyn-audio: ";
  const std::size_t at = said.rfind(kName);
  if (at != std::string::npos) said.erase(0, at + kName.size());
  while (!said.empty() && said.back() == '\n') said.pop_back();
  return said.empty() ? "it cannot be decoded: insyn-audio was ended" : said;
}

// The program decodes what others have made, without a file, a network or a key.
Result<centre::ConvertedAudio> run_converter(const AudioAttachOptions& options, const ConvertOptions& how,
                                             Console& console) {
  TRY_ASSIGN(const Path folder, program_folder());
  auto made = run_filter(
      folder / "insyn-audio", arguments_of(how), options.file, kLargestConverted, [&](std::string_view line) {
        if (!line.starts_with(kConvertProgress)) return false;
        const auto percent = digits(line.substr(std::string_view(kConvertProgress).size()));
        if (percent) console.progress("converting", static_cast<double>(*percent) / 100);
        return true;
      });
  console.clear_status();
  if (!made) return Failure(std::move(made).error());
  if (made->code != 0)
    return fail(Code::kPermanent, "{}: {}", options.file.string(), reason_in(std::move(made->said)));
  const std::string_view text = text_of(made->output);
  const std::size_t end = text.substr(0, 64).find('\n');
  const std::string_view line = text.substr(0, std::min(end, text.size()));
  const auto duration = line.starts_with(kConvertedLine)
                            ? digits(line.substr(std::string_view(kConvertedLine).size()))
                            : std::nullopt;
  if (!duration || end == std::string_view::npos)
    return fail(Code::kBadPeer, "insyn-audio has made something else than was asked for");
  centre::ConvertedAudio converted;
  converted.duration_ms = *duration;
  converted.contents.assign(made->output.begin() + static_cast<std::ptrdiff_t>(end) + 1, made->output.end());
  wipe(made->output);
  return converted;
}

class SignedInCentre final : public centre::AudioCentre {
 public:
  SignedInCentre(centre::Client client, Console& console) : client_(std::move(client)), console_(console) {}
  Result<std::vector<centre::OfferedRecording>> recordings_of_call(const std::string& call) override {
    return client_.recordings_of_call(call);
  }
  Result<std::string> roster(const Digest& hash) override { return client_.roster(hash); }
  Status attach(const std::string& recording, const std::string& note, const Bytes& sealed) override {
    const Status sent = client_.attach_audio(recording, note, sealed,
                                             [this](double share) { console_.progress("sending", share); });
    console_.clear_status();
    return sent;
  }

 private:
  centre::Client client_;
  Console& console_;
};

}  // namespace

Result<std::uint64_t> parse_span(std::string_view text) {
  std::uint64_t minutes = 0;
  std::string_view rest = text;
  for (int parts = 0; rest.find(':') != std::string_view::npos; ++parts) {
    const std::size_t colon = rest.find(':');
    const auto part = digits(rest.substr(0, colon));
    if (!part || parts == 2 || *part > 100'000)
      return fail(Code::kPermanent, "“{}” is no time within a call; write 1:02:03.5, 12:30 or 750.25", text);
    minutes = minutes * 60 + *part;
    rest.remove_prefix(colon + 1);
  }
  const auto seconds = seconds_in(rest);
  if (!seconds)
    return fail(Code::kPermanent, "“{}” is no time within a call; write 1:02:03.5, 12:30 or 750.25", text);
  return minutes * 60'000 + *seconds;
}

Result<Utc> parse_call_time(std::string_view text, std::string_view zone) {
  if (const auto utc = parse_rfc3339(text)) return *utc;
  // As a time of UTC it is well formed or not; whose clock shows it is looked at then.
  const auto shown = parse_rfc3339(std::string(text) + "Z");
  if (!shown)
    return fail(
        Code::kPermanent,
        "--began “{}” is no time; write it as 2026-12-01T09:15:03+01:00, or without the offset in the "
        "agreement's time zone",
        text);
  const auto day = std::chrono::floor<std::chrono::days>(*shown);
  const auto in_day = *shown - day;
  const auto minute = std::chrono::floor<std::chrono::minutes>(in_day);
  TRY_ASSIGN(const agreement::WallInstants at,
             agreement::instants_of(std::chrono::year_month_day(day),
                                    static_cast<int>(minute.count()) % kMinutesADay, zone));
  if (at.earliest != at.latest)
    return fail(Code::kPermanent, "the clocks of {} show {} twice; add the offset, as in {}+01:00", zone,
                text, text);
  return at.earliest + (in_day - minute);
}

Result<Outcome> audio_attach(const AudioAttachOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.key));
  TRY_ASSIGN(const agreement::Agreement agreement,
             enrolment::read_agreement(options.agreement, options.pins));
  centre::Audio audio;
  audio.call = options.call;
  TRY_ASSIGN(audio.began, parse_call_time(options.began, agreement::zone_of(agreement.terms())));
  audio.sides = sides_of(options, agreement.terms());
  TRY_ASSIGN(audio.cuts, cuts_of(options));
  const centre::AttachBy by{agreement, signer, clock};
  TRY(centre::check_may_attach(by, audio));
  TRY_ASSIGN(centre::Client client, signed_in_client(clock));
  SignedInCentre centre(std::move(client), console);
  const centre::Convert convert = [&](std::uint64_t skip_ms, std::uint64_t most_ms) {
    ConvertOptions how;
    how.voices = name_of(audio.sides);
    how.customer = options.mixed ? "mono" : options.customer;
    how.skip_ms = skip_ms;
    how.most_ms = most_ms;
    for (const recording::AudioCut& cut : audio.cuts) how.cuts.emplace_back(cut.from_ms, cut.length_ms);
    return run_converter(options, how, console);
  };
  TRY_ASSIGN(const auto all, centre::attach_audio(by, audio, centre, convert));
  bool good = true;
  for (const centre::AttachedAudio& one : all) {
    if (one.status) console.result(one.recording);
    if (!one.status) console.say(fmt::format("{}: {}", one.recording, one.status.error().message));
    if (one.before) console.say(fmt::format("{} has audio already, which stays", one.recording));
    good = good && one.status;
  }
  console.say("it opens as the pictures do, with both parties' keys; the file stays where it is");
  return good ? Outcome::kGood : Outcome::kBad;
}

}  // namespace insyn::cli
