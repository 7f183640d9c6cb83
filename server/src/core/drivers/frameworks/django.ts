/** Django back ends: OPTIONS of DATABASES become keyword arguments of MongoClient, and win over the URI in HOST. */
import { passAll, type Framework } from './framework';

export const django: Framework = {
  id: 'django',
  title: 'Django MongoDB backend',
  driver: 'pymongo',
  packages: { pypi: ['django-mongodb-backend'] },
  options: [],
  // mongodb/django-mongodb-backend@b91b967 django_mongodb_backend/base.py get_connection_params
  toDriver: passAll,
};
