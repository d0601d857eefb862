internal import ArgumentParser

struct ReportGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Numbers for leadership, each unit answering for what it owns; tables, CSV, JSON or a page with plots.",
        subcommands: [
            ReportClocks.self, ReportSteps.self, ReportCases.self, ReportReferrals.self, ReportClosures.self,
            ReportMeetings.self, ReportLeadership.self,
        ]
    )
}

struct ReportClocks: ReportVerb {
    static let configuration = CommandConfiguration(
        commandName: "clocks",
        abstract: "Which limits were kept, by clock and level."
    )
    static let title = "Limits kept"

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var options: ReportOptions

    func build(_ desk: ReportDesk) async throws -> (figures: [ReportFigure], sections: [ReportSection]) {
        ([], [ReportDesk.clocks(try await desk.clocks())])
    }
}

struct ReportSteps: ReportVerb {
    static let configuration = CommandConfiguration(
        commandName: "steps",
        abstract: "How long the steps of the SOPs take, against the book's minutes."
    )
    static let title = "Duration of steps"

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var options: ReportOptions

    func build(_ desk: ReportDesk) async throws -> (figures: [ReportFigure], sections: [ReportSection]) {
        ([], [ReportDesk.steps(try await desk.steps())])
    }
}

struct ReportCases: ReportVerb {
    static let configuration = CommandConfiguration(
        commandName: "caseload",
        abstract: "Open cases per worker, and by stage and age."
    )
    static let title = "Caseload"

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var options: ReportOptions

    func build(_ desk: ReportDesk) async throws -> (figures: [ReportFigure], sections: [ReportSection]) {
        ([], ReportDesk.caseload(try await desk.caseload()))
    }
}

struct ReportReferrals: ReportVerb {
    static let configuration = CommandConfiguration(
        commandName: "referrals",
        abstract: "Referrals, the partners' answers and results."
    )
    static let title = "Referrals"

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var options: ReportOptions

    func build(_ desk: ReportDesk) async throws -> (figures: [ReportFigure], sections: [ReportSection]) {
        ([], try await desk.referrals())
    }
}

struct ReportClosures: ReportVerb {
    static let configuration = CommandConfiguration(
        commandName: "closures",
        abstract: "Why cases were closed, and how many were taken up again."
    )
    static let title = "Closures and reopenings"

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var options: ReportOptions

    func build(_ desk: ReportDesk) async throws -> (figures: [ReportFigure], sections: [ReportSection]) {
        ([], try await desk.closures())
    }
}

struct ReportMeetings: ReportVerb {
    static let configuration = CommandConfiguration(
        commandName: "meetings",
        abstract: "Meetings, conferences, supervisions and audits held."
    )
    static let title = "Meetings"

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var options: ReportOptions

    func build(_ desk: ReportDesk) async throws -> (figures: [ReportFigure], sections: [ReportSection]) {
        ([], try await desk.meetings())
    }
}
