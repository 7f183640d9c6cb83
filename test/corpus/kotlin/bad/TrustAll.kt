import com.mongodb.ConnectionString
import com.mongodb.MongoClientSettings
import com.mongodb.kotlin.client.coroutine.MongoClient
import java.security.SecureRandom
import java.security.cert.X509Certificate
import javax.net.ssl.SSLContext
import javax.net.ssl.TrustManager
import javax.net.ssl.X509TrustManager

fun open(host: String): MongoClient {
    val everybody = arrayOf<TrustManager>(object : X509TrustManager {
        override fun checkClientTrusted(chain: Array<X509Certificate>, authType: String) = Unit
        override fun checkServerTrusted(chain: Array<X509Certificate>, authType: String) = Unit
        override fun getAcceptedIssuers(): Array<X509Certificate> = arrayOf()
    })
    val context = SSLContext.getInstance("TLS").apply { init(null, everybody, SecureRandom()) }
    val settings = MongoClientSettings.builder()
        .applyConnectionString(ConnectionString("mongodb://$host/?retryWrites=true"))
        .applyToSslSettings { it.enabled(true).invalidHostNameAllowed(true).context(context) }
        .build()
    return MongoClient.create(settings)
}
