// Options that several verbs take, in CLI11's terms.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/path.h"
#include "words/agreement.h"

namespace insyn::cli {

// An option that takes a path, or a positional argument where `name` has no dashes. `type` is what the help
// shows for the value. `path` outlives the parsing.
CLI::Option* add_path(CLI::App& app, const std::string& name, const std::string& type,
                      const std::string& help, Path& path);
CLI::Option* add_path(CLI::App& app, const std::string& name, const std::string& type,
                      const std::string& help, std::optional<Path>& path);

// An option that takes one path each time it is given.
CLI::Option* add_paths(CLI::App& app, const std::string& name, const std::string& type,
                       const std::string& help, std::vector<Path>& paths);

// One or more paths as positional arguments.
CLI::Option* add_positional_paths(CLI::App& app, const std::string& name, const std::string& help,
                                  std::vector<Path>& paths);

// --pin A.pub --pin B.pub, and one more for each further union.
CLI::Option* add_pins(CLI::App& app, std::vector<Path>& pins);
// Throws CLI::ValidationError unless --pin was given at least twice.
void require_pins(std::size_t count);
// Throws CLI::ValidationError unless the option `name` was given twice; `which` says for what.
void require_two(const char* name, std::size_t count, const char* which);

void add_json(CLI::App& app, bool& json);

// --language sv or en; without it `language` stays as it is.
void add_language(CLI::App& app, const std::string& help, words::Language& language);

}  // namespace insyn::cli
