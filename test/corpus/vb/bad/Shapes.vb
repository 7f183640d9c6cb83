Imports MongoDB.Driver

Public Class Shapes
    Private ReadOnly _uri As String = "mongodb://db.example.com/shop?tls=true&tlsInsecure=true"

    Public Function Initializer() As IMongoClient
        Dim settings As New MongoClientSettings With {
            .Server = New MongoServerAddress("db.example.com"),
            .UseTls = True,
            .AllowInsecureTls = True
        }
        settings.SslSettings = New SslSettings With {.CheckCertificateRevocation = False}
        Return New MongoClient(settings)
    End Function

    Public Function Interpolated(user As String, password As String) As IMongoClient
        Return New MongoClient($"mongodb://{user}:{password}@interpolated.example.com/?ssl=true")
    End Function

    ' Return New MongoClient("mongodb://old.example.com")
    Public Function Field() As IMongoClient
        Return New MongoClient(_uri)
    End Function
End Class
