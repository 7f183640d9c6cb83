/** Python: PyMongo, Motor, MongoEngine and the frameworks around them. */
import { codeFinder } from '../shared/codeFinder';
import { pythonLexis } from '../shared/lexes';

const mongoengine = /\bmongoengine\b/;
const pymongoFile = /\b(?:pymongo|motor|mongo)/i;

export const python = codeFinder({
  id: 'python',
  languageIds: ['python', 'sage'],
  files: ['.py', '.pyw', '.pyi', '.wsgi', 'sconstruct', '.py.j2', '.py.tmpl'],
  lexis: pythonLexis,
  grammar: {
    named: ['=', ':'],
    assign: ['='],
    concat: ['+'],
    adjacent: true,
    member: ['.'],
    truths: { True: true, False: false, None: null },
    blocks: 'indent',
    spread: ['**', '*'],
  },
  names: {
    argument: 'keywordArgument',
    wordEntry: 'keywordArgument',
    stringEntry: 'pythonDict',
    item: 'pythonItem',
  },
  firstOption: { syntax: 'keywordArgument', before: ', ', after: '' },
  imports: [
    { test: /^[ \t]*(?:import|from)\s+motor\b/m, driver: 'motor', because: 'the file imports motor' },
    {
      test: /^[ \t]*(?:import|from)\s+(?:flask_)?mongoengine\b/m,
      driver: 'mongoengine',
      because: 'the file imports mongoengine',
    },
    { test: /^[ \t]*(?:import|from)\s+pymongo\b/m, driver: 'pymongo', because: 'the file imports pymongo' },
    { test: /AsyncIOMotorClient|MotorClient/, driver: 'motor', because: 'the file names a Motor client' },
    {
      test: /MONGODB_SETTINGS|mongoengine/,
      driver: 'mongoengine',
      because: 'the file has settings of MongoEngine',
    },
    {
      test: /django_mongodb_backend|djongo/,
      driver: 'pymongo',
      framework: 'django',
      because: 'the file names a Django back end for MongoDB',
    },
    {
      test: /flask_pymongo/,
      driver: 'pymongo',
      framework: 'flask-pymongo',
      because: 'the file imports flask_pymongo',
    },
    { test: /airflow/, driver: 'pymongo', framework: 'airflow', because: 'the file belongs to Airflow' },
  ],
  constructs: [
    {
      test: /^ENGINE=.*(?:django_mongodb_backend|djongo)/,
      driver: 'pymongo',
      framework: 'django',
      because: 'ENGINE names a Django back end for MongoDB',
    },
    {
      test: /^MONGODB_SETTINGS$/,
      driver: 'mongoengine',
      because: 'MONGODB_SETTINGS is read by MongoEngine',
    },
  ],
  fallback: { id: 'pymongo', because: 'Python programs use PyMongo or a wrapper of it' },
  clients: [
    { callee: 'MongoClient', driver: 'pymongo', hostFirst: true },
    { callee: 'AsyncMongoClient', driver: 'pymongo', hostFirst: true },
    { callee: 'MongoReplicaSetClient', driver: 'pymongo', hostFirst: true },
    { callee: 'pymongo.Connection', driver: 'pymongo', hostFirst: true },
    { callee: 'AsyncIOMotorClient', driver: 'motor', hostFirst: true },
    { callee: 'MotorClient', driver: 'motor', hostFirst: true },
    { callee: 'mongoengine.connect', driver: 'mongoengine', framework: 'mongoengine' },
    {
      callee: 'connect',
      driver: 'mongoengine',
      framework: 'mongoengine',
      needs: /from\s+mongoengine[\w.]*\s+import|import\s+mongoengine/,
    },
    { callee: 'connect_to_mongodb', driver: 'pymongo' },
    { callee: 'register_connection', driver: 'mongoengine', framework: 'mongoengine', needs: mongoengine },
    { callee: 'init_beanie', driver: 'motor', framework: 'beanie' },
    // Flask-PyMongo reads app.config['MONGO_URI'] (dcrosta/flask-pymongo flask_pymongo/__init__.py, init_app).
    { callee: 'PyMongo', driver: 'pymongo', framework: 'flask-pymongo', setting: 'MONGO_URI' },
    { callee: 'MongoDBJobStore', driver: 'pymongo', framework: 'apscheduler' },
    { callee: 'MongoHook', driver: 'pymongo', framework: 'airflow' },
    { callee: 'from_conn_string', driver: 'pymongo', framework: 'langgraph', needs: /MongoDBSaver/ },
    { callee: 'Connection', driver: 'pymongo', framework: 'airflow', needs: /airflow[\s\S]*mongo/ },
    { callee: 'MongoFrames', driver: 'pymongo', needs: pymongoFile },
  ],
});
