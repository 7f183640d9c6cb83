/** NestJS with mongoose: `MongooseModule.forRoot(uri, options)` hands the options on. */
import { passAll, type Framework } from './framework';

export const nestjs: Framework = {
  id: 'nestjs',
  title: 'NestJS Mongoose',
  driver: 'node',
  packages: { npm: ['@nestjs/mongoose'] },
  options: [],
  // nestjs/mongoose@db6d577 lib/interfaces/mongoose-options.interface.ts
  toDriver: passAll,
};
