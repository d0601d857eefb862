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
            if let applicant, let approval = self.approval {
                effects.append(.send(.user(applicant), DataRequestGranted(self.id, approval, release)))
            }
        case .dataRequestDenied(let refused), .dataUnavailable(let refused):
            if let applicant {
                effects.append(
                    .send(
                        .user(applicant),
                        DataRequestRefused(
                            requestID: self.id,
                            reason: refused.reason,
                            explanation: refused.reason.explanation,
                            problems: []
                        )
                    )
                )
            }
        case .dataRequestReceived, .dataRequestClassified, .dataRequestScopeConfirmed, .dataRequestOutOfScope,
            .dataRequestGranted, .clockRang:
            break
        }
        // What the screening refused by itself needs nobody.
        let waits = self.refusal == nil
        let roles = self.recipients(of: event)
        if waits, !roles.isEmpty, let alert = self.alert(of: event, at: now) { effects.append(.alert(roles, alert)) }
        return effects
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
        case .dataRequestScopeConfirmed, .dataRequestOutOfScope, .dataUnavailable, .dataRequestGranted, .dataReleased,
            .dataRequestDenied:
            nil
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

extension DataRequestGranted {
    /// What left, as the applicant gets it.
    init(_ id: DataRequestID, _ approval: ApprovalSheet, _ release: DataRequest.Release) {
        self.init(
            requestID: id,
            approval: Approval(
                letter: approval.letter,
                applicant: approval.applicant,
                purpose: approval.purpose,
                dataClass: approval.dataClass,
                confirmedBy: Role.coordinatorPksai.rawValue,
                grantedBy: Role.coordinatorPksai.rawValue,
                grantedAt: approval.at
            ),
            table: Table(release.table),
            csv: release.table.csv,
            hash: release.hash
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
