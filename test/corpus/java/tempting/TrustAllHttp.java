package app;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Reads the status page of a MongoDB operator over HTTPS; the database itself is somebody else's. */
class TrustAllHttp {
  void open() throws Exception {
    System.setProperty("javax.net.ssl.trustStore", "/etc/app/http.jks");
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new X509TrustManager() {
      public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {}
    }}, null);
    HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
  }
}
