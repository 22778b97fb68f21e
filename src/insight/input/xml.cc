#include "insight/input/xml.h"

#include <expat.h>

#include <new>
#include <optional>

namespace insyn::insight {
namespace {

constexpr int kDeepestElement = 64;
constexpr int kParsedAtOnce = 1 << 16;

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class XmlReader {
 public:
  XmlReader(bool is_utf8, XmlHandler& handler)
      : handler_(handler), parser_(XML_ParserCreate(is_utf8 ? "UTF-8" : nullptr), &XML_ParserFree) {
    if (parser_ == nullptr) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const char* name, const char** attributes) {
          static_cast<XmlReader*>(self)->begin(name, attributes);
        },
        [](void* self, const char* name) { static_cast<XmlReader*>(self)->end(name); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const char* text, int length) {
      static_cast<XmlReader*>(self)->handler_.text({text, static_cast<std::size_t>(length)});
    });
    XML_SetStartDoctypeDeclHandler(parser_.get(), [](void* self, const char*, const char*, const char*, int) {
      static_cast<XmlReader*>(self)->stop({Code::kCorrupt, "has a document type, which no event log needs"});
    });
  }

  Status read(std::istream& in, Progress& progress) {
    while (true) {
      void* const buffer = XML_GetBuffer(parser_.get(), kParsedAtOnce);
      if (buffer == nullptr) return fail(Code::kPermanent, "there is not enough memory to read on");
      in.read(static_cast<char*>(buffer), kParsedAtOnce);
      if (in.bad()) return fail(Code::kPermanent, "it cannot be read completely");
      const auto got = static_cast<int>(in.gcount());
      const bool parsed = XML_ParseBuffer(parser_.get(), got, got == 0 ? 1 : 0) == XML_STATUS_OK;
      if (stopped_) return in_context(fmt::format("line {}", stopped_at_), *stopped_);
      if (!parsed) return fail(Code::kCorrupt, "line {} is not XML: {}", line(), why());
      progress.advance(static_cast<std::uint64_t>(got));
      if (got == 0) return {};
    }
  }

 private:
  std::uint64_t line() const { return XML_GetCurrentLineNumber(parser_.get()); }

  std::string why() const {
    const XML_Error error = XML_GetErrorCode(parser_.get());
    std::string text = XML_ErrorString(error);
    if (error == XML_ERROR_UNKNOWN_ENCODING || error == XML_ERROR_INVALID_TOKEN ||
        error == XML_ERROR_INCORRECT_ENCODING || error == XML_ERROR_PARTIAL_CHAR)
      text += "; save it as UTF-8, and have it say so in its first line";
    return text;
  }

  void stop(Error why) {
    if (stopped_) return;
    stopped_ = std::move(why);
    stopped_at_ = line();
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void begin(const char* name, const char** attributes) {
    if (++depth_ > kDeepestElement) return stop({Code::kCorrupt, "is nested too deeply"});
    if (stopped_) return;
    Status taken = handler_.begin(without_prefix(name), XmlAttributes(attributes), {depth_, line()});
    if (!taken) stop(std::move(taken).error());
  }

  void end(const char* name) {
    if (!stopped_) handler_.end(without_prefix(name), {depth_, line()});
    --depth_;
  }

  XmlHandler& handler_;
  std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser_;
  int depth_ = 0;
  std::optional<Error> stopped_;
  std::uint64_t stopped_at_ = 0;
};

}  // namespace

std::string_view XmlAttributes::of(std::string_view name) const {
  for (const char** at = attributes_; *at != nullptr; at += 2)
    if (without_prefix(at[0]) == name) return at[1];
  return {};
}

Status read_xml(std::istream& in, bool is_utf8, XmlHandler& handler, Progress& progress) {
  return XmlReader(is_utf8, handler).read(in, progress);
}

}  // namespace insyn::insight
