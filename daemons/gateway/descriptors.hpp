#pragma once
// How many connections the gateway can hold, and what becomes of one more.

namespace bookrent::gateway {

/// Descriptors that it takes, where the system allows as many.
inline constexpr unsigned long descriptors_max = 16'384;
/// Of them, those that are not for connections but for its files, such as the keys.
inline constexpr int descriptors_kept = 64;

/// Raises the limit that a login has to what the system allows. From then on a connection that
/// leaves fewer than `descriptors_kept` is closed as soon as it was accepted, and the log says so.
void provide_descriptors();

}  // namespace bookrent::gateway
