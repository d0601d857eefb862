public import ArgumentParser
public import Contracts
public import Instruments
public import Vocabulary

// Words of the domain as they are typed on the command line.

extension Role: ExpressibleByArgument {
    /// A role's word; hyphens do as well as underscores.
    public init?(argument: String) { self.init(rawValue: argument.split(separator: "-").joined(separator: "_")) }
    /// Every role that can be given.
    public static var allValueStrings: [String] { Self.allCases.filter { $0 != .admin }.map(\.rawValue) }
}

extension ExpressibleByArgument where Self: Identifier {
    /// From its written form.
    public init?(argument: String) { self.init(argument) }
}

extension Instant: ExpressibleByArgument {
    /// RFC 3339 with offset, `2026-11-20T08:15:00+08:00`.
    public init?(argument: String) { self.init(rfc3339: argument) }
}

extension LocalDate: ExpressibleByArgument {
    /// `2026-11-20`.
    public init?(argument: String) { self.init(argument) }
}

extension UnitName: ExpressibleByArgument {}
extension CandidateID: ExpressibleByArgument {}
extension CaseID: ExpressibleByArgument {}
extension ChildID: ExpressibleByArgument {}
extension ComplaintID: ExpressibleByArgument {}
extension DestructionGround: ExpressibleByArgument {}
extension ComplaintNumber: ExpressibleByArgument {}
extension DataRequestID: ExpressibleByArgument {}
extension ConferenceID: ExpressibleByArgument {}
extension MeetingID: ExpressibleByArgument {}
extension DataSource: ExpressibleByArgument {}
extension ReferralID: ExpressibleByArgument {}
extension Username: ExpressibleByArgument {}

extension Vocabulary.Category: ExpressibleByArgument {}
extension ClosureReason: ExpressibleByArgument {}
extension DataClass: ExpressibleByArgument {}
extension DataRefusalReason: ExpressibleByArgument {}
extension DeclineReason: ExpressibleByArgument {}
extension FilePart: ExpressibleByArgument {}
extension FileReader: ExpressibleByArgument {}
extension FieldCode: ExpressibleByArgument {}
extension DocumentKind: ExpressibleByArgument {}

extension FormName: ExpressibleByArgument {
    /// `form3`, or just `3`.
    public init?(argument: String) { self.init(rawValue: argument.count == 1 ? "form\(argument)" : argument) }
}
extension HandedOver: ExpressibleByArgument {}
extension HandoverSide: ExpressibleByArgument {}
extension IntakeDocument: ExpressibleByArgument {}
extension Need: ExpressibleByArgument {}
extension OncallRung: ExpressibleByArgument {}
extension PlanActionStatus: ExpressibleByArgument {}
extension RecordConsent.Decision: ExpressibleByArgument {}
extension ReceiverCapacity: ExpressibleByArgument {}
extension ReferralKind: ExpressibleByArgument {}
extension ReferralOutcome: ExpressibleByArgument {}
extension Residency: ExpressibleByArgument {}
extension ResidencyProof: ExpressibleByArgument {}
extension RiskLevel: ExpressibleByArgument {}
extension RiskType: ExpressibleByArgument {}
extension Sex: ExpressibleByArgument {}
extension SourceField: ExpressibleByArgument {}
extension ServiceComplaintChannel: ExpressibleByArgument {}
extension ServiceComplaintNumber: ExpressibleByArgument {}
extension ServiceComplaintTrigger: ExpressibleByArgument {}
extension SurveyRespondent: ExpressibleByArgument {}
extension TraceSource: ExpressibleByArgument {}
extension SignerCapacity: ExpressibleByArgument {}
extension StayPlace: ExpressibleByArgument {}
extension VulnerabilityType: ExpressibleByArgument {}
extension AgendaOutcome: ExpressibleByArgument {}
extension AidCluster: ExpressibleByArgument {}
extension ChangeIndicator: ExpressibleByArgument {}
extension FollowUpKind: ExpressibleByArgument {}
extension FollowUpPlace: ExpressibleByArgument {}
extension FollowUpPurpose: ExpressibleByArgument {}
extension InterventionType: ExpressibleByArgument {}
extension ReintegrationOrigin: ExpressibleByArgument {}
extension RhythmKind: ExpressibleByArgument {}
