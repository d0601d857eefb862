import Contracts
import Instruments
import JSON
import Testing

/// The forms' files and the commands that carry them, held to each other.
@Suite struct InstrumentContractTests {
    /// The schema at a place in a message; nil if the message has no such place.
    func schema(_ schema: JSONValue, at steps: ArraySlice<Substring>) -> JSONValue? {
        guard let step = steps.first else { return schema }
        let next = schema["properties"]?[String(step)] ?? schema["additionalProperties"]
        return next.flatMap { self.schema($0, at: steps.dropFirst()) }
    }

    func types(_ schema: JSONValue) -> Set<String> {
        Set(schema["type"]?.array?.compactMap(\.string) ?? [schema["type"]?.string].compactMap(\.self))
    }

    /// What a field of this type is on the wire.
    func wanted(_ type: FieldType) -> String {
        switch type {
        case .str, .text, .date, .time, .enum, .sign, .nik: "string"
        case .int: "integer"
        case .bool: "boolean"
        case .set, .list, .rows: "array"
        case .grid, .score: "object"
        }
    }

    @Test(arguments: Instruments.standard.all.map(\.form))
    func
        `F1 and F2 and F3 and F4 and F5 and F6 and F7 and F8: every field stands where its command has a member of its type, with the same words`(
            form: FormName
        ) throws
    {
        let instrument = try #require(Instruments.standard.current(form))
        var found = 0
        for field in instrument.fields {
            let command = field.step ?? instrument.command
            guard let type = MessageCatalog.commands.first(where: { $0.type == command }) else { continue }
            let body = ContractSchema.of(type)
            found += 1
            switch field.place {
            case .known: continue
            case .presence(let pointer):
                #expect(self.schema(body, at: pointer.split(separator: "/")[...]) != nil, "\(field.code)")
            case .word(let word, let pointer):
                let place = try #require(self.schema(body, at: pointer.split(separator: "/")[...]), "\(field.code)")
                #expect(place["items"]?["enum"]?.array?.contains(.string(word)) == true, "\(field.code)")
            case .at(let pointer):
                let place = try #require(self.schema(body, at: pointer.split(separator: "/")[...]), "\(field.code)")
                #expect(self.types(place).contains(self.wanted(field.type)), "\(field.code)")
                let words = place["enum"]?.array ?? place["items"]?["enum"]?.array ?? []
                if !words.isEmpty, field.type == .enum || field.type == .set {
                    #expect(Set(words.compactMap(\.string)) == Set(field.words.map(\.value)), "\(field.code)")
                }
            }
        }
        #expect(found == instrument.fields.count || form == .form4 || form == .form6)
    }
}
