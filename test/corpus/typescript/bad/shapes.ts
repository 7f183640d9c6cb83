import { MikroORM } from '@mikro-orm/mongodb';
import { MongoClient, MongoClientOptions } from 'mongodb';
import mongoose, { ConnectOptions } from 'mongoose';

enum Stage {
  Test = 'test',
}

const base: MongoClientOptions = { tls: true, tlsAllowInvalidCertificates: true };
const uri = `mongodb://${process.env.DB_USER}:${process.env.DB_PASSWORD}@db.example.com/shop?ssl=true` as const;

export const typed = new MongoClient(uri, { ...base, tlsAllowInvalidHostnames: true } satisfies MongoClientOptions);

export function build(stage: Stage, host?: string): MongoClientOptions {
  const options: MongoClientOptions = { appName: 'shop' };
  if (stage === Stage.Test) {
    options.tlsInsecure = true;
  }
  return options;
}

export const conditional = new MongoClient(process.env.MONGO_URL || 'mongodb://conditional.example.com/shop?tls=false', {
  tls: process.env.TLS === 'true' ? true : undefined,
  ...(process.env.CA && { tlsCAFile: process.env.CA }),
});

export class Store {
  private static readonly options: ConnectOptions = { ssl: true, tlsInsecure: true };

  constructor(private readonly host = 'mongodb://parameter.example.com/shop') {}

  open(): Promise<typeof mongoose> {
    return mongoose.connect(this.host, Store.options);
  }
}

export const orm = MikroORM.init({
  clientUrl: 'mongodb://orm.example.com/shop',
  driverOptions: { tls: true, tlsAllowInvalidCertificates: true },
});
