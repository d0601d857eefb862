internal import Contracts
internal import DataRequestDomain
internal import UnitRuntime
internal import Vocabulary

extension DataRequest {
    /// Who hears of an event: the applicant, the roles it alerts.
    func effects(of event: Event, at now: Instant) -> [Effect] {
        var effects: [Effect] = []
        let applicant = self.form.flatMap { Username($0.username) }
        switch event {
        case .dataReleased(let release):
            guard let approval = self.approval else { break }
            if let applicant {
                effects.append(.send(.user(applicant), DataRequestGranted(self.id, approval, release)))
            }
            effects.append(
                .tell(
                    DataReleased(
                        requestID: self.id,
                        dataClass: release.dataClass,
                        fields: approval.fields,
                        hash: release.hash,
                        at: release.at
                    )
                )
            )
        case .dataRequestDenied(let refused): effects += self.told(refused, applicant)
        case .dataUnavailable(let refused):
            effects += self.told(refused, applicant)
            effects.append(.tell(DataUnavailable(requestID: self.id, reason: refused.reason, at: refused.at)))
        case .dataRequestGranted(let sheet):
            if let applicant, sheet.dataClass == .ownFile || sheet.dataClass == .legalCase {
                effects.append(.tell(FileReleaseGranted(sheet, reader: applicant)))
            }
        case .dataRequestDocumented(let documented):
            effects.append(
                .tell(DataRequestDocumented(requestID: self.id, archive: documented.archive, at: documented.at))
            )
        case .dataRequestReceived, .dataRequestClassified, .dataRequestScopeConfirmed, .dataRequestOutOfScope,
            .clockRang:
            break
        }
        // What the screening refused by itself needs nobody.
        let waits = self.refusal == nil
        let roles = self.recipients(of: event)
        if waits, !roles.isEmpty, let alert = self.alert(of: event, at: now) { effects.append(.alert(roles, alert)) }
        return effects
    }

    private func told(_ refused: Refused, _ applicant: Username?) -> [Effect] {
        guard let applicant else { return [] }
        let refusal = DataRequestRefused(
            requestID: self.id,
            reason: refused.reason,
            explanation: refused.reason.explanation,
            problems: []
        )
        return [.send(.user(applicant), refusal)]
    }

    private func alert(of event: Event, at now: Instant) -> Alert? {
        switch event {
        case .dataRequestReceived(let received):
            received.proposal.refusal == nil
                ? self.alert("data_request_received", "a request for data waits for its class", now) : nil
        case .dataRequestClassified:
            self.alert("data_request_classified", "a request for data waits for the decision on its scope", now)
        case .clockRang(let rang):
            Alert(
                kind: rang.ring == .missed ? "deadline_missed" : "deadline_warning",
                unit: .dataRequest,
                stream: "\(Self.streamKind)-\(self.id.text)",
                clock: rang.clock,
                dueAt: rang.dueAt,
                rule: rang.rule,
                message: "a request for data was not handled within a working day",
                at: rang.at
            )
        case .dataRequestScopeConfirmed:
            self.alert("data_request_in_scope", "a request for data waits for its approval sheet", now)
        case .dataRequestGranted:
            self.alert("data_request_granted", "a request for data is granted: make the extract and release it", now)
        case .dataRequestOutOfScope, .dataUnavailable, .dataReleased, .dataRequestDenied, .dataRequestDocumented: nil
        }
    }

    private func alert(_ kind: String, _ message: String, _ now: Instant) -> Alert {
        Alert(
            kind: kind,
            unit: .dataRequest,
            stream: "\(Self.streamKind)-\(self.id.text)",
            dueAt: self.clocks.earliestDue(),
            message: message,
            at: now
        )
    }
}

extension FileReleaseGranted {
    /// What the unit that holds the file must know; not which file: that the data-request unit doesn't know itself.
    init(_ sheet: ApprovalSheet, reader: Username) {
        self.init(
            requestID: sheet.request,
            dataClass: sheet.dataClass,
            reader: reader,
            fields: sheet.fields,
            purpose: sheet.purpose,
            courtOrder: sheet.courtOrder,
            expires: sheet.expires,
            at: sheet.at
        )
    }
}

extension DataRequestGranted {
    /// What left, as the applicant gets it.
    init(_ id: DataRequestID, _ approval: ApprovalSheet, _ release: DataRequest.Release) {
        self.init(
            requestID: id,
            approval: Approval(approval),
            table: release.table.map { Table($0) },
            cases: release.cases.map { Cases($0) },
            csv: release.table?.csv ?? release.cases?.csv,
            hash: release.hash
        )
    }
}

extension DataRequestGranted.Approval {
    /// The sheet without the names of who signed it.
    init(_ sheet: ApprovalSheet) {
        self.init(
            letter: sheet.letter,
            applicant: sheet.applicant,
            purpose: sheet.purpose,
            dataClass: sheet.dataClass,
            fields: sheet.fields,
            courtOrder: sheet.courtOrder,
            expires: sheet.expires,
            confirmedBy: Role.coordinatorPksai.rawValue,
            grantedBy: sheet.grantedAs.rawValue,
            grantedAt: sheet.at
        )
    }
}

extension DataRequestGranted.Cases {
    /// The cases on the wire.
    init(_ cases: AdjustedCases) {
        self.init(
            fields: cases.fields.map(\.rawValue),
            cases: cases.cases,
            threshold: cases.threshold,
            asOf: cases.asOf,
            notes: cases.notes
        )
    }
}

extension DataRequestGranted.Table {
    /// The table on the wire.
    init(_ table: ReleasedTable) {
        let months = table.specification.period.months
        self.init(
            rows: table.specification.rows.rawValue,
            columns: table.specification.columns.rawValue,
            filters: Dictionary(
                table.specification.filters.map { ($0.dimension.rawValue, $0.values) },
                uniquingKeysWith: { first, _ in first }
            ),
            fromMonth: months.first ?? "",
            toMonth: months.last ?? "",
            rowLabels: table.rowLabels,
            columnLabels: table.columnLabels,
            cells: table.cells,
            rowTotals: table.rowTotals,
            columnTotals: table.columnTotals,
            total: table.total,
            threshold: table.threshold,
            asOf: table.asOf,
            notes: table.notes
        )
    }
}
