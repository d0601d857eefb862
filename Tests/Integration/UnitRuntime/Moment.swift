internal import UnitRuntime

/// The moments around each of eight steps at which a unit may die, and one between: what is true just then.
enum Moment: String, CaseIterable, Sendable {
    case beforeReceive, afterReceive
    case locked
    case beforeInsert, afterInsert
    case beforeCommitSent, afterCommitSent
    case beforeCommitAnswered, afterCommitAnswered
    case beforeAck, afterAck
    case beforePublish, afterPublish
    case beforeConfirm, afterConfirm
    case beforeOutboxDelete, afterOutboxDelete

    /// How a child dies at it.
    enum Way {
        /// By its own hand, at a point of the program, the so-manieth time it comes there.
        case point(Faults.Point, times: Int)
        /// While the database holds the statement, or the COMMIT, whose trigger this is.
        case held(by: Trigger)
        /// While the network keeps COMMIT from the database.
        case withoutCommit
        /// While the network keeps the answer to COMMIT from it.
        case withoutAnswer
        /// While the network keeps the confirm from it.
        case withoutConfirm
    }

    /// When the database stands still.
    enum Trigger {
        /// After the last rows are inserted.
        case afterInsert
        /// In the midst of COMMIT.
        case inCommit
    }

    var way: Way {
        switch self {
        // The second time: of forty messages it has handled some and has others in its hands.
        case .beforeReceive: .point(.beforeReceive, times: 2)
        case .afterReceive: .point(.afterReceive, times: 1)
        case .locked: .point(.afterLoad, times: 1)
        case .beforeInsert: .point(.beforeInsert, times: 1)
        case .afterInsert: .held(by: .afterInsert)
        case .beforeCommitSent: .withoutCommit
        case .afterCommitSent: .held(by: .inCommit)
        case .beforeCommitAnswered: .withoutAnswer
        case .afterCommitAnswered: .point(.afterCommitAnswered, times: 1)
        case .beforeAck: .point(.beforeAck, times: 1)
        case .afterAck: .point(.afterAck, times: 1)
        case .beforePublish: .point(.beforePublish, times: 1)
        case .afterPublish: .withoutConfirm
        case .beforeConfirm: .point(.beforeConfirm, times: 1)
        case .afterConfirm: .point(.afterConfirm, times: 1)
        case .beforeOutboxDelete: .point(.beforeOutboxDelete, times: 1)
        case .afterOutboxDelete: .point(.afterOutboxDelete, times: 1)
        }
    }

    /// It is at or after another.
    func isSince(_ other: Moment) -> Bool {
        guard let index = Self.allCases.firstIndex(of: self), let start = Self.allCases.firstIndex(of: other) else {
            return false
        }
        return index >= start
    }

    /// Whether anything is committed once it is dead: before the first step there is what an earlier batch did.
    var leavesEffects: Bool { self == .beforeReceive || self.isSince(.afterCommitSent) }

    /// How many of the messages the broker delivers again, once so many have had their effects.
    ///
    /// While the first are published, the lane goes on with the next; urgent ones are published before they are acked.
    func isReady(_ ready: Int, of number: Int, handled: Int, isUrgent: Bool) -> Bool {
        if self == .beforeReceive || self == .afterAck { return ready == number - handled }
        guard self.isSince(.afterAck) else { return ready == number }
        return ready <= number && (isUrgent || ready < number)
    }

    /// Whether somebody has heard of it; nil if that may be.
    func isHeard(isUrgent: Bool) -> Bool? {
        if self.isSince(.afterPublish) { return true }
        return self == .beforeReceive || isUrgent && (self == .beforeAck || self == .afterAck) ? nil : false
    }
}
