internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ComplaintAssess: StaffVerb {
    typealias Command = AssessComplaint
    static let configuration = CommandConfiguration(commandName: "assess", abstract: AssessComplaint.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The complaint's number.") var complaintNo: ComplaintNumber
    @Option(help: "The level.") var riskLevel: RiskLevel?
    @Flag(inversion: .prefixedNo, help: "Whether the child is vulnerable.") var vulnerable: Bool?
    @Option(help: "In which ways.") var vulnerabilityTypes: [VulnerabilityType] = []
    @Option(help: "Which risks.") var riskTypes: [RiskType] = []
    @Option(help: "What is needed at once.") var immediateNeeds: [Need] = []
    @Option(help: "What the officer recommends.") var recommendation: String?
    @Flag(inversion: .prefixedNo, help: "Whether life or safety is at stake; --no-emergency clears a possible one.")
    var emergency: Bool?
    @Option(help: "Why this level: needed below the suggested or the present one.") var reason: String?
    @Option(help: "A supervisor's note: needed for none with a category of harm.") var supervisorNote: String?

    var fields: Fields {
        [
            "complaint_no": self.complaintNo,
            "risk_level": self.riskLevel,
            "vulnerable": self.vulnerable,
            "vulnerability_types": self.vulnerabilityTypes.unlessEmpty,
            "risk_types": self.riskTypes.unlessEmpty,
            "immediate_needs": self.immediateNeeds.unlessEmpty,
            "recommendation": self.recommendation,
            "emergency": self.emergency,
            "reason": self.reason,
            "supervisor_note": self.supervisorNote,
        ]
    }
}
