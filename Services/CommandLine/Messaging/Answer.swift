internal import Contracts
internal import JSON
internal import RabbitMQ
internal import Sealing
internal import Vocabulary

/// A message from `receipts.<username>`, opened.
struct Answer: Sendable {
    /// The AMQP property `type`: `command.accepted`, `query.answered`, …
    let type: String
    /// The message it answers; nil for what comes on its own, such as `complaint.progress`.
    let correlationID: String?
    /// The unit that says it.
    let unit: String
    /// The body.
    let body: JSONValue

    /// Opens what is sealed to the reader.
    ///
    /// - Throws: ``Failure`` if it is sealed to another key or is not JSON.
    init(_ delivery: Delivery, keys: [SealKeyPair]) throws {
        let properties = delivery.properties
        self.type = properties.type ?? ""
        self.correlationID = properties.correlationID
        self.unit = properties.userID ?? properties.appID ?? ""
        var bytes = delivery.body
        if properties.contentType == Request.sealedType {
            do throws(HPKESealingError) {
                bytes = try HPKESealing.open(
                    bytes,
                    keys: keys,
                    userID: properties.userID ?? "",
                    messageID: properties.messageID ?? ""
                )
            } catch .unknownKey(let id) {
                throw Failure("the answer is sealed to key \(id), which this profile does not hold")
            } catch {
                throw Failure("the answer cannot be opened: \(error)")
            }
        }
        do throws(JSONSyntaxError) {
            self.body = try JSONParser.parse(bytes, limits: JSONLimits(maximumBytes: 64 << 20))
        } catch {
            throw Failure("the answer is not JSON: \(error)")
        }
    }

    init(type: String, correlationID: String?, unit: String, body: JSONValue) {
        self.type = type
        self.correlationID = correlationID
        self.unit = unit
        self.body = body
    }

    /// Whether the unit said no.
    var isRefusal: Bool {
        switch self.type {
        case "command.rejected", "query.refused", "complaint.rejected", "claim.refused", "data_request.refused": true
        default: false
        }
    }

    /// The same, unless the unit said no.
    ///
    /// - Throws: ``Failure`` with why, in the unit's words.
    func unlessRefused(_ request: Request) throws -> Answer {
        guard self.isRefusal else { return self }
        let why = self.body["explanation"]?.string ?? self.type
        throw Failure("\(request.unit.rawValue) refuses \(request.type): \(why)", status: .refused)
    }

    /// Type, message and body in one object, for `--json`.
    var json: JSONValue {
        var object: JSONObject = ["type": .string(self.type)]
        if let correlationID { object["correlation_id"] = .string(correlationID) }
        object["unit"] = .string(self.unit)
        object["body"] = self.body
        return .object(object)
    }
}
