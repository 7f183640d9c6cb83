/** A path is written in a form that only a shell or a browser understands. */
import { fileReferences, pathForm } from '../features/fileReferences';
import { chooseFile } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'path-not-expanded',
    category: 'files',
    severity: 'error',

    fixable: true,
    messages: {
      tilde:
        '{option} is opened as it is written: the driver does not expand ~. Write the full path, or expand it in the code first',
      fileUrl: '{option} takes a path, not a file:// address. Leave file:// out',
      variable:
        '{option} is opened as it is written: nobody puts the variable in. Read it from the environment in the code, or write the path',
      quotes: 'The quotes inside the value of {option} become part of the file name. Leave them out',
      pemText:
        '{option} takes the path of a file, and this is the content of one. Write it to a file, or use the option of the driver that takes contents',
    },
    docs: {
      what: 'The value of an option that names a file starts with ~, file:// or a variable of the shell, is in quotes of its own, or is the PEM text itself.',
      why: 'Drivers hand the text to the operating system as it is, so a file of that name is looked for and not found.',
      instead: 'Write the path of the file, absolute or relative to the working folder of the process.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«~/certs/ca.pem»')`,
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='«file:///certs/ca.pem»')`,
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { tlsCAFile: '«$HOME/ca.pem»' });",
        },
      ],
      good: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { tlsCAFile: `${process.env.HOME}/ca.pem` });",
        },
        {
          file: 'app.py',
          code: `from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile='ca.pem')`,
        },
        {
          file: 'app.py',
          code: `import os
from pymongo import MongoClient
client = MongoClient('h.corp', tls=True, tlsCAFile=os.path.expanduser('~/certs/ca.pem'))`,
        },
      ],
    },
    sources: [
      { repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/ssl_support.py' },
      {
        repo: 'mongodb/node-mongodb-native',
        ref: 'v7.5.0',
        path: 'src/mongo_client.ts',
        note: 'the files are read when the client connects',
      },
    ],
  },
  about: { shows: ['paths'] },
  *check({ outlook, document }) {
    for (const { option, path, span, how } of fileReferences(outlook, document)) {
      const form = pathForm(path);
      // A shell expands ~ in a word of a command line or an assignment before anybody else reads it.
      const shell = option.place === 'flag' || option.place === 'environment';
      if (!form || how === 'contents' || (shell && form !== 'fileUrl')) continue;
      // In configuration whoever reads the file may put the variable in.
      const code =
        option.place === 'options' &&
        outlook.site.finder !== 'json' &&
        !/^(?:yaml|toml|xml|properties|other)/.test(option.syntax);
      if (form === 'variable' && !code) continue;
      yield {
        message: form,
        data: { option: option.name },
        span,
        fixes: [chooseFile(option.name)],
      };
    }
  },
});
