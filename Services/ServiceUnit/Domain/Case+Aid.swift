package import Vocabulary

// Facts of the child programme (§12.6): indicators of change, aid in instalments with receipts, savings notes.
extension Case {
    /// What is granted, paid, saved and seen.
    package struct Aid: Codable, Sendable, Equatable {
        /// One year's grant.
        package struct Grant: Codable, Sendable, Equatable {
            package var grantNo: Int
            package var year: Int
            package var instalments: [AidInstalment]
            /// Instalments handed out, from 1, with their receipts.
            package var paid: [Payment] = []
            package var ended = false
        }

        /// An instalment handed out.
        package struct Payment: Codable, Sendable, Equatable {
            package var instalment: Int
            package var rupiah: Int
            package var receiptNo: String
        }

        /// What the family saved in a month.
        package struct Saving: Codable, Sendable, Equatable {
            package var month: String
            package var rupiah: Int
        }

        /// What was seen to hold in a period.
        package struct Observation: Codable, Sendable, Equatable {
            package var cluster: AidCluster
            package var period: String
            package var holding: [ChangeIndicator]
        }

        package var grants: [Grant] = []
        package var savings: [Saving] = []
        package var observations: [Observation] = []

        /// Whether money is still to come.
        package var isOpen: Bool { self.grants.contains { !$0.ended } }
    }

    /// Records which indicators of change hold in a period.
    package func recordOutcomeIndicators(
        _ holding: [ChangeIndicator],
        of cluster: AidCluster,
        period: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, _) = try self.requireOwn(actor, to: "record indicators of change")
        try Self.requireMonth(period, by: now, at: "/period")
        let asked = ChangeIndicator.asked(of: cluster)
        let foreign = holding.filter { !asked.contains($0) }
        guard foreign.isEmpty else {
            throw Rejection(
                .invalid,
                "\(cluster.rawValue) is asked for \(Self.list(asked.map(\.rawValue)))",
                at: "/holding"
            )
        }
        let recorded = OutcomeIndicatorsRecorded(
            caseID: self.id,
            cluster: cluster,
            period: period,
            holding: asked.filter { holding.contains($0) },
            by: name,
            at: now
        )
        return [.outcomeIndicatorsRecorded(recorded)]
    }

    /// Grants aid for a year, in dated instalments.
    package func grantAid(
        year: Int,
        _ instalments: [AidInstalment],
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        _ = try self.requireOrigin()
        let name = try self.require(actor, [.responsibleOfficer], to: "grant material aid")
        guard self.plan?.approvedVersion != nil else {
            throw Rejection(.wrongOrder, "aid goes with a plan in force")
        }
        guard !instalments.isEmpty, instalments.allSatisfy({ $0.rupiah > 0 && $0.date.year == year }) else {
            throw Rejection(.invalid, "instalments of that year, each above 0", at: "/instalments")
        }
        guard instalments == instalments.sorted(by: { $0.date < $1.date }) else {
            throw Rejection(.invalid, "instalments in the order of their dates", at: "/instalments")
        }
        guard !self.aid.grants.contains(where: { $0.year == year && !$0.ended }) else {
            throw Rejection(.wrongOrder, "aid for \(year) is granted already", at: "/year")
        }
        let number = self.aid.grants.count + 1
        let granted = AidGranted(
            caseID: self.id,
            grantNo: number,
            year: year,
            instalments: instalments,
            by: name,
            at: now
        )
        return [.aidGranted(granted)]
    }

    /// Records that an instalment was handed out, against a receipt, for a purpose.
    package func payAidInstalment(
        grantNo: Int,
        instalment: Int,
        receiptNo: String,
        purpose: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "hand out aid")
        guard let grant = self.aid.grants.first(where: { $0.grantNo == grantNo }) else {
            throw Rejection(.invalid, "there is no such grant", at: "/grant_no")
        }
        guard !grant.ended else { throw Rejection(.over, "the grant ended with the service", at: "/grant_no") }
        guard grant.instalments.indices.contains(instalment - 1) else {
            throw Rejection(.invalid, "the grant has \(grant.instalments.count) instalments", at: "/instalment")
        }
        guard !grant.paid.contains(where: { $0.instalment == instalment }) else {
            throw Rejection(.wrongOrder, "that instalment was handed out before", at: "/instalment")
        }
        let planned = grant.instalments[instalment - 1]
        guard planned.date <= now.localDate else {
            throw Rejection(.wrongOrder, "that instalment is for \(planned.date)", at: "/instalment")
        }
        try self.requireText(receiptNo, "the receipt's number", at: "/receipt_no")
        try self.requireText(purpose, "what it is for", at: "/purpose")
        let paid = AidInstalmentPaid(
            caseID: self.id,
            grantNo: grantNo,
            instalment: instalment,
            rupiah: planned.rupiah,
            receiptNo: receiptNo,
            by: name,
            at: now
        )
        return [.aidInstalmentPaid(paid), self.note(purpose, about: "aid_purpose", by: name, origin: origin, at: now)]
    }

    /// Notes what the family saved in a month: never a condition of aid.
    package func noteSavings(month: String, rupiah: Int, by actor: Actor, at now: Instant) throws(Rejection) -> [Event]
    {
        let (name, _) = try self.requireOwn(actor, to: "note savings")
        try Self.requireMonth(month, by: now, at: "/month")
        guard rupiah >= 0 else { throw Rejection(.invalid, "an amount of 0 or more", at: "/rupiah") }
        return [.savingsNoted(SavingsNoted(caseID: self.id, month: month, rupiah: rupiah, by: name, at: now))]
    }

    /// Service ends, and aid with it.
    func endingAid(at now: Instant) -> [Event] {
        self.aid.isOpen ? [.aidEnded(AidEnded(caseID: self.id, at: now))] : []
    }

    private static func requireMonth(_ text: String, by now: Instant, at pointer: String) throws(Rejection) {
        guard text.utf8.count == 7, let first = LocalDate(text + "-01") else {
            throw Rejection(.invalid, "a month as 2026-03", at: pointer)
        }
        guard first <= now.localDate else { throw Rejection(.invalid, "the month has not come yet", at: pointer) }
    }

    // MARK: Folding

    mutating func fold(_ event: OutcomeIndicatorsRecorded) {
        self.aid.observations.removeAll { $0.cluster == event.cluster && $0.period == event.period }
        let observation = Aid.Observation(cluster: event.cluster, period: event.period, holding: event.holding)
        self.aid.observations.append(observation)
    }

    mutating func fold(_ event: AidGranted) {
        guard !self.aid.grants.contains(where: { $0.grantNo == event.grantNo }) else { return }
        let grant = Aid.Grant(grantNo: event.grantNo, year: event.year, instalments: event.instalments)
        self.aid.grants.append(grant)
    }

    mutating func fold(_ event: AidInstalmentPaid) {
        guard let index = self.aid.grants.firstIndex(where: { $0.grantNo == event.grantNo }),
            !self.aid.grants[index].paid.contains(where: { $0.instalment == event.instalment })
        else { return }
        let payment = Aid.Payment(instalment: event.instalment, rupiah: event.rupiah, receiptNo: event.receiptNo)
        self.aid.grants[index].paid.append(payment)
    }

    mutating func fold(_ event: SavingsNoted) {
        self.aid.savings.removeAll { $0.month == event.month }
        self.aid.savings.append(Aid.Saving(month: event.month, rupiah: event.rupiah))
    }

    mutating func fold(_ event: AidEnded) {
        for index in self.aid.grants.indices { self.aid.grants[index].ended = true }
    }
}
