import 'dart:io';

import 'package:mongo_dart/mongo_dart.dart';

const local = 'mongodb://localhost:27017/store';

Future<Db> open() async {
  final db = await Db.create(Platform.environment['MONGODB_URI'] ?? local);
  await db.open(secure: true, tlsCAFile: '/etc/ssl/ca.pem');
  return db;
}

Future<Db> atlas() => Db.create('mongodb+srv://cluster0.example.mongodb.net/store');
