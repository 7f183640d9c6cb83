import MongoSwift

let client = try MongoClient("mongodb://\(user):\(password)@db.example.net/?tls=true", using: group, options: MongoClientOptions(tlsAllowInvalidCertificates: true))
var options = MongoClientOptions()
options.tlsInsecure = true
let second = try MongoClient("mongodb://two.example.net", using: group, options: options)
