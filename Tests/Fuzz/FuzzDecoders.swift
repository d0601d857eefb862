internal import CRabbitMQ
internal import Contracts
internal import JSON
internal import PostgreSQL
@testable internal import RabbitMQ
internal import Sealing
internal import Vocabulary
internal import YAML

// What libFuzzer calls with bytes nobody would send. Nothing may trap, leak or read beyond its end; where a decoder says
// yes, what it read must be what is written again.

/// The decoders; the input's first byte says which.
private enum Decoder: UInt8, CaseIterable {
    case json, complaint, events, command, form, yaml, sealed, column, array, nik, properties, address, any
    // What is read from files and queues: ReadingPKSAI.swift.
    case table, batch, paper, answer, call
}

/// One input, as libFuzzer hands it over.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = input.first,
        let decoder = Decoder(rawValue: first % UInt8(Decoder.allCases.count))
    else { return 0 }
    let bytes = Array(input.dropFirst())
    switch decoder {
    case .json: json(bytes)
    case .complaint: message(ComplaintSubmitted.self, bytes)
    case .events: message(EventMessage.self, bytes)
    case .command: message(RecordAssessment.self, bytes)
    case .form: message(CompleteForm1.self, bytes)
    case .yaml: yaml(bytes)
    case .sealed: sealed(bytes)
    case .column: column(bytes)
    case .array: array(bytes)
    case .nik: nik(bytes)
    case .properties: properties(bytes)
    case .address: address(bytes)
    case .any: any(bytes)
    case .table: table(bytes)
    case .batch: batch(bytes)
    case .paper: paper(bytes)
    case .answer: answer(bytes)
    case .call: call(bytes)
    }
    return 0
}

/// JSON that was read is written and read again as the same.
private func json(_ bytes: [UInt8]) {
    guard let value = try? JSONParser.parse(bytes) else { return }
    guard let again = try? JSONParser.parse(value.bytes), again == value else {
        preconditionFailure("JSON changes when it is written and read again")
    }
}

/// A message that was accepted is accepted again as it would be written, and written the same.
private func message<Message: Codable>(_ type: Message.Type, _ bytes: [UInt8]) {
    for mode in [JSONDecoding.Mode.strict, .lenient] {
        guard let value = try? JSONParser.parse(bytes) else { return }
        let decoded = JSONDecoding.decode(type, from: value, mode: mode)
        precondition((decoded.value == nil) != decoded.problems.isEmpty, "a value or a problem, not both, not neither")
        guard let message = decoded.value else { continue }
        guard let written = try? JSONEncoding.encode(message),
            let again = JSONDecoding.decode(type, from: written).value, (try? JSONEncoding.encode(again)) == written
        else { preconditionFailure("\(type) changes when it is written and read again") }
    }
}

/// Everything that outsiders, staff and units send, and what is asked and answered, by its type.
private let messages: [String: any MessageContract.Type] = {
    var all: [any MessageContract.Type] = MessageCatalog.administration + MessageCatalog.notices
    all += MessageCatalog.complaints as [any MessageContract.Type]
    all += MessageCatalog.dataRequests as [any MessageContract.Type]
    all += MessageCatalog.claims as [any MessageContract.Type]
    all += MessageCatalog.commands as [any MessageContract.Type]
    all += MessageCatalog.queries as [any MessageContract.Type]
    all += MessageCatalog.runtimeQueries as [any MessageContract.Type]
    all += MessageCatalog.answers as [any MessageContract.Type]
    all += MessageCatalog.paperwork as [any MessageContract.Type]
    return Dictionary(all.map { ($0.type, $0) }) { first, _ in first }
}()

/// A message of the catalogue; the first line says which.
private func any(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let type = messages[String(decoding: parts[0], as: UTF8.self)] else { return }
    func read<Message: MessageContract>(_ type: Message.Type) { message(type, Array(parts[1])) }
    read(type)
}

private func yaml(_ bytes: [UInt8]) {
    _ = try? YAMLDocument(String(decoding: bytes, as: UTF8.self))
}

private let keys = SealKeyPair.generate(owner: "fuzz")

/// Nothing that was not sealed to the key opens.
private func sealed(_ bytes: [UInt8]) {
    let opened = try? HPKESealing.open(bytes, keys: [keys], userID: "a", messageID: "b")
    precondition(opened == nil, "bytes nobody sealed were opened")
}

private let types: [PostgreSQLType] = [
    .bool, .bytea, .char, .date, .float8, .int2, .int4, .int8, .jsonb, .text, .timestamptz, .uuid,
]

/// A column of any type, read as every type.
private func column(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let value = PostgreSQLValue(type: types[Int(first) % types.count], bytes: bytes.dropFirst())
    func read<Value: PostgreSQLDecodable>(_ type: Value.Type) { _ = try? Value(decoding: value) }
    read(UInt8.self)
    read(Bool.self)
    read(Int16.self)
    read(Int32.self)
    read(Int64.self)
    read(Double.self)
    read(String.self)
    read(PostgreSQLTimestamp.self)
    read(JSONB.self)
}

private func array(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let value = PostgreSQLValue(
        type: .array(of: types[Int(first) % types.count]),
        bytes: bytes.dropFirst()
    )
    _ = try? Int32.decodeArray(value)
    _ = try? Int64.decodeArray(value)
    _ = try? String.decodeArray(value)
    _ = try? UInt8.decodeArray(value)
    _ = try? PostgreSQLTimestamp.decodeArray(value)
}

private func nik(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let nik = NIK(text) else { return }
    precondition(NIK(nik.digits) == nik, "a number that was read is read again")
}

/// A content header's properties and headers, as the broker would send them, read and written again.
private func properties(_ bytes: [UInt8]) {
    let pool = UnsafeMutablePointer<amqp_pool_t>.allocate(capacity: 1)
    unsafe init_amqp_pool(pool, 4_096)
    defer {
        unsafe empty_amqp_pool(pool)
        unsafe pool.deallocate()
    }
    var bytes = bytes
    unsafe bytes.withUnsafeMutableBytes { buffer in
        var decoded: UnsafeMutableRawPointer?
        let encoded = unsafe amqp_bytes_t(len: buffer.count, bytes: buffer.baseAddress)
        guard unsafe amqp_decode_properties(UInt16(AMQP_BASIC_CLASS), pool, encoded, &decoded) == 0,
            let properties = unsafe decoded?.assumingMemoryBound(to: amqp_basic_properties_t.self)
        else { return }
        let read = unsafe MessageProperties(properties.pointee)
        // What broke UTF-8 was repaired and may have grown beyond a name's length: then it can't be sent on.
        let arena = Arena()
        guard let written = unsafe try? arena.properties(read) else { return }
        precondition(unsafe MessageProperties(written).messageID == read.messageID, "a property changes")
    }
}

/// A broker's address that was read names a host.
private func address(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let broker = try? RabbitMQConfiguration(url: text, connectionName: "fuzz") else { return }
    precondition(!broker.host.isEmpty && (1...65_535).contains(broker.port), "an address leads nowhere")
}
