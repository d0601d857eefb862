package import Vocabulary

/// The on-call side of a case: rung out, held by somebody, or settled (ARCHITECTURE.md §4, domain.md §14).
package struct UrgentTrack: Codable, Sendable, Equatable {
    /// Where it stands.
    package enum Phase: String, Codable, Sendable {
        /// Waiting for somebody to take it.
        case raised
        /// Somebody has it.
        case held
        /// Nobody needs to be called any more.
        case settled
        /// Went on in the case this complaint was linked to.
        case moved
    }

    package var phase: Phase
    /// Counts every raise of this case.
    package var raiseNo: Int
    /// Whom the last raise called.
    package var rung: OncallRung
    /// How often this rung was called.
    package var raisesOnRung: Int
    /// Who has it.
    package var holder: Username?
    /// The roster's letter the holder took it under; nil under a coordinator's.
    package var letterNo: String?
    /// When this phase began.
    package var since: Instant
    /// Whether the holder has tried to reach child or family.
    package var contactAttempted: Bool
    /// Who is asked first on this rung; empty where that is not known.
    package var called: [Username] = []
    /// On whose screen this call was shown.
    package var displayedTo: [Username] = []
    /// Whom the holder offers it to.
    package var offer: Offer?

    /// The holder wants another to have the case.
    package struct Offer: Codable, Sendable, Equatable {
        package var from: Username
        package var to: Username
        package var note: Confidential<String>
        package var since: Instant
        package var answerBy: Instant
    }
}

extension OncallRung {
    /// The next rung of the ladder; the last one stays.
    package var next: OncallRung {
        switch self {
        case .worker: .coordinatorSw
        case .coordinatorSw: .coordinatorPksai
        case .coordinatorPksai: .headPksai
        case .headPksai, .agencyHead: .agencyHead
        }
    }

    /// The role that stands on it.
    package var role: Role {
        switch self {
        case .worker: .onCallWorker
        case .coordinatorSw: .coordinatorSw
        case .coordinatorPksai: .coordinatorPksai
        case .headPksai: .headPksai
        case .agencyHead: .agencyHead
        }
    }
}
