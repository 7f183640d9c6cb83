using System.Net;
using MongoDB.Bson.Serialization.Attributes;

namespace Shop.Tempting;

public class Process
{
    [BsonElement("tls")]
    public bool UseTls { get; set; }

    [BsonElement("allowInsecureTls")]
    public bool AllowInsecureTls { get; init; }

    public static void Start()
    {
        // Has no effect on the driver of MongoDB.
        ServicePointManager.ServerCertificateValidationCallback = (sender, certificate, chain, errors) => true;
        ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls11;
    }
}
