/** Driver versions of a folder on disk. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { versionsIn } from '../../server/src/core/drivers/versionsIn';
import { java } from '../../server/src/core/drivers/java';
import { readProject, readVersions, type Versions } from '../../server/src/host/versions';

/** Reads versions for a file from files given as a record; the folder /w is the root. */
function versions(file: string, files: Readonly<Record<string, string>>): Versions {
  const asked: string[] = [];
  const result = readVersions(file, {
    root: '/w',
    exists: (path) => {
      asked.push(path);
      return path in files;
    },
    readFile: (path) => files[path],
    list: (folder) =>
      Object.keys(files)
        .filter((path) => path.slice(0, path.lastIndexOf('/')) === folder)
        .map((path) => path.slice(folder.length + 1)),
  });
  assert.ok(
    asked.every((path) => path.startsWith('/w/')),
    'nothing above the root is looked at',
  );
  return result;
}

test('a lock file comes before a range of the same folder', () => {
  assert.deepEqual(
    versions('/w/app/db.py', {
      '/w/app/requirements.txt': 'pymongo>=3.9,<4',
      '/w/app/poetry.lock': '[[package]]\nname = "pymongo"\nversion = "3.12.1"\n',
    }),
    {
      pymongo: { exact: '3.12.1', from: 'app/poetry.lock' },
    },
  );
});

test('the nearest folder comes first, and a range there becomes exact by a lock file further up that agrees', () => {
  const files = {
    '/w/package-lock.json': '{"packages": {"node_modules/mongodb": {"version": "6.3.0"}}}',
    '/w/api/package.json': '{"dependencies": {"mongodb": "^6.0.0"}}',
  };
  assert.deepEqual(versions('/w/api/src/db.ts', files).node, { exact: '6.3.0', from: 'package-lock.json' });
  const other = { ...files, '/w/api/package.json': '{"dependencies": {"mongodb": "^4.0.0"}}' };
  assert.deepEqual(versions('/w/api/src/db.ts', other).node, {
    min: '4.0.0',
    below: '5.0',
    from: 'api/package.json',
  });
});

test('PyOpenSSL beside PyMongo, or its ocsp extra, is said', () => {
  assert.deepEqual(versions('/w/a.py', { '/w/requirements.txt': 'pymongo[ocsp]==4.6.1' }).pymongo, {
    exact: '4.6.1',
    from: 'requirements.txt',
    extras: ['ocsp', 'pyopenssl'],
  });
  assert.deepEqual(
    versions('/w/a.py', { '/w/requirements.txt': 'pyOpenSSL\npymongo==4.6.1' }).pymongo?.extras,
    ['pyopenssl'],
  );
});

test('wrappers bring their driver, and say so; the driver by its own name comes first', () => {
  const mongoose = versions('/w/a.js', { '/w/package.json': '{"dependencies": {"mongoose": "8.9.0"}}' });
  assert.deepEqual(mongoose.mongoose, { exact: '8.9.0', from: 'package.json' });
  assert.deepEqual(mongoose.node, {
    min: '6.12.0',
    below: '6.13',
    through: 'mongoose 8.9.0',
    from: 'package.json',
  });
  const both = versions('/w/a.js', {
    '/w/package.json': '{"dependencies": {"mongoose": "8.9.0", "mongodb": "6.10.0"}}',
  });
  assert.deepEqual(both.node, { exact: '6.10.0', from: 'package.json' });
  const range = versions('/w/a.js', { '/w/package.json': '{"dependencies": {"mongoose": "^8.0.0"}}' });
  assert.deepEqual([range.node?.min, range.node?.below], ['6.2.0', '7']);
});

test('Spring Boot brings the Java driver', () => {
  const parent =
    '<parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.2.1</version></parent>';
  const starter =
    '<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-mongodb</artifactId></dependency>';
  assert.deepEqual(
    versions('/w/src/main/java/A.java', { '/w/pom.xml': `<project>${parent}${starter}</project>` }).java,
    {
      exact: '4.11.5',
      through: 'org.springframework.boot:spring-boot-starter-parent 3.2.1',
      from: 'pom.xml',
    },
  );
});

test('files found by their ending, and central package versions', () => {
  const files = {
    '/w/api/Api.csproj': '<PackageReference Include="MongoDB.Driver" />',
    '/w/Directory.Packages.props': '<PackageVersion Include="MongoDB.Driver" Version="3.1.0" />',
  };
  assert.deepEqual(versions('/w/api/Db.cs', files).csharp, {
    exact: '3.1.0',
    from: 'Directory.Packages.props',
  });
});

test('a file outside the root reads nothing', () => {
  assert.deepEqual(versions('/elsewhere/a.py', { '/elsewhere/requirements.txt': 'pymongo==4' }), {});
});

test('a range is the start and every version in it at which behaviour changes', () => {
  assert.deepEqual(versionsIn({ min: '3.9.0', below: '4.0.0', from: 'x' }, java), [
    '3.9.0',
    '3.10.0',
    '3.11.0',
  ]);
  assert.deepEqual(versionsIn({ exact: '4.1.0', from: 'x' }, java), ['4.1.0']);
  assert.deepEqual(versionsIn(undefined, java), [java.versions.at(-1)]);
});

test('frameworks have versions too, from lock files before manifests', () => {
  assert.deepEqual(
    versions('/w/src/data-source.ts', {
      '/w/package.json': '{"dependencies": {"typeorm": "^0.3.0", "mongodb": "^5.9.0"}}',
      '/w/package-lock.json':
        '{"packages": {"node_modules/typeorm": {"version": "0.3.20"}, "node_modules/mongodb": {"version": "5.9.2"}}}',
    }),
    {
      typeorm: { exact: '0.3.20', from: 'package-lock.json' },
      node: { exact: '5.9.2', from: 'package-lock.json' },
    },
  );
  assert.deepEqual(versions('/w/config/mongoid.yml', { '/w/Gemfile': "gem 'mongoid', '~> 8.1'\n" }).mongoid, {
    min: '8.1',
    below: '9.0',
    from: 'Gemfile',
  });
  const gradle = { '/w/build.gradle': "plugins { id 'org.springframework.boot' version '4.0.1' }\n" };
  assert.equal(versions('/w/src/application.yml', gradle).spring?.exact, '4.0.1');
  assert.equal(versions('/w/src/application.yml', gradle).java?.exact, '5.6.1');
});

test('a wrapper brings the driver that it asks for', () => {
  const bringing = (line: string) => versions('/w/a.py', { '/w/requirements.txt': `${line}\n` }).pymongo;
  assert.deepEqual(bringing('beanie==2.0.0'), {
    min: '4.11.0',
    below: '5',
    through: 'beanie 2.0.0',
    from: 'requirements.txt',
  });
  assert.equal(bringing('flask-pymongo==3.0.1')?.min, '4.0');
  assert.equal(bringing('odmantic==1.0.2')?.min, '4.1.0');
  assert.equal(bringing('beanie==2.0.0\npymongo==4.12.1')?.exact, '4.12.1');
  const npm = versions('/w/a.ts', {
    '/w/package-lock.json': '{"packages": {"node_modules/@mikro-orm/mongodb": {"version": "6.4.1"}}}',
  });
  assert.equal(npm.node?.min, '6.10.0');
  assert.equal(npm['mikro-orm']?.exact, '6.4.1');
});

test('the driver of a project is the one of the nearest manifest, and nobody guesses between two', () => {
  const project = (file: string, files: Readonly<Record<string, string>>): string | undefined =>
    readProject(
      file,
      { root: '/w', exists: (path) => path in files, readFile: (path) => files[path] },
      new Map(),
    )?.id;
  const node = '{"dependencies": {"mongoose": "^8.7.0"}}';
  assert.equal(project('/w/.env', { '/w/package.json': node }), 'node');
  assert.equal(
    project('/w/jobs/job.cfg', { '/w/package.json': node, '/w/jobs/requirements.txt': 'motor' }),
    'pymongo',
  );
  assert.equal(project('/w/.env', { '/w/package.json': node, '/w/requirements.txt': 'pymongo' }), undefined);
  assert.equal(project('/w/.env', { '/w/package.json': '{"dependencies": {"express": "4"}}' }), undefined);
  assert.equal(project('/w/a/b/c/d/x.yaml', { '/w/package.json': node }), undefined);
});
