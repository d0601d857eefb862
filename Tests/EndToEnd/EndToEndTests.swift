internal import Testing

/// The real programs, started as an operator starts them: a message in, messages out; also killed, restarted, raced.
///
/// One after the other: each suite has a copy of the whole system, and two would fight for the machine.
@Suite(.serialized) struct EndToEndTests {}
