import { MongoClient, type MongoClientOptions } from 'mongodb';

const options: MongoClientOptions = {
  tls: true,
  tlsCAFile: '/etc/ssl/ca.pem',
  tlsCertificateKeyFile: '/etc/ssl/client.pem',
};

export function connect(uri: string = 'mongodb://localhost:27017'): Promise<MongoClient> {
  return new MongoClient(uri, options).connect();
}
