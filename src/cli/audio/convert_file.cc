#include "cli/audio/convert_file.h"

#include <cstdio>

#include "audio/convert/convert.h"
#include "os/sandbox/sandbox.h"
#include "os/standard_input.h"

namespace insyn::cli {
namespace {

class FromStandardInput final : public audio::Input {
 public:
  explicit FromStandardInput(StandardInput input) : input_(input) {}
  std::uint64_t size() const override { return input_.size(); }
  Result<std::size_t> read(std::uint64_t from, std::span<std::uint8_t> into) override {
    return input_.read(from, into);
  }

 private:
  StandardInput input_;
};

audio::Conversion conversion_of(const ConvertOptions& options) {
  audio::Conversion how;
  if (options.voices == "both") how.voices = audio::Conversion::Voices::kBoth;
  if (options.voices == "mixed") how.voices = audio::Conversion::Voices::kMixed;
  if (options.customer == "right") how.customer = audio::Customer::kRight;
  if (options.customer == "mono") how.customer = audio::Customer::kOnly;
  for (const auto& [from, length] : options.cuts) how.cuts.push_back({from, length});
  how.skip_ms = options.skip_ms;
  how.most_ms = options.most_ms;
  return how;
}

// For whoever has started it.
std::function<void(double)> progress() {
  return [last = -1](double share) mutable {
    const int percent = static_cast<int>(share * 100);
    if (percent == last) return;
    last = percent;
    std::fputs(fmt::format("{}{}\n", kConvertProgress, percent).c_str(), stderr);
  };
}

}  // namespace

Status convert_file(const ConvertOptions& options, Console& console) {
  TRY_ASSIGN(const StandardInput input, StandardInput::open());
  TRY_ASSIGN(const std::string missing, enter_sandbox({}));
  if (!missing.empty()) console.say(missing);
  FromStandardInput from(input);
  audio::Conversion how = conversion_of(options);
  how.progress = progress();
  TRY_ASSIGN(const audio::Converted converted, audio::convert(from, how));
  const std::string line = fmt::format("{}{}\n", kConvertedLine, converted.duration_ms);
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fwrite(converted.contents.data(), 1, converted.contents.size(), stdout);
  if (std::fflush(stdout) != 0) return fail(Code::kPermanent, "what was made could not be written");
  return {};
}

}  // namespace insyn::cli
