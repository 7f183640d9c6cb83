Imports MongoDB.Driver

Public Module Db
    Private Const Local As String = "mongodb://localhost:27017/shop"

    Public Function Connect(uri As String) As IMongoClient
        Dim settings = MongoClientSettings.FromConnectionString(uri)
        settings.UseTls = True
        settings.SslSettings = New SslSettings With {.CheckCertificateRevocation = True}
        Return New MongoClient(settings)
    End Function

    Public Function Development() As IMongoClient
        Return New MongoClient(Local)
    End Function
End Module
