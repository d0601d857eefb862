internal import Contracts
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension DecisionContext {
    /// Sends word to a partner's focal points. A partner that has none is not passed over in silence: whoever keeps the
    /// partners is told at once to ask for one (domain.md §12.1: by decree in every body), and to tell it by phone.
    ///
    /// - Parameter aCase: What it is about; of a trial nobody hears.
    mutating func send(_ word: any AnswerContract, toPartner institution: String, about aCase: Case) throws {
        guard !aCase.test else { return }
        self.perform(.send(.everyone(.focalPoint, institution: institution), word))
        guard try !self.partners().contains(institution) else { return }
        let alert = Alert(
            kind: "no_focal_point",
            unit: .serviceUnit,
            stream: "\(Case.streamKind)-\(aCase.id)",
            complaintNo: aCase.complaintNo,
            caseID: aCase.id,
            message:
                "\(institution) has no focal point to read \(type(of: word).type): tell it by phone and ask it for one "
                + "(`pksai user add … --role focal_point --institution \(institution)`)",
            at: self.now
        )
        self.perform(.alert([.referralOfficer, .coordinatorPksai], alert))
    }
}
