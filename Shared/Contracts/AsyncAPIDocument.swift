public import JSON
internal import Vocabulary

/// The whole interface as one AsyncAPI 3.0 document: channels, operations, messages with schema and example, all taken
/// from the contracts, the topology and the Swift types.
public enum AsyncAPIDocument {
    /// The document.
    public static func make() throws -> JSONValue {
        var builder = AsyncAPIBuilder()
        builder.receive("complaints", .complaints, "complaint.{username}.{lane}")
        for type in MessageCatalog.complaints { try builder.add(type) }
        builder.receive("data_requests", .dataRequests, "data-request.{username}")
        for type in MessageCatalog.dataRequests { try builder.add(type) }
        builder.receive("claims", .claims, "urgent.{action}.{username}")
        for type in MessageCatalog.claims { try builder.add(type) }
        for unit in UnitName.allCases {
            let name = unit.rawValue
            builder.receive("\(unit.underscored)_commands", .commands, "\(name).{command}.{username}")
            for type in MessageCatalog.commands where type.unit == unit { try builder.add(type, from: type.roles) }
            for type in MessageCatalog.paperwork { try builder.add(type, from: type.roles) }
            for type in MessageCatalog.administration {
                try builder.add(type, from: type == AcknowledgeAlert.self ? ListAlerts.roles : [.admin])
            }
            builder.receive("\(unit.underscored)_queries", .queries, "\(name).{query}.{username}")
            for type in MessageCatalog.queries where type.unit == unit { try builder.add(type, from: type.roles) }
            for type in MessageCatalog.runtimeQueries { try builder.add(type, from: type.roles) }
        }
        builder.send("receipts", .receipts, "receipt.{username}")
        for type in MessageCatalog.answers { try builder.add(type) }
        builder.send("oncall", .oncall, "urgent.raised.{rung}")
        try builder.add(UrgentCaseCall.self)
        builder.send("alerts", .alerts, "alert.{role}")
        try builder.add(Alert.self)
        builder.send("events", .events, "{unit}.{lane}.{events}")
        builder.add(
            EventMessage.type,
            summary: EventMessage.summary,
            payload: EventMessage.schema,
            example: try ContractSchema.example(EventMessage.example)
        )
        return builder.document
    }
}

extension AsyncAPIDocument {
    static let about = """
        Everything anybody does at the centre is a message over the broker (AMQP 0-9-1, virtual host `pksai`). \
        Needed are the properties `message_id` (unique per sender: the idempotency key), `type`, `user_id` (the broker \
        checks it), `content_type` `application/json` or `application/pksai-sealed` (HPKE), `delivery_mode` 2, and the \
        header `schema_version` 1. Answers come to the queue `receipts.<username>`. The actions are said from the \
        units' side: they receive what outsiders publish.
        """

    /// What stands in a routing key's places.
    static func parameter(_ name: String) -> JSONValue {
        switch name {
        case "username": ["description": "the broker user who publishes or reads"]
        case "lane":
            .object([
                "description": "urgent for an emergency or a high level, else routine",
                "enum": .array(Lane.allCases.map { .string($0.rawValue) }),
            ])
        case "action":
            .object([
                "description": "what the on-call worker does",
                "enum": .array(MessageCatalog.claims.map { .string($0.action) }),
            ])
        case "rung":
            .object([
                "description": "the rung of the on-call ladder",
                "enum": .array(OncallRung.allCases.map { .string($0.rawValue) }),
            ])
        case "role":
            .object([
                "description": "whom it concerns",
                "enum": .array(Topology.alertedRoles.map { .string($0.rawValue) }),
            ])
        case "unit":
            .object([
                "description": "the unit that tells", "enum": .array(UnitName.allCases.map { .string($0.rawValue) }),
            ])
        case "command", "query": ["description": "the message's type"]
        default: ["description": "the events' words, each once, separated by dots; at most 200 bytes in all"]
        }
    }
}
