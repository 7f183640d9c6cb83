import 'package:mongo_dart/mongo_dart.dart';

const uri = 'mongodb://db.example.com/shop?tls=true&tlsAllowInvalidCertificates=true';

class Shapes {
  final String host;
  Shapes(this.host);

  Future<void> constant() async {
    final db = Db(uri);
    await db.open(secure: true, tlsAllowInvalidCertificates: true, tlsCAFile: 'ca.pem');
  }

  Db joined() => Db('mongodb://' + host + '/shop?ssl=true');

  Db adjacent() => Db('mongodb://one.example.com,'
      'two.example.com/shop?tlsInsecure=true');

  Db raw() => Db(r'mongodb://raw.example.com/shop?tls=false');

  Db triple() => Db('''mongodb://$host:27017/shop?ssl=true''');
}
