internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OutreachRank: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rank",
        abstract: RankOutreachCandidates.summary,
        discussion: "Without candidates the first --top of `pksai outreach list --status imported` are ranked."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "Children on lists; CANDIDATE or CANDIDATE=LEVEL.") var candidates: [String] = []
    @Option(help: "How many, 1 to 200.") var top: Int = 20
    @Option(help: "Only on this list.") var list: DataSource?
    @Option(help: "Only in this sub-district.") var subdistrict: String?

    func perform(_ session: Session) async throws {
        var ranked = try self.candidates.map(Self.candidate)
        if ranked.isEmpty {
            let query = ListOutreachCandidates(
                status: "imported",
                list: self.list,
                subdistrict: self.subdistrict,
                limit: min(max(self.top, 1), 200)
            )
            let answer = try await session.asUser(self.acting) { client in
                let request = try client.query(ListOutreachCandidates.type, to: .identification, body: query)
                return try await client.ask(request, within: session.wait)
            }
            guard !answer.isRefusal else { return try session.print(answer) }
            ranked = (answer.body["answer"]?["candidates"]?.array ?? [])
                .compactMap { $0["candidate_id"]?.string.flatMap { CandidateID($0) } }
                .map { RankedCandidate(candidateID: $0) }
        }
        guard !ranked.isEmpty else { throw Failure("no child on a list waits to be ranked", status: .refused) }
        try await session.send(RankOutreachCandidates(candidates: ranked), self.acting)
    }

    private static func candidate(_ text: String) throws -> RankedCandidate {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        let level = parts.count > 1 ? RiskLevel(rawValue: parts[1]) : nil
        guard let id = parts.first.flatMap({ CandidateID($0) }), parts.count == 1 || level != nil else {
            throw Failure("'\(text)' is no CANDIDATE or CANDIDATE=LEVEL", status: .refused)
        }
        return RankedCandidate(candidateID: id, level: level)
    }
}
