Imports System.Net.Mail

' Reports from mongodb://reports are sent by mail.
Public Class Mail
    Public Sub Send(message As MailMessage)
        Dim smtp As New SmtpClient("smtp.example.com") With {.EnableSsl = True}
        smtp.Send(message)
    End Sub

    Public Function Redis() As Object
        Return New ConfigurationOptions With {.Ssl = True, .CheckCertificateRevocation = False}
    End Function

    Public Function IsMongo(uri As String) As Boolean
        Return uri.StartsWith("mongodb://")
    End Function
End Class
