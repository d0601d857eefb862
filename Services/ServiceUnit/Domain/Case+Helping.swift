package import Vocabulary

// A TKSK or PSM helps with a child: with recorded willingness, never as owner, under a social worker (D05, §8.1, §12.8).
extension Case {
    /// Somebody who visits or accompanies a child for those who have the case.
    package struct Helper: Codable, Sendable, Equatable {
        package var helper: Username
        /// The social worker who answers for it.
        package var supervisor: Username
        /// When the helper said yes.
        package var agreedOn: LocalDate
        /// The last day.
        package var until: LocalDate
        package var child: Confidential<HelpedChild>
        package var task: Confidential<String>
        package var reports: [Report] = []
        /// When it ended before its last day, also with the case.
        package var endedAt: Instant?

        /// What a helper saw.
        package struct Report: Codable, Sendable, Equatable {
            package var at: Instant
            /// Who wrote it down.
            package var by: Username
            package var childMet: Bool
            package var report: Confidential<String>
        }
    }

    /// Asks a TKSK or PSM who is willing to visit or accompany the child.
    ///
    /// - Parameters:
    ///   - roles: That person's.
    ///   - task: What is agreed; sealed.
    ///   - child: Whom, and where; sealed.
    /// - Throws: ``CaseRejection/Code/noAssignment`` while no social worker has the case to answer for it.
    package func askHelper(
        _ helper: Username,
        helperRoles roles: Set<Role>,
        task: String,
        child: HelpedChild,
        agreedOn: LocalDate,
        until: LocalDate,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "ask a helper")
        guard !roles.isDisjoint(with: Self.helpers) else {
            throw Rejection(.invalid, "\(helper) is no TKSK or PSM known here", at: "/helper")
        }
        guard let supervisor = self.manager ?? self.worker?.worker ?? self.urgent?.holder else {
            throw Rejection(.noAssignment, "a helper goes for a social worker (D05): no one has the case yet")
        }
        switch self.consent.status {
        case .refused, .withdrawn:
            throw Rejection(.noConsent, "consent is \(self.consent.status.rawValue): no helper is told of the child")
        case .none, .deferred, .given: break
        }
        try self.requireText(task, "what the helper does", at: "/task")
        guard agreedOn <= now.localDate else {
            throw Rejection(.invalid, "the day on which the helper agreed has not come yet", at: "/agreed_on")
        }
        guard until >= now.localDate else { throw Rejection(.invalid, "the last day is over", at: "/until") }
        let asked = HelperAsked(
            caseID: self.id,
            helper: helper,
            supervisor: supervisor,
            agreedOn: agreedOn,
            until: until,
            child: Confidential(child, .childIdentity, origin: origin, field: "helped_child"),
            task: Confidential(task, .sensitiveHarm, origin: origin, field: "helper_task"),
            by: name,
            at: now
        )
        return [.helperAsked(asked)]
    }

    /// Records what a helper saw: the helper's own word, or what a worker of the case was told. It decides nothing, and
    /// is no home visit of a worker's (rules 12, 17 and 29).
    ///
    /// - Parameter helper: Whose word a worker writes down; nil where the helper does.
    package func reportHelp(
        of helper: Username?,
        childMet: Bool,
        report: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        try self.requireKnown()
        let name: Username
        if helper == nil {
            name = try self.require(actor, Self.helpers, to: "report as a helper")
        } else {
            name = try self.requireOwn(actor, to: "write down what a helper told").0
        }
        guard self.help(of: helper ?? name, on: now.localDate) != nil, let origin = self.complaintID else {
            throw Rejection(.notYours, "\(helper ?? name) is not asked to help with this case, or no more")
        }
        try self.requireText(report, "what was seen", at: "/report")
        let reported = HelpReported(
            caseID: self.id,
            helper: helper ?? name,
            childMet: childMet,
            report: Confidential(report, .sensitiveHarm, origin: origin, field: "helper_report"),
            by: name,
            at: now
        )
        return [.helpReported(reported)]
    }

    /// Ends a helper's task before its last day.
    package func releaseHelper(_ helper: Username, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        let (name, _) = try self.requireOwn(actor, to: "end a helper's task")
        guard self.help(of: helper, on: now.localDate) != nil else {
            throw Rejection(.invalid, "\(helper) is not asked to help with this case, or no more", at: "/helper")
        }
        return [.helperReleased(HelperReleased(caseID: self.id, helper: helper, by: name, at: now))]
    }

    /// What follows when only these roles are left to a helper: those who have the case ask another.
    func loseHelper(_ name: Username, leaving roles: Set<Role>, at now: Instant) -> [Event] {
        guard roles.isDisjoint(with: Self.helpers), self.help(of: name, on: now.localDate) != nil else { return [] }
        return [.helperReleased(HelperReleased(caseID: self.id, helper: name, at: now))]
    }

    /// Who may help: reports, verifies, accompanies, decides nothing.
    static let helpers: [Role] = [.tksk, .psm]

    /// A helper's task while it stands: until its last day, its end, the case's end, or consent is refused or taken back.
    package func help(of name: Username, on day: LocalDate) -> Helper? {
        guard !self.isOver, self.linkedTo == nil else { return nil }
        return self.helping.last { $0.helper == name && $0.endedAt == nil && day <= $0.until }
    }

    /// The word to those whose task ended because of something else than its own end: the case closed or joined another,
    /// or consent was refused or taken back. The case is the one after the event.
    package func helpEnded(by event: Event, since before: Case, at now: Instant) -> CaseNews? {
        if case .helperReleased = event { return nil }
        let ended = Set(before.helping.map(\.helper)).filter { name in
            before.help(of: name, on: now.localDate) != nil && self.help(of: name, on: now.localDate) == nil
        }
        guard !ended.isEmpty else { return nil }
        let message =
            switch event {
            case .consentWithdrawn, .consentRefused:
                "your help with a child ends at once: keep and tell nothing of it"
            case _ where self.linkedTo == nil: "your help with a child is over: thank you"
            default: "your help with a child is over, the case went on as another: who has that one may ask you anew"
            }
        return CaseNews(
            people: ended.sorted { $0.text < $1.text },
            notice: Notice(kind: "helper_released", roles: [], message: message, at: now)
        )
    }

    // MARK: Folding

    mutating func fold(_ event: HelperAsked) {
        self.endHelp(of: event.helper, at: event.at)
        self.helping.append(
            Helper(
                helper: event.helper,
                supervisor: event.supervisor,
                agreedOn: event.agreedOn,
                until: event.until,
                child: event.child,
                task: event.task
            )
        )
    }

    mutating func fold(_ event: HelpReported) {
        guard let index = self.helping.lastIndex(where: { $0.helper == event.helper }) else { return }
        self.helping[index].reports.append(
            Helper.Report(at: event.at, by: event.by, childMet: event.childMet, report: event.report)
        )
    }

    mutating func fold(_ event: HelperReleased) { self.endHelp(of: event.helper, at: event.at) }

    /// One helper's task ends; everybody's where nobody is named.
    mutating func endHelp(of helper: Username? = nil, at now: Instant) {
        for index in self.helping.indices
        where self.helping[index].endedAt == nil && (helper == nil || self.helping[index].helper == helper) {
            self.helping[index].endedAt = now
        }
    }
}

/// A TKSK or PSM agreed to help with a child.
package struct HelperAsked: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var helper: Username
    package var supervisor: Username
    package var agreedOn: LocalDate
    package var until: LocalDate
    package var child: Confidential<HelpedChild>
    package var task: Confidential<String>
    package var by: Username
    package var at: Instant
}

/// What a helper saw.
package struct HelpReported: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var helper: Username
    package var childMet: Bool
    package var report: Confidential<String>
    package var by: Username
    package var at: Instant
}

/// A helper is thanked: the task is over.
package struct HelperReleased: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var helper: Username
    /// Who ended it; nil where the helper is gone, or helps no more.
    package var by: Username?
    package var at: Instant
}
