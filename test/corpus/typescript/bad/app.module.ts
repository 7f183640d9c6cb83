import { Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { MongooseModule } from '@nestjs/mongoose';
import { DataSource } from 'typeorm';

@Module({
  imports: [
    MongooseModule.forRoot('mongodb://one.example.net/app', { tls: true, tlsAllowInvalidHostnames: true }),
    MongooseModule.forRootAsync({
      useFactory: async (config: ConfigService) => ({
        uri: config.get<string>('MONGO_URI'),
        tls: true,
        tlsInsecure: true,
      }),
      inject: [ConfigService],
    }),
  ],
})
export class AppModule {}

export const dataSource = new DataSource({
  type: 'mongodb',
  url: 'mongodb://orm.example.net/app',
  ssl: true,
  sslValidate: false,
  entities: [User, Order],
});

export class Repository {
  private readonly uri: string = 'mongodb://fields.example.net/?tls=true';
  private client = new MongoClient(this.uri, { tlsAllowInvalidCertificates: this.insecure } as MongoClientOptions);
}
