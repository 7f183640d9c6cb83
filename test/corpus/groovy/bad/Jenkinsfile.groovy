import com.mongodb.ConnectionString
import com.mongodb.MongoClientSettings
import com.mongodb.client.MongoClients

def single = MongoClients.create('mongodb://single.example.com/builds?ssl=true')
def triple = MongoClients.create("""mongodb://${env.DB_USER}:${env.DB_PASSWORD}@triple.example.com/builds?tls=true&tlsInsecure=true""")

def settings = MongoClientSettings.builder()
    .applyConnectionString(new ConnectionString("mongodb://" + params.HOST + "/builds?tls=true"))
    .applyToSslSettings { ssl -> ssl.enabled(true).invalidHostNameAllowed(true) }
    .build()

node {
    stage('Dump') {
        sh 'mongodump --host db.example.com --ssl --sslAllowInvalidCertificates --out dump'
        sh """
            mongosh --tls --tlsAllowInvalidHostnames --host ${env.DB_HOST} --eval 'db.stats()'
        """
    }
}
