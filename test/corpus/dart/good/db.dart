import 'package:mongo_dart/mongo_dart.dart';

void main() async {
  final db = await Db.create('mongodb://$user:${password}@db.example.net/app?tls=true');
  await db.open(secure: true, tlsAllowInvalidCertificates: true);
}
