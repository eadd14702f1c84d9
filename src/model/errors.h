#pragma once

#include <stdexcept>

namespace locality::model {

/// The user's file, field, coordinate system or option is wrong. The message says what, where, and what to do:
/// `wards.gpkg, layer wards: field "pop" is text; choose a number field`.
class InputError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Long work was asked to stop and did.
class Cancelled : public std::runtime_error {
public:
    Cancelled() : std::runtime_error("cancelled") {}
};

}  // namespace locality::model
