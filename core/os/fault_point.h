// core/os/fault_point.h: places at which a test has the process die.
#pragma once

#include <string_view>

namespace podloom {

/// Does nothing. A program for tests links another definition, which ends the process here as `kill -9` does,
/// when `name` is the point that the test asks for. Points lie between two steps that must survive being
/// torn apart.
void faultPoint(std::string_view name);

} // namespace podloom
