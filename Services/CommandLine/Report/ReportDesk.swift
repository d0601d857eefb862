internal import Contracts
internal import JSON
internal import ProcedurePack
internal import Vocabulary

/// Asks the units what they measure, and puts it together.
struct ReportDesk {
    let client: MessagingClient
    let wait: Duration
    let from: LocalDate
    let to: LocalDate
    /// The city's standards.
    let pack: ProcedurePack
    /// Puts it into words and pictures.
    let writer: ReportWriter

    /// Every unit's clocks.
    func clocks() async throws -> [MeasureClocks.Row] {
        try await self.all(MeasureClocks(from: self.from, to: self.to)).flatMap(\.rows)
    }

    /// Every step's durations, from the unit whose journal saw it done most often: several hear of one event.
    func steps() async throws -> [(step: MeasuredStep, row: MeasureSteps.Row)] {
        let steps = MeasuredStep.all(in: self.pack)
        let query = MeasureSteps(
            steps: steps.map(\.asked),
            from: self.from,
            to: self.to
        )
        let rows = try await self.all(query).flatMap(\.rows)
        return steps.compactMap { step in
            rows.filter { $0.key == step.name }.max { $0.count < $1.count }.map { (step, $0) }
        }
    }

    /// Who has how many cases.
    func caseload() async throws -> ReportCaseload.Answer {
        try await self.decoded(
            ReportCaseload.Answer.self,
            self.client.query(ReportCaseload.type, to: ReportCaseload.unit, body: ReportCaseload())
        )
    }

    /// What is done again and again, and how often it was done often enough.
    func rhythms() async throws -> [RhythmRow] {
        try await self.decoded(
            ListRhythms.Answer.self,
            self.client.query(ListRhythms.type, to: ListRhythms.unit, body: ListRhythms())
        ).rhythms
    }

    /// How often things happened in a unit.
    func count(
        _ unit: UnitName,
        by span: CountEvents.Span? = nil,
        _ counts: [CountEvents.Count]
    ) async throws -> [CountEvents.Row] {
        try await self.one(CountEvents(counts: counts, from: self.from, to: self.to, by: span), of: unit).rows
    }

    private func one<Query: RuntimeQueryContract>(_ query: Query, of unit: UnitName) async throws -> Query.Answer {
        try await self.decoded(Query.Answer.self, self.client.query(Query.type, to: unit, body: query))
    }

    private func all<Query: RuntimeQueryContract>(_ query: Query) async throws -> [Query.Answer] {
        var answers: [Query.Answer] = []
        for unit in UnitName.allCases { answers.append(try await self.one(query, of: unit)) }
        return answers
    }

    func decoded<Value: Decodable>(_ type: Value.Type, _ request: Request) async throws -> Value {
        try await self.client.ask(request, within: self.wait).unlessRefused(request).decoded(type, request)
    }
}
