/// The bytes of a value being encoded and the frames open in it, outermost first. A frame is one value's.
///
/// All of it is one value, so that each step is one access to the session's memory: to check each member's access apart
/// would cost more than the encoding.
struct EncodingBuffer {
    /// What a frame's value has become so far.
    enum Form {
        case nothing
        case single
        case object
        case dictionary
        case array
    }

    /// Where a container's frame is.
    struct Place {
        let index: Int
        let number: Int
    }

    private struct Frame {
        let number: Int
        /// Where its bytes begin.
        let start: Int
        /// Where the beginnings of its elements begin in ``beginnings``.
        let firstBeginning: Int
        /// Whether an enum's associated values come here, of which a single unnamed one (`_0`) stands for the whole.
        let isPayload: Bool
        var form = Form.nothing
        var count = 0
        var isBare = false
        /// The place of its keys' names in ``tables``, and where the next one is likely to stand.
        var table = -1
        var cursor = 0
    }

    private(set) var output: [UInt8] = []
    private var frames: [Frame] = []
    /// Where the elements of arrays and dictionaries that are open begin: some are sorted in the end.
    private var beginnings: [Int] = []
    private var tables: [KeyNameTable] = []
    private var frameCount = 0
    private(set) var failure: EncodingError?
    /// How many members the whole value has, if it is an object.
    private(set) var memberCount: Int?

    init() {
        self.output.reserveCapacity(1_024)
        self.frames.reserveCapacity(12)
    }

    /// Lets later encodings know the names that were new in this one.
    func publishNames() {
        for table in self.tables { table.publish() }
    }

    // MARK: Values

    /// Ends a value that has written itself.
    ///
    /// - Parameters:
    ///   - frame: What ``push(isPayload:)`` returned.
    ///   - type: What it is: a set's elements are sorted.
    mutating func finish<Value>(_ frame: Int, of type: Value.Type) {
        self.pop(to: frame + 1)
        // Only what became an array is asked whether it was a set: such a question costs more than most values.
        if self.frames[frame].form == .array, self.frames[frame].count > 1, type is any Unordered.Type {
            self.sortElements(of: frame)
        }
        if frame == 0, self.frames[frame].form == .object { self.memberCount = self.frames[frame].count }
        self.pop(to: frame)
    }

    /// Appends what is encoded already.
    mutating func write(encoded bytes: [UInt8]) { self.output += bytes }

    mutating func write(_ value: JSONValue) { JSONWriter.append(value, to: &self.output) }

    mutating func write(_ value: EncodedJSON) { value.append(to: &self.output) }

    @inline(__always)
    mutating func writeNull() { self.output.append(contentsOf: "null".utf8) }

    @inline(__always)
    mutating func write(_ value: Bool) { JSONWriter.append(value, to: &self.output) }

    @inline(__always)
    mutating func write(_ value: String) { JSONWriter.append(value, to: &self.output) }

    mutating func write(_ value: Double) throws {
        guard value.isFinite else {
            let context = EncodingError.Context(codingPath: [], debugDescription: "not a finite number")
            throw EncodingError.invalidValue(value, context)
        }
        self.output.append(contentsOf: value.description.utf8)
    }

    /// An integer; what does not fit 64 bits signed becomes a floating-point number, as it would for any reader.
    @inline(__always)
    mutating func write(_ value: some FixedWidthInteger) {
        if let integer = Int64(exactly: value) {
            JSONWriter.append(integer, to: &self.output)
        } else {
            self.output.append(contentsOf: Double(value).description.utf8)
        }
    }

    // MARK: Frames

    /// Begins a value where the next one goes.
    ///
    /// - Returns: How many frames are around it.
    mutating func push(isPayload: Bool) -> Int {
        self.frameCount += 1
        self.frames.append(
            Frame(
                number: self.frameCount,
                start: self.output.count,
                firstBeginning: self.beginnings.count,
                isPayload: isPayload
            )
        )
        return self.frames.count - 1
    }

    /// Ends frames until so many are left.
    mutating func pop(to count: Int) {
        while self.frames.count > count { self.endLast() }
    }

    private mutating func endLast() {
        let frame = self.frames.count - 1
        switch self.frames[frame].form {
        case .nothing: self.output.append(contentsOf: "{}".utf8)
        case .single: break
        case .array: self.output.append(UInt8(ascii: "]"))
        case .dictionary:
            if self.frames[frame].count > 1 { self.sortElements(of: frame) }
            self.output.append(UInt8(ascii: "}"))
        case .object:
            if self.frames[frame].isPayload, self.frames[frame].count == 0 { self.output.append(UInt8(ascii: "{")) }
            if !self.frames[frame].isBare { self.output.append(UInt8(ascii: "}")) }
        }
        self.beginnings.removeLast(self.beginnings.count - self.frames[frame].firstBeginning)
        self.frames.removeLast()
    }

    /// Puts the elements of the innermost frame, not ended yet, in the order of their bytes.
    private mutating func sortElements(of frame: Int) {
        let begin = self.beginnings[self.frames[frame].firstBeginning...]
        guard let first = begin.first else { return }
        // Each ends where the comma before the next one stands.
        let ends = begin.dropFirst().map { $0 - 1 } + [self.output.count]
        let elements = zip(begin, ends).map { self.output[$0..<$1] }
        let sorted = elements.sorted { $0.lexicographicallyPrecedes($1) }
        self.output.replaceSubrange(first..., with: Array(sorted.joined(separator: CollectionOfOne(UInt8(ascii: ",")))))
    }

    /// Makes the innermost value an object, dictionary or array, unless it is one already.
    mutating func open(_ form: Form) -> Place {
        let index = self.frames.isEmpty ? self.push(isPayload: false) : self.frames.count - 1
        if self.frames[index].form == .nothing {
            self.frames[index].form = form
            switch form {
            case .array: self.output.append(UInt8(ascii: "["))
            case .object where self.frames[index].isPayload: break
            case .object, .dictionary: self.output.append(UInt8(ascii: "{"))
            case .nothing, .single: break
            }
        }
        return Place(index: index, number: self.frames[index].number)
    }

    /// How many elements an array has.
    func count(at place: Place) -> Int { self.frames[place.index].count }

    /// Ends what is open inside that container.
    @inline(__always)
    private mutating func enter(_ place: Place) -> Bool {
        if self.frames.count > place.index + 1 { self.pop(to: place.index + 1) }
        if self.frames.count == place.index + 1, self.frames[place.index].number == place.number { return true }
        let context = EncodingError.Context(codingPath: [], debugDescription: "a container is filled after its end")
        self.failure = EncodingError.invalidValue((), context)
        return false
    }

    /// Begins an element of an array.
    mutating func beginElement(_ place: Place) {
        guard self.enter(place) else { return }
        if self.frames[place.index].count > 0 { self.output.append(UInt8(ascii: ",")) }
        self.frames[place.index].count += 1
        self.beginnings.append(self.output.count)
    }

    /// Begins the value of a single-value container.
    @inline(__always)
    mutating func beginSingle(_ place: Place) {
        guard self.enter(place) else { return }
        self.frames[place.index].form = .single
    }

    /// Begins a member of a dictionary.
    mutating func beginEntry(_ name: String, _ place: Place) {
        guard self.enter(place) else { return }
        if self.frames[place.index].count > 0 { self.output.append(UInt8(ascii: ",")) }
        self.frames[place.index].count += 1
        self.beginnings.append(self.output.count)
        JSONWriter.append(name, to: &self.output)
        self.output.append(UInt8(ascii: ":"))
    }

    /// Begins a member of an object, by its key's name in Swift.
    mutating func beginMember(_ name: String, of type: ObjectIdentifier, _ place: Place) {
        guard self.enter(place) else { return }
        let count = self.frames[place.index].count
        self.frames[place.index].count = count + 1
        if count > 0, !self.frames[place.index].isBare {
            self.output.append(UInt8(ascii: ","))
        } else if self.frames[place.index].isPayload {
            if count == 0, name == "_0" {
                self.frames[place.index].isBare = true
                return
            }
            self.openPayload(place)
        }
        self.append(name, of: type, at: place.index)
    }

    /// The associated values are an object after all.
    private mutating func openPayload(_ place: Place) {
        if self.frames[place.index].isBare {
            self.frames[place.index].isBare = false
            self.output.insert(contentsOf: #"{"_0":"#.utf8, at: self.frames[place.index].start)
            self.output.append(UInt8(ascii: ","))
        } else {
            self.output.append(UInt8(ascii: "{"))
        }
    }

    /// Appends the name on the wire of a type's key, quoted, and a colon.
    @inline(__always)
    private mutating func append(_ name: String, of type: ObjectIdentifier, at frame: Int) {
        var table = self.frames[frame].table
        if table < 0 || self.tables[table].type != type {
            table = self.table(of: type)
            self.frames[frame].table = table
            self.frames[frame].cursor = 0
        }
        self.frames[frame].cursor = self.tables[table].append(
            name,
            near: self.frames[frame].cursor,
            to: &self.output
        )
    }

    private mutating func table(of type: ObjectIdentifier) -> Int {
        for index in self.tables.indices where self.tables[index].type == type { return index }
        self.tables.append(KeyNameTable(of: type))
        return self.tables.count - 1
    }
}

/// Collections whose elements come in any order.
private protocol Unordered {}

extension Set: Unordered {}
