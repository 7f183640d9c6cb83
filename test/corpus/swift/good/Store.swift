import Foundation
import MongoSwift
import NIOPosix

struct Store {
    static let local = "mongodb://localhost:27017/store"

    static func open(on group: MultiThreadedEventLoopGroup) throws -> MongoClient {
        let uri = ProcessInfo.processInfo.environment["MONGODB_URI"] ?? local
        let options = MongoClientOptions(tls: true, tlsCAFile: URL(string: "/etc/ssl/ca.pem"))
        return try MongoClient(uri, using: group, options: options)
    }

    static func atlas(on group: MultiThreadedEventLoopGroup) throws -> MongoClient {
        try MongoClient("mongodb+srv://cluster0.example.mongodb.net/?retryWrites=true", using: group)
    }
}
