#include "extension/manifest.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace insyn::extension {
namespace {

using agreement::Agreement;
using agreement::Application;
using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestManifest = 256 * 1024;
constexpr std::size_t kLongestCentre = 300;
// The first that has all that the scripts use.
constexpr const char* kOldestChromium = "120";
constexpr std::string_view kUpdates = "/v1/extension/updates.xml";

bool is_version(std::string_view text) {
  int parts = 0;
  while (true) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const auto length = static_cast<std::size_t>(end - text.data());
    const bool leading_zero = length > 1 && text.front() == '0';
    if (error != std::errc() || number > 65535 || leading_zero || ++parts > 4) return false;
    text.remove_prefix(length);
    if (text.empty()) return true;
    if (text.front() != '.') return false;
    text.remove_prefix(1);
  }
}

bool is_centre(std::string_view text) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-.:";
  constexpr std::string_view kTls = "https://", kHere = "http://127.0.0.1:";
  if (text.size() > kLongestCentre || !(text.starts_with(kTls) || text.starts_with(kHere))) return false;
  const std::string_view host = text.substr(text.find("//") + 2);
  return !host.empty() && host.find_first_not_of(kAllowed) == std::string_view::npos;
}

// ASCII alone, so that no reader of the file can take it for another encoding.
std::string json_text(const Json& json) { return json.dump(2, ' ', true, Json::error_handler_t::strict); }

template <class Each>
void each_origin(const Agreement& agreement, const Each& each) {
  for (const Application& application : agreement.terms().applications) {
    if (application.kind != Application::kWeb) continue;
    for (const std::string& origin : application.origins) each(application, origin);
  }
}

// As browsers write a path of an address: what they would encode is encoded.
std::string encoded(std::string_view path) {
  constexpr std::string_view kKept = "-._~/*:@!$&'()+,;=%?";
  std::string text;
  for (const char c : path) {
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                         kKept.find(c) != std::string_view::npos;
    if (is_kept)
      text.push_back(c);
    else
      text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return text;
}

// The two scripts of a page: one that sees it and is seen by nobody, and one among the page's own that can
// only say that something has changed.
Json content_scripts(const Agreement& agreement, const Json& matches) {
  Json except = Json::array();
  each_origin(agreement, [&](const Application& application, const std::string& origin) {
    for (const std::string& path : application.except) except.push_back(match_pattern(origin, encoded(path)));
  });
  const auto script = [&](Json files, const char* world) {
    Json one = {{"matches", matches}};
    if (!except.empty()) one["exclude_matches"] = except;
    one["js"] = std::move(files);
    one["run_at"] = "document_start";
    one["all_frames"] = true;
    one["match_about_blank"] = true;
    one["world"] = world;
    return one;
  };
  return Json::array({script({"rules.js", "capture.js"}, "ISOLATED"), script({"bell.js"}, "MAIN")});
}

}  // namespace

Status check_release(const Release& release) {
  if (!is_version(release.version))
    return fail(Code::kPermanent,
                "“{}” is no version of an extension; write one to four numbers up to 65535, as in 0.1.0.3",
                release.version);
  if (!release.centre.empty() && !is_centre(release.centre))
    return fail(Code::kPermanent, "“{}” is no address of a centre; write it as https://insyn.example",
                release.centre);
  return {};
}

std::string match_pattern(std::string_view origin, std::string_view path) {
  const std::size_t host = origin.find("//") + 2;
  const bool has_port = origin.find(':', host) != std::string_view::npos;
  const std::string_view port = has_port ? "" : origin.starts_with("https") ? ":443" : ":80";
  return fmt::format("{}{}{}", origin, port, path);
}

std::string update_address(const Release& release) { return release.centre + std::string(kUpdates); }

std::string manifest_text(const Agreement& agreement, const Release& release) {
  Json matches = Json::array();
  each_origin(agreement, [&](const Application&, const std::string& origin) {
    Json pattern = match_pattern(origin);
    if (std::find(matches.begin(), matches.end(), pattern) == matches.end())
      matches.push_back(std::move(pattern));
  });
  const std::string connect = release.centre.empty() ? "'none'" : release.centre;
  Json manifest = {
      {"manifest_version", 3},
      {"name", "Insyn"},
      {"description", "Records " + agreement.terms().employer +
                          "'s support system in customer calls, as agreed with " +
                          agreement::union_names(agreement.terms())},
      {"version", release.version},
      {"minimum_chrome_version", kOldestChromium},
      {"permissions", {"nativeMessaging", "storage"}},
      {"host_permissions", matches},
      {"background", {{"service_worker", "worker.js"}, {"type", "module"}}},
      {"content_scripts", content_scripts(agreement, matches)},
      {"action", {{"default_title", "Insyn"}}},
      {"incognito", "not_allowed"},
      {"externally_connectable", {{"ids", Json::array()}}},
      {"content_security_policy",
       {{"extension_pages",
         "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src " + connect +
             "; frame-ancestors 'none'"}}},
  };
  if (!release.centre.empty()) {
    manifest["homepage_url"] = release.centre;
    manifest["update_url"] = update_address(release);
  }
  return json_text(manifest) + "\n";
}

std::string rules_text(const Agreement& agreement, const Release& release) {
  const agreement::Terms& terms = agreement.terms();
  Json applications = Json::array();
  for (const Application& one : terms.applications) {
    if (one.kind != Application::kWeb) continue;
    applications.push_back({{"name", one.name},
                            {"origins", one.origins},
                            {"except", one.except},
                            {"masks", one.masks},
                            {"shown", one.shown},
                            {"stills", one.stills},
                            {"searchWords", one.search_words}});
  }
  Json pins = Json::array();
  for (const note::PublicKeys& party : agreement.parties()) pins.push_back(note::public_keys_text(party));
  const Json rules = {{"agreement", to_hex(agreement.hash())},
                      {"level", agreement::level_name(terms.level)},
                      {"applications", std::move(applications)},
                      {"pins", std::move(pins)},
                      {"centre", release.centre}};
  return "globalThis.insynRules = " + json_text(rules) + ";\n";
}

Result<Release> release_in(std::string_view manifest) {
  if (manifest.size() > kLongestManifest) return fail(Code::kCorrupt, "manifest.json is too long");
  const Json json = Json::parse(manifest, nullptr, false);
  const auto text = [&](const char* name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    return found != json.end() && found->is_string() ? found->template get<std::string>() : std::string();
  };
  Release release{text("version"), text("homepage_url")};
  if (const Status good = check_release(release); !good)
    return fail(Code::kCorrupt, "manifest.json: {}", good.error().message);
  return release;
}

}  // namespace insyn::extension
