module Shop.Others

open StackExchange.Redis

// let client = MongoClient("mongodb://old.example.com/?ssl=false")
let redis = ConfigurationOptions(Ssl = true, CheckCertificateRevocation = false)
let smtp = new SmtpClient("smtp.example.com", EnableSsl = true)
let kafka = ProducerConfig(EnableSslCertificateVerification = false)
let isMongo (uri: string) = uri.StartsWith "mongodb://"
