public import Vocabulary

extension DataRequest {
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
        guard let reason = Screening.refusal(of: dataClass) ?? Screening.lack(of: form, as: dataClass) else {
            return [classified]
        }
        let refused = Refused(reason: reason, by: actor.username, at: now)
        return [classified, reason == .notAvailable ? .dataUnavailable(refused) : .dataRequestDenied(refused)]
    }

    /// The coordinator confirms with the applicant that it fits the centre's scope.
    ///
    /// - Source: SOP table L.11, steps 3 and 4.
    public func confirmScope(by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        try self.require(actor, .coordinatorPksai)
        _ = try self.require(.classified)
        return [.dataRequestScopeConfirmed(Decided(by: actor.username, at: now))]
    }

    /// The data officer looked and there are no such data, or what a grant allows can't be made: the applicant is told
    /// at once.
    ///
    /// - Source: SOP table L.11, step 5.
    public func reportUnavailable(
        _ reason: RefusalReason = .notAvailable,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .dataOfficer)
        _ = try self.require(.inScope, .granted)
        return [.dataUnavailable(Refused(reason: reason, by: actor.username, at: now))]
    }

    /// The approval sheet: the coordinator's for counts, the head's for anything beyond, naming fields, recipient,
    /// purpose and expiry.
    ///
    /// - Parameters:
    ///   - fields: What of a file may be given; of counts and adjusted cases the request says it.
    ///   - limit: The working day on which the data must be out.
    ///   - expires: The last day; 30 days from now unless told, told for anything beyond counts.
    /// - Throws: ``Rejection/notPermitted(_:)`` for anybody else; ``Rejection/missing(_:)`` without what the class needs;
    ///   ``Rejection/wrongState(_:wanted:)`` before the scope is confirmed.
    /// - Source: SOP table L.11, step 5; domain.md §2.2, §10.2; rule 26.
    public func grant(
        fields: [String] = [],
        expires: LocalDate? = nil,
        deliverBy limit: WorkingDayLimit,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .coordinatorPksai, .headPksai)
        let form = try self.require(.inScope)
        guard let dataClass = self.dataClass else { throw .notFound }
        let granter = Screening.granter(of: dataClass)
        try self.require(actor, granter)
        var missing: [String] = []
        let isFile = dataClass == .ownFile || dataClass == .legalCase
        if isFile, fields.isEmpty { missing.append("fields") }
        if granter == .headPksai, expires == nil { missing.append("expires") }
        guard missing.isEmpty else { throw .missing(missing) }
        if let expires, expires < now.localDate { throw .expired }
        return [
            .dataRequestGranted(
                ApprovalSheet(
                    request: self.id,
                    letter: form.letter,
                    applicant: form.applicant,
                    username: form.username,
                    purpose: form.purpose,
                    dataClass: dataClass,
                    fields: isFile ? fields : form.askedFields,
                    courtOrder: dataClass == .legalCase ? form.courtOrder : nil,
                    expires: expires ?? now.localDate.adding(days: Self.expiryDays),
                    confirmedBy: self.confirmedBy ?? "",
                    grantedBy: actor.username,
                    grantedAs: granter,
                    at: now,
                    deliverBy: limit.dueAt,
                    rule: limit.rule("T29", because: "the data were granted at \(now)")
                )
            )
        ]
    }

    /// How long a permission to give counts holds unless said otherwise.
    static let expiryDays = 30

    /// The data officer gives what the approval sheet allows, after the check that it tells nobody's secret: counts and
    /// adjusted cases are made and checked here; of a file only the hash is known.
    ///
    /// - Parameters:
    ///   - extractHash: Of a file: the hash its unit gave, after it was read for other people's names.
    ///   - ledger: What has left before, to anybody.
    ///   - hash: SHA-256 in hexadecimal.
    /// - Returns: The release; or that nothing can be shown safely.
    /// - Throws: ``Rejection/wrongState(_:wanted:)`` without the approval sheet, ``Rejection/expired`` after its last
    ///   day, ``Rejection/missing(_:)`` without a file's hash.
    /// - Source: SOP table L.11, step 6; rule 26.
    public func release(
        extractHash: String? = nil,
        ledger: ReleaseLedger,
        limits: ReleaseLimits,
        by actor: Actor,
        at now: Instant,
        hash: (String) -> String
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .dataOfficer)
        let form = try self.require(.granted)
        guard let approval = self.approval else { throw .notFound }
        guard now.localDate <= approval.expires else { throw .expired }
        func unavailable(_ reason: RefusalReason) -> [Event] {
            [.dataUnavailable(Refused(reason: reason, by: actor.username, at: now))]
        }
        var release = Release(dataClass: approval.dataClass, hash: "", by: actor.username, at: now)
        switch approval.dataClass {
        case .aggregate:
            guard let specification = form.specification else { return unavailable(.notAvailable) }
            guard !CountTable(specification, facts: ledger.facts.lazy.map(\.row)).isEmpty else {
                return unavailable(.notAvailable)
            }
            guard let table = ledger.release(specification, limits: limits, at: now) else {
                return unavailable(.wouldReveal)
            }
            release.table = table
            release.hash = hash(table.csv)
        case .adjustedCase:
            guard let extract = form.extract else { return unavailable(.notAvailable) }
            guard
                let cases = extract.adjusted(
                    facts: ledger.facts.lazy.map(\.row),
                    threshold: limits.threshold,
                    edition: ledger.edition,
                    at: now
                )
            else { return unavailable(.notAnonymous) }
            release.cases = cases
            release.hash = hash(cases.csv)
        case .legalCase, .ownFile:
            guard let extractHash else { throw .missing(["extract_hash"]) }
            release.hash = extractHash
        case .partnerCase, .never: return unavailable(.neverReleased)
        }
        return [.dataReleased(release)]
    }

    /// The data officer or the coordinator refuses, with the reason; the head what only the head may grant.
    ///
    /// - Source: SOP table L.11, steps 2 and 4.
    public func deny(_ reason: RefusalReason, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        try self.require(actor, .dataOfficer, .coordinatorPksai, .headPksai)
        if actor.holds(.coordinatorPksai) || actor.holds(.headPksai) {
            _ = try self.require(.received, .classified, .inScope)
        } else {
            _ = try self.require(.received, .classified)
        }
        let denied = Event.dataRequestDenied(Refused(reason: reason, by: actor.username, at: now))
        guard reason == .outOfScope else { return [denied] }
        try self.require(actor, .coordinatorPksai)
        return [.dataRequestOutOfScope(Decided(by: actor.username, at: now)), denied]
    }

    /// The data officer files everything, however it ended.
    ///
    /// - Source: SOP table L.11, step 7.
    public func document(archive: String, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        try self.require(actor, .dataOfficer)
        _ = try self.require(.released, .denied, .informed)
        guard !archive.allSatisfy(\.isWhitespace) else { throw .missing(["archive"]) }
        return [.dataRequestDocumented(Documented(archive: archive, by: actor.username, at: now))]
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

extension RequestForm {
    /// What was asked for, as words for the approval sheet.
    var askedFields: [String] {
        let dimensions = self.fields.isEmpty ? [self.rows, self.columns].compactMap(\.self) : self.fields
        return dimensions
            + self.filters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.joined(separator: ","))" }
    }
}
