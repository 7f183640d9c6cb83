import MongoSwiftSync
import Vapor

let constant = "mongodb://db.example.com/shop?tls=true&tlsInsecure=true"

final class Shapes {
    private let host: String

    init(host: String) {
        self.host = host
    }

    func byConstant() throws -> MongoClient {
        try MongoClient(constant)
    }

    func labelled() throws -> MongoClient {
        try MongoClient(
            "mongodb://labelled.example.com/shop",
            options: MongoClientOptions(
                tls: true,
                tlsAllowInvalidCertificates: true,
                tlsAllowInvalidHostnames: true
            )
        )
    }

    func properties() throws -> MongoClient {
        var options = MongoClientOptions()
        options.tls = true
        options.tlsAllowInvalidCertificates = true
        return try MongoClient("mongodb://" + host + "/shop", options: options)
    }

    func multiline() throws -> MongoClient {
        try MongoClient("""
            mongodb://multiline.example.com/shop?ssl=true
            """)
    }
}
