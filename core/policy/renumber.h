// core/policy/renumber.h: the same policy in a program that counts its sets otherwise.
#pragma once

#include "core/policy/program.h"

#include <array>

namespace podloom::policy {

/// Gives every set (`now[0]`) and port set (`now[1]`) that the policy's rules name its new index.
void renumber(Policy &policy, const std::array<std::vector<std::uint32_t>, 2> &now);

} // namespace podloom::policy
