#pragma once

namespace locality::geo {

/// Gives the system back what freed memory is kept for the next step (large_arrays.cpp), where it can be told to; takes
/// some hundredths of a second. For programs that run all day.
void give_back_memory();

}  // namespace locality::geo
