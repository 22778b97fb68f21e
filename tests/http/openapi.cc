#include "http/openapi.h"

#include <yaml-cpp/yaml.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>

namespace insyn::http_test {
namespace {

using nlohmann::json;

const YAML::Node& page() {
  static const YAML::Node all = YAML::LoadFile(INSYN_SOURCE_DIR "/docs/api/openapi.yaml");
  return all;
}

// What "#/components/…" refers to.
YAML::Node resolved(const YAML::Node& node) {
  if (!node["$ref"]) return node;
  std::string reference = node["$ref"].as<std::string>().substr(2);
  YAML::Node at = YAML::Clone(page());  // assigning to a node would change what it is part of
  while (!reference.empty()) {
    const std::size_t slash = reference.find('/');
    at.reset(YAML::Clone(at[reference.substr(0, slash)]));
    reference = slash == std::string::npos ? "" : reference.substr(slash + 1);
  }
  if (!at.IsMap()) throw std::runtime_error("a reference leads nowhere");
  return at;
}

std::string type_of(const json& value) {
  if (value.is_number_integer()) return "integer";
  return value.type_name();
}

std::string check(const json& value, const YAML::Node& unresolved, const std::string& where);

std::string check_object(const json& value, const YAML::Node& schema, const std::string& where) {
  for (const auto& name : schema["required"])
    if (!value.contains(name.as<std::string>())) return where + " lacks " + name.as<std::string>();
  for (const auto& [name, inner] : value.items()) {
    const YAML::Node property = schema["properties"][name];
    if (!property) return where + " has " + name + ", which is not on the page";
    const std::string fault = check(inner, property, where + "." + name);
    if (!fault.empty()) return fault;
  }
  return "";
}

std::string check(const json& value, const YAML::Node& unresolved, const std::string& where) {
  const YAML::Node schema = resolved(unresolved);
  static const std::set<std::string> known = {"type",       "required", "additionalProperties",
                                              "properties", "items",    "enum"};
  for (const auto& word : schema)
    if (known.count(word.first.as<std::string>()) == 0)
      throw std::runtime_error("a schema says “" + word.first.as<std::string>() + "”, which nobody checks");
  // One, or one and null.
  const YAML::Node types = schema["type"];
  if (types.IsSequence() && (types.size() != 2 || types[1].as<std::string>() != "null"))
    throw std::runtime_error("a schema has other types than one and null");
  if (types.IsSequence() && value.is_null()) return "";
  const std::string type = (types.IsSequence() ? types[0] : types).as<std::string>();
  if (type_of(value) != type) return where + " is " + type_of(value) + " and not " + type;
  if (schema["enum"]) {
    bool among = false;
    for (const auto& one : schema["enum"]) among |= value == json(one.as<std::string>());
    if (!among) return where + " is " + value.dump() + ", which is not on the page";
  }
  if (type == "object") {
    if (schema["additionalProperties"].as<std::string>() != "false")
      throw std::runtime_error("an object is open");
    return check_object(value, schema, where);
  }
  if (type == "array") {
    for (const json& item : value) {
      const std::string fault = check(item, schema["items"], where + "[]");
      if (!fault.empty()) return fault;
    }
  }
  return "";
}

std::vector<std::string> segments(const std::string& path) {
  std::vector<std::string> all;
  std::istringstream stream(path);
  for (std::string one; std::getline(stream, one, '/');) all.push_back(one);
  return all;
}

// Whether `path` is one that the page writes as `written`, in which "{…}" is any segment.
bool is_written_as(const std::string& path, const std::string& written) {
  const auto is = segments(path), says = segments(written);
  if (is.size() != says.size()) return false;
  for (std::size_t i = 0; i < is.size(); ++i)
    if (says[i] != is[i] && !says[i].starts_with('{')) return false;
  return true;
}

YAML::Node response_of(const std::string& method, const std::string& path, int status) {
  std::string name = method == "HEAD" ? "get" : method;
  for (char& letter : name) letter = static_cast<char>(std::tolower(letter));
  std::string written = path;
  bool stands_so = false;
  for (const auto& one : page()["paths"]) {
    const auto says = one.first.as<std::string>();
    // A path as it stands goes before one with a parameter.
    if (says == path) stands_so = true;
    if (!stands_so && written == path && is_written_as(path, says)) written = says;
  }
  const YAML::Node item = page()["paths"][stands_so ? path : written];
  if (!item || !item[name]) return page()["components"]["responses"]["Problem"];
  const YAML::Node responses = item[name]["responses"];
  const YAML::Node own = responses[std::to_string(status)];
  return resolved(own ? own : responses["default"]);
}

}  // namespace

std::string against_openapi(const std::string& method, const std::string& path, const Reply& reply) {
  const std::string what = method + " " + path + " " + std::to_string(reply.status) + ": ";
  const YAML::Node response = response_of(method, path, reply.status);
  const auto field = reply.fields.find("content-type");
  if (!response["content"])
    return field == reply.fields.end() && reply.body.empty() ? "" : what + "the page says no body";
  if (field == reply.fields.end()) return what + "no Content-Type";
  const std::string type = field->second.substr(0, field->second.find(';'));
  const YAML::Node content = response["content"][type];
  if (!content) return what + type + " is not on the page";
  if (method == "HEAD" || type.starts_with("text/") || type == "application/octet-stream") return "";
  const json body = json::parse(reply.body, nullptr, false);
  if (body.is_discarded()) return what + "the body is no JSON: " + reply.body;
  if (type == "application/problem+json" && body.value("status", 0) != reply.status)
    return what + "the body says another status";
  const std::string fault = check(body, content["schema"], "the body");
  return fault.empty() ? "" : what + fault;
}

}  // namespace insyn::http_test
