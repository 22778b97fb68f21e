// How a computer's link stands, in words.
#pragma once

#include <string>
#include <vector>

#include "link/standing/standing.h"
#include "words/language.h"

namespace insyn::words {

// "the server cannot be reached".
std::string say(link::Obstacle obstacle, Language language);
// The same, with the server's reason where it is the server that refuses.
std::string say(const link::Trouble& trouble, Language language);

// What the tray says where the agreement has a centre and no link has written how it stands.
std::string no_link_line(Language language);
// In one line, for the tray: what waits, and what stands in its way; empty where nothing does.
std::string link_line(const link::Standing& standing, Utc now, Language language);

// All of it, a line for each fact. Times are this computer's.
std::vector<std::string> link_lines(const link::Standing& standing, Utc now, Language language);

}  // namespace insyn::words
