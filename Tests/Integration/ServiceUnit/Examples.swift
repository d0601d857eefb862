internal import Contracts
internal import Vocabulary

// Made-up commands, about the case at hand.

protocol AboutACase { var caseID: CaseID { get set } }

extension AboutACase {
    func about(_ caseID: CaseID) -> Self {
        var copy = self
        copy.caseID = caseID
        return copy
    }
}

extension RecordConsent: AboutACase {}
extension ProposeClosure: AboutACase {}
extension StartReintegration: AboutACase {}
extension RecordFamilyReady: AboutACase {}
extension ResocialiseCommunity: AboutACase {}
extension MonitorReintegration: AboutACase {}
extension EvaluateReintegration: AboutACase {}
