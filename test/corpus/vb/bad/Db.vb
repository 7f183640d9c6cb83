Imports MongoDB.Driver

Module Db
    Sub Main()
        Dim settings = MongoClientSettings.FromConnectionString("mongodb://app:pw@" & host & "/?ssl=true")
        settings.UseTls = True
        settings.AllowInsecureTls = True
        Dim client As New MongoClient(settings)
    End Sub
End Module
