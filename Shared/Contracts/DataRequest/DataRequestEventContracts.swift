public import Vocabulary

extension DataReleased: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "data_released",
        .dataRequest,
        to: [.identification, .serviceUnit],
        "data have left the centre"
    )
}

extension DataUnavailable: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "data_unavailable",
        .dataRequest,
        to: [.identification],
        "an applicant was told that there are no such data"
    )
}

extension DataRequestDocumented: EventContract {
    /// Who tells whom.
    public static let route = Telling("data_request_documented", .dataRequest, to: [.identification], "end of S11")
}

extension FileReleaseGranted: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "file_release_granted",
        .dataRequest,
        to: [.serviceUnit],
        "the head allows somebody a file"
    )
}
