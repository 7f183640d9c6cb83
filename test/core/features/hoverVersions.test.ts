/** The hover over a connection whose driver is known by a range of versions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyze, contextOf, emptyWorkspace } from '../../../server/src/core';
import { hoverAt } from '../../../server/src/core/features/hover';

test('where the versions of a range differ, the hover says which of them refuse', () => {
  const text =
    'from pymongo import MongoClient\nc = MongoClient("localhost", ssl=True, ssl_ca_certs="/x.pem")';
  const versions = { pymongo: { min: '3.9', max: '4.6.3', from: 'requirements.txt' } };
  const analysis = analyze({ path: 'a.py', text }, contextOf({ workspace: { ...emptyWorkspace, versions } }));
  const markdown = hoverAt(analysis, text.indexOf('MongoClient("') + 2)?.markdown ?? '';
  assert.match(markdown, /Refused by 4\.0 and later: Unknown option/);
  assert.match(markdown, /version from requirements\.txt/);
});

test('the hover names the framework in its version, and the file that says so', () => {
  const text =
    "import { DataSource } from 'typeorm';\nexport const ds = new DataSource({ type: 'mongodb', url: 'mongodb://db.example.com/', tls: true });\n";
  const versions = { typeorm: { exact: '0.3.20', from: 'package-lock.json' } };
  const analysis = analyze({ path: 'd.ts', text }, contextOf({ workspace: { ...emptyWorkspace, versions } }));
  const markdown = hoverAt(analysis, text.indexOf('mongodb://'))?.markdown ?? '';
  assert.match(markdown, /through TypeORM 0\.3\.20 \(package-lock\.json\)/);
});
