public import Vocabulary

extension DataRequest {
    /// Why a step is refused.
    public enum Rejection: DomainRejection {
        /// No such request here.
        case notFound
        /// Only these roles may.
        case notPermitted([Role])
        /// The request stands elsewhere.
        case wrongState(State, wanted: [State])
        /// Not a count, and so not for the coordinator; such releases are not offered.
        case restricted
        /// What was asked can't be counted.
        case notCountable
    }

    /// A request came in: kept, screened, and refused at once where that is plain. A repeat changes nothing.
    ///
    /// - Parameter limit: The working day on which it must be classified.
    /// - Source: SOP table L.11, steps 1 and 2; rule 26.
    public func receive(_ form: RequestForm, classifyBy limit: WorkingDayLimit, at now: Instant) -> [Event] {
        guard self.state == .unknown else { return [] }
        let proposal = Screening(form)
        let received = Event.dataRequestReceived(
            Received(
                form: form,
                proposal: proposal,
                at: now,
                classifyBy: limit.dueAt,
                rule: limit.rule("T29", because: "the request was received at \(now)")
            )
        )
        guard let reason = proposal.refusal else { return [received] }
        let refused = Refused(reason: reason, by: Actor.system.username, at: now)
        let classified = Event.dataRequestClassified(
            Classified(dataClass: proposal.dataClass, by: Actor.system.username, at: now)
        )
        return [
            received, classified, reason == .notAvailable ? .dataUnavailable(refused) : .dataRequestDenied(refused),
        ]
    }

    /// The data officer says which class it is; what never leaves is refused at once.
    ///
    /// - Source: SOP table L.11, step 2; D06.
    public func classify(as dataClass: DataClass, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        try self.require(actor, .dataOfficer)
        let form = try self.require(.received, .classified)
        let classified = Event.dataRequestClassified(Classified(dataClass: dataClass, by: actor.username, at: now))
        if let reason = Screening.refusal(of: dataClass) {
            return [classified, .dataRequestDenied(Refused(reason: reason, by: actor.username, at: now))]
        }
        if dataClass == .aggregate, form.specification == nil {
            return [classified, .dataUnavailable(Refused(reason: .notAvailable, by: actor.username, at: now))]
        }
        return [classified]
    }

    /// The coordinator confirms with the applicant that it fits the centre's scope. Beyond counts nothing is on offer:
    /// that is told at once.
    ///
    /// - Source: SOP table L.11, steps 4 and 5.
    public func confirmScope(by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        try self.require(actor, .coordinatorPksai)
        _ = try self.require(.classified)
        let confirmed = Event.dataRequestScopeConfirmed(Decided(by: actor.username, at: now))
        guard self.dataClass == .aggregate else {
            return [
                confirmed,
                .dataUnavailable(Refused(reason: .restrictedNotAvailable, by: Actor.system.username, at: now)),
            ]
        }
        return [confirmed]
    }

    /// The coordinator grants counts: the approval sheet, and with it the release.
    ///
    /// - Parameters:
    ///   - threshold: Counts from 1 to below it are withheld.
    ///   - limit: The working day on which the data must be out.
    ///   - counts: Counts the facts there are now.
    ///   - hash: SHA-256 in hexadecimal.
    /// - Returns: Grant and release; or, with nothing to count, that the data are not available.
    /// - Throws: ``Rejection/restricted`` for anything beyond counts; ``Rejection/wrongState(_:wanted:)`` before the
    ///   scope is confirmed.
    /// - Source: SOP table L.11, steps 5 and 6; rule 26: delivery waits for the approval sheet.
    public func grant(
        threshold: Int,
        deliverBy limit: WorkingDayLimit,
        by actor: Actor,
        at now: Instant,
        counts: (TableSpecification) -> CountTable,
        hash: (String) -> String
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .coordinatorPksai)
        if [.classified, .informed].contains(self.state), self.dataClass != .aggregate { throw .restricted }
        let form = try self.require(.inScope)
        guard let specification = form.specification else { throw .notCountable }
        let counts = counts(specification)
        if counts.isEmpty {
            return [.dataUnavailable(Refused(reason: .notAvailable, by: actor.username, at: now))]
        }
        let table = counts.withheld(threshold: threshold, specification: specification, at: now)
        return [
            .dataRequestGranted(
                ApprovalSheet(
                    request: self.id,
                    letter: form.letter,
                    applicant: form.applicant,
                    purpose: form.purpose,
                    dataClass: .aggregate,
                    fields: specification,
                    confirmedBy: self.confirmedBy ?? actor.username,
                    grantedBy: actor.username,
                    at: now,
                    deliverBy: limit.dueAt,
                    rule: limit.rule("T29", because: "the data were granted at \(now)")
                )
            ),
            .dataReleased(Release(table: table, hash: hash(table.csv), at: now)),
        ]
    }

    /// The data officer or the coordinator refuses, with the reason.
    ///
    /// - Source: SOP table L.11, steps 2 and 4.
    public func deny(_ reason: RefusalReason, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        try self.require(actor, .dataOfficer, .coordinatorPksai)
        if actor.holds(.coordinatorPksai) {
            _ = try self.require(.received, .classified, .inScope)
        } else {
            _ = try self.require(.received, .classified)
        }
        let denied = Event.dataRequestDenied(Refused(reason: reason, by: actor.username, at: now))
        guard reason == .outOfScope else { return [denied] }
        return [.dataRequestOutOfScope(Decided(by: actor.username, at: now)), denied]
    }

    private func require(_ actor: Actor, _ roles: Role...) throws(Rejection) {
        guard !actor.roles.isDisjoint(with: roles) else { throw .notPermitted(roles) }
    }

    private func require(_ wanted: State...) throws(Rejection) -> RequestForm {
        guard let form else { throw .notFound }
        guard wanted.contains(self.state) else { throw .wrongState(self.state, wanted: wanted) }
        return form
    }
}

extension DataRequest.Rejection {
    /// A stable word.
    public var code: String {
        switch self {
        case .notFound: "not_found"
        case .notPermitted: "not_permitted"
        case .wrongState: "wrong_state"
        case .restricted: "restricted_not_available"
        case .notCountable: "not_countable"
        }
    }

    /// What is missing and who or what can mend it.
    public var explanation: String {
        switch self {
        case .notFound: "there is no such request in this unit"
        case .notPermitted(let roles): "only \(roles.map(\.rawValue).joined(separator: " or ")) may do this"
        case .wrongState(let state, let wanted):
            "the request is \(state.rawValue); this step needs it to be \(wanted.map(\.rawValue).joined(separator: " or "))"
        case .restricted: RefusalReason.restrictedNotAvailable.explanation
        case .notCountable: RefusalReason.notAvailable.explanation
        }
    }

    /// The member to blame.
    public var pointer: String {
        switch self {
        case .notFound: "/request_id"
        case .notPermitted, .wrongState, .restricted, .notCountable: ""
        }
    }
}
