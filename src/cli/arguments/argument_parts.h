// What the verbs' options are made of.
#pragma once

#include <memory>

#include "cli/arguments/argument_tree.h"

namespace insyn::cli {

using Chosen = std::optional<Command>;

// An option, or a place where `name` has no dashes, that takes a path.
CLI::Option* add_path(CLI::App& app, const std::string& name, const std::string& type,
                      const std::string& help, Path& path);
CLI::Option* add_path(CLI::App& app, const std::string& name, const std::string& type,
                      const std::string& help, std::optional<Path>& path);

// An option that is given once for each path.
CLI::Option* add_paths(CLI::App& app, const std::string& name, const std::string& type,
                       const std::string& help, std::vector<Path>& paths);

// --pin A.pub --pin B.pub, and the refusal where it was not given twice.
CLI::Option* add_pins(CLI::App& app, std::vector<Path>& pins);
void demand_two_pins(std::size_t count);
// `which` names the two.
void demand_two(const char* name, std::size_t count, const char* which);

void add_json(CLI::App& app, bool& json);

// What a workstation is given: --agreement, --pin, --device, --spool, --agent.
void add_enrolment(CLI::App& app, enrolment::EnrolmentFiles& files);

// insyn record and try; insyn call.
void add_recording_verbs(CLI::App& app, Chosen& chosen);
void add_call_verbs(CLI::App& app, Chosen& chosen);

// A verb that is followed by another.
CLI::App& add_group(CLI::App& app, const std::string& name, const std::string& help);

// A verb whose `options` are what was chosen once it has been parsed and `check`ed.
template <class Options>
CLI::App& add_verb(CLI::App& app, const std::string& name, const std::string& help, Chosen& chosen,
                   const std::shared_ptr<Options>& options, std::function<void(const Options&)> check = {}) {
  CLI::App& verb = *app.add_subcommand(name, help)->group("Verbs");
  verb.callback([&chosen, options, check = std::move(check)] {
    if (check) check(*options);
    chosen = *options;
  });
  return verb;
}

}  // namespace insyn::cli
