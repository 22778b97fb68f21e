// Tells by mail what is wrong, through a program that takes a message as sendmail does.
#pragma once

#include <span>

#include "witness/watch/settings.h"
#include "witness/watch/told.h"

namespace insyn::witness {

// The message (RFC 5322), with at most a hundred things one by one. `origin` is the ledger's name.
std::string message_of(const MailSettings& to, const std::string& origin, std::span<const Told> told);

// kTransient where the program cannot be started, does not end, or does not take it.
Status send_mail(const MailSettings& to, const std::string& origin, std::span<const Told> told);

}  // namespace insyn::witness
