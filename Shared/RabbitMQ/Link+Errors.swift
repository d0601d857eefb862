internal import CRabbitMQ

extension Link {
    /// Turns a library status into an error; `otherwise` where the status itself does not say more.
    static func check(
        _ status: Int32,
        otherwise: RabbitMQError.Code = .connectionLost,
        file: String = #fileID,
        line: Int = #line
    ) throws(RabbitMQError) {
        guard status != AMQP_STATUS_OK.rawValue else { return }
        throw self.error(status, otherwise: otherwise, file: file, line: line)
    }

    /// Turns a reply into an error, answering the broker if it closed something.
    static func check(
        _ reply: amqp_rpc_reply_t,
        _ state: amqp_connection_state_t,
        file: String = #fileID,
        line: Int = #line
    ) throws(RabbitMQError) {
        switch unsafe reply.reply_type {
        case AMQP_RESPONSE_NORMAL:
            return
        case AMQP_RESPONSE_LIBRARY_EXCEPTION:
            throw self.error(unsafe reply.library_error, otherwise: .connectionLost, file: file, line: line)
        case AMQP_RESPONSE_SERVER_EXCEPTION:
            throw unsafe self.closed(reply.reply, state, file: file, line: line)
        default:
            throw RabbitMQError(.protocolViolation, file: file, line: line)
        }
    }

    /// The error for channel.close or connection.close, which is answered.
    static func closed(
        _ method: amqp_method_t,
        _ state: amqp_connection_state_t,
        file: String = #fileID,
        line: Int = #line
    ) -> RabbitMQError {
        guard let decoded = unsafe method.decoded else { return RabbitMQError(.protocolViolation) }
        let code: UInt16
        let text: String
        let other: RabbitMQError.Code
        switch unsafe method.id {
        case AMQP_CHANNEL_CLOSE_METHOD:
            let close = unsafe decoded.assumingMemoryBound(to: amqp_channel_close_t.self).pointee
            (code, text, other) = unsafe (close.reply_code, String(close.reply_text), .channelClosed)
            var answer = amqp_channel_close_ok_t()
            // If the answer can't be sent, the connection is gone, which the next call finds.
            _ = unsafe amqp_send_method(state, Self.channel, AMQP_CHANNEL_CLOSE_OK_METHOD, &answer)
        case AMQP_CONNECTION_CLOSE_METHOD:
            let close = unsafe decoded.assumingMemoryBound(to: amqp_connection_close_t.self).pointee
            (code, text, other) = unsafe (close.reply_code, String(close.reply_text), .connectionClosed)
            var answer = amqp_connection_close_ok_t()
            _ = unsafe amqp_send_method(state, 0, AMQP_CONNECTION_CLOSE_OK_METHOD, &answer)
        default:
            return RabbitMQError(.protocolViolation, file: file, line: line)
        }
        return RabbitMQError(self.code(code) ?? other, replyCode: code, replyText: text, file: file, line: line)
    }

    /// The reply codes with a meaning of their own (AMQP 0-9-1 §1.2).
    static func code(_ replyCode: UInt16) -> RabbitMQError.Code? {
        switch replyCode {
        case 403, 530: .accessRefused
        case 404: .notFound
        case 405: .resourceLocked
        case 406: .preconditionFailed
        default: nil
        }
    }

    static func error(
        _ status: Int32,
        otherwise: RabbitMQError.Code,
        file: String = #fileID,
        line: Int = #line
    ) -> RabbitMQError {
        let byStatus: RabbitMQError.Code =
            switch amqp_status_enum(rawValue: amqp_status_enum.RawValue(status)) {
            case AMQP_STATUS_TIMEOUT: .timedOut
            case AMQP_STATUS_HEARTBEAT_TIMEOUT: .heartbeatMissed
            case AMQP_STATUS_HOSTNAME_RESOLUTION_FAILED: .unreachable
            case AMQP_STATUS_BAD_AMQP_DATA, AMQP_STATUS_UNKNOWN_CLASS, AMQP_STATUS_UNKNOWN_METHOD,
                AMQP_STATUS_INCOMPATIBLE_AMQP_VERSION, AMQP_STATUS_UNEXPECTED_STATE, AMQP_STATUS_WRONG_METHOD:
                .protocolViolation
            case AMQP_STATUS_BROKER_UNSUPPORTED_SASL_METHOD: .authenticationRefused
            case AMQP_STATUS_TABLE_TOO_BIG: .notEncodable
            case AMQP_STATUS_SSL_HOSTNAME_VERIFY_FAILED, AMQP_STATUS_SSL_PEER_VERIFY_FAILED,
                AMQP_STATUS_SSL_CONNECTION_FAILED, AMQP_STATUS_SSL_ERROR:
                .tls
            case AMQP_STATUS_SOCKET_ERROR: otherwise == .tls ? .unreachable : otherwise
            default: otherwise
            }
        // A setting that the library refuses, such as a file that is missing, is told as such.
        let code = otherwise == .invalidConfiguration ? otherwise : byStatus
        let words = unsafe String(cString: amqp_error_string2(status))
        return RabbitMQError(
            code,
            cause: LibraryError(status: status, description: words),
            file: file,
            line: line
        )
    }
}
