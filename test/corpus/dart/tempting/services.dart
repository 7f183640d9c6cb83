import 'package:mailer/smtp_server.dart';
import 'package:postgres/postgres.dart';
import 'package:redis/redis.dart';

// final db = Db('mongodb://old.example.com');
/// Takes mongodb://user:secret@host/db.
bool isMongo(String uri) => uri.startsWith('mongodb://');

final smtp = SmtpServer('smtp.example.com', ssl: true, ignoreBadCertificate: true);
final postgres = ConnectionSettings(sslMode: SslMode.require);
final redis = RedisConnection().connectSecure('cache', 6380);
final http = HttpClient()..badCertificateCallback = (c, h, p) => true;
final options = {'tls': true, 'ssl': false};
