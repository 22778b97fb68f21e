// How a verb is added to the tree of verbs.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "cli/arguments/arguments.h"

namespace insyn::cli {

using Chosen = std::optional<Command>;

// A verb that is followed by another.
inline CLI::App& add_group(CLI::App& app, const std::string& name, const std::string& help) {
  CLI::App& group = *app.add_subcommand(name, help)->group("Verbs");
  group.require_subcommand(1);
  return group;
}

// A verb that puts `options` into `chosen` once it has been parsed and `check` has passed.
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
