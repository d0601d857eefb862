/// Which procedure pack something works by: its name and version, `makassar-1`.
public struct PackReference: Codable, Sendable, Hashable, CustomStringConvertible {
    /// `makassar`.
    public var name: String
    /// Counts its versions, from 1.
    public var version: Int

    /// This version of this pack.
    public init(name: String, version: Int) {
        self.name = name
        self.version = version
    }

    /// `makassar-1`.
    public var description: String { "\(self.name)-\(self.version)" }
}

/// The procedures of domain.md §6. A city has those its pack lists.
public enum ProcedureCode: String, Codable, Sendable, Hashable, CaseIterable {
    case complaintOfficer = "S01"
    case dataIdentification = "S02"
    case directComplaint = "S03"
    case indirectComplaint = "S04"
    case followUpAssessment = "S05"
    case caseManagementMeeting = "S06"
    case caseConference = "S07"
    case dataOutreach = "S08"
    case referral = "S09"
    case socialReintegration = "S10"
    case outgoingData = "S11"
    case evaluationAndTermination = "S12"
}
