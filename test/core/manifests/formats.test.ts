/** Driver versions from manifests and lock files, format by format. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifestFormats } from '../../../server/src/core/manifests';
import type { Found } from '../../../server/src/core/manifests/manifest';

/** Format, text, and the packages of interest with what is read of them. */
const samples: readonly (readonly [
  format: string,
  text: string,
  expected: Readonly<Record<string, Omit<Found, 'name'>>>,
])[] = [
  [
    'requirements.txt',
    '# web\nFlask==2.0\npymongo[srv,ocsp]>=4.0,<4.7 ; python_version >= "3.8"\nMotor~=3.3\n-r base.txt\npyOpenSSL\n',
    {
      pymongo: { min: '4.0', below: '4.7', extras: ['srv', 'ocsp'] },
      motor: { min: '3.3', below: '4.0' },
      pyopenssl: {},
    },
  ],
  [
    'pyproject.toml',
    '[project]\ndependencies = ["pymongo>=4.6", "motor==3.3.2"]\n[dependency-groups]\ndev = ["mongoengine<0.28"]\n',
    { pymongo: { min: '4.6' }, motor: { exact: '3.3.2' }, mongoengine: { below: '0.28' } },
  ],
  [
    'pyproject.toml',
    '[tool.poetry.dependencies]\npython = "^3.11"\npymongo = {version = "^4.5", extras = ["srv"]}\n[tool.poetry.group.dev.dependencies]\nmotor = "~3.3.1"\n',
    { pymongo: { min: '4.5', below: '5.0', extras: ['srv'] }, motor: { min: '3.3.1', below: '3.4' } },
  ],
  [
    'poetry.lock',
    '[[package]]\nname = "PyMongo"\nversion = "4.6.1"\ndescription = ""\n\n[package.extras]\nocsp = ["x"]\n\n[[package]]\nname = "dnspython"\nversion = "2.4.2"\n',
    { pymongo: { exact: '4.6.1' } },
  ],
  [
    'uv.lock',
    'version = 1\n\n[[package]]\nname = "pymongo"\nversion = "4.10.1"\nsource = { registry = "x" }\n',
    { pymongo: { exact: '4.10.1' } },
  ],
  [
    'Pipfile',
    '[packages]\npymongo = "==4.3.3"\nmotor = {version = ">=3.1", extras = ["ocsp"]}\n',
    { pymongo: { exact: '4.3.3' }, motor: { min: '3.1', extras: ['ocsp'] } },
  ],
  [
    'Pipfile.lock',
    '{"default": {"pymongo": {"version": "==4.3.3", "hashes": []}}, "develop": {}}',
    { pymongo: { exact: '4.3.3' } },
  ],
  [
    'setup.cfg',
    '[options]\ninstall_requires =\n    pymongo>=3.12\n    requests\n[options.extras_require]\n',
    { pymongo: { min: '3.12' } },
  ],
  [
    'setup.cfg',
    'setup(\n  install_requires=[\'pymongo==3.11.4\', "motor>=2"],\n)',
    { pymongo: { exact: '3.11.4' }, motor: { min: '2' } },
  ],
  [
    'environment.yml',
    'name: x\ndependencies:\n  - python=3.11\n  - conda-forge::pymongo=4.6\n  - pip:\n      - motor==3.3.2\n',
    { pymongo: { min: '4.6', below: '4.7' }, motor: { exact: '3.3.2' } },
  ],
  [
    'package.json',
    '{"dependencies": {"mongodb": "^4.17.0", "mongoose": "8.x"}, "devDependencies": {"mongosh": "latest"}}',
    { mongodb: { min: '4.17.0', below: '5.0' }, mongoose: { min: '8', below: '9.0' }, mongosh: {} },
  ],
  [
    'package.json',
    '{"dependencies": {"mongodb": "npm:mongodb@~3.6.2", "mongoose": "5 || 6"}}',
    { mongodb: { min: '3.6.2', below: '3.7' }, mongoose: { min: '5', below: '7.0' } },
  ],
  ['node_modules', '{"name": "mongodb", "version": "6.3.0"}', { mongodb: { exact: '6.3.0' } }],
  [
    'package-lock.json',
    '{"lockfileVersion": 3, "packages": {"": {}, "node_modules/mongoose/node_modules/mongodb": {"version": "6.20.0"}, "node_modules/mongodb": {"version": "7.0.0"}}}',
    { mongodb: { exact: '7.0.0' } },
  ],
  [
    'package-lock.json',
    '{"lockfileVersion": 1, "dependencies": {"mongodb": {"version": "3.7.4"}}}',
    { mongodb: { exact: '3.7.4' } },
  ],
  [
    'yarn.lock',
    '# yarn lockfile v1\n\n"mongodb@^4.1.0", mongodb@^4.2.0:\n  version "4.17.2"\n  resolved "x"\n  dependencies:\n    bson "^4.7.2"\n',
    { mongodb: { exact: '4.17.2' } },
  ],
  [
    'yarn.lock',
    '__metadata:\n  version: 8\n\n"mongodb@npm:^6.0.0":\n  version: 6.3.0\n  resolution: "mongodb@npm:6.3.0"\n',
    { mongodb: { exact: '6.3.0' } },
  ],
  [
    'pnpm-lock.yaml',
    "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      mongodb:\n        version: 6.3.0\npackages:\n\n  mongodb@6.3.0:\n    resolution: {}\n\n  '@types/node@20.1.0':\n    resolution: {}\n",
    { mongodb: { exact: '6.3.0' }, '@types/node': { exact: '20.1.0' } },
  ],
  [
    'pnpm-lock.yaml',
    'lockfileVersion: 5.3\npackages:\n\n  /mongodb/4.1.0:\n    resolution: {}\n',
    { mongodb: { exact: '4.1.0' } },
  ],
  [
    'bun.lock',
    '{\n  "lockfileVersion": 1, // bun\n  "packages": {\n    "mongodb": ["mongodb@6.3.0", "", {}, "sha"],\n  },\n}',
    { mongodb: { exact: '6.3.0' } },
  ],
  [
    'go.mod',
    'module example.com/x\n\ngo 1.22\n\nrequire (\n\tgo.mongodb.org/mongo-driver v1.17.1 // indirect\n\tgo.mongodb.org/mongo-driver/v2 v2.3.0\n)\n',
    {
      'go.mongodb.org/mongo-driver': { exact: '1.17.1' },
      'go.mongodb.org/mongo-driver/v2': { exact: '2.3.0' },
    },
  ],
  [
    'pom.xml',
    '<project><properties><mongo.v>4.11.1</mongo.v></properties><dependencies><dependency><groupId>org.mongodb</groupId><artifactId>mongodb-driver-sync</artifactId><version>${mongo.v}</version></dependency><!-- <dependency><groupId>a</groupId><artifactId>b</artifactId></dependency> --></dependencies></project>',
    { 'org.mongodb:mongodb-driver-sync': { exact: '4.11.1' } },
  ],
  [
    'pom.xml',
    '<project><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.2.1</version></parent></project>',
    { 'org.springframework.boot:spring-boot-starter-parent': { exact: '3.2.1' } },
  ],
  [
    'build.gradle',
    "plugins { id 'org.springframework.boot' version '3.3.0' }\ndef mongoVersion = '5.2.1'\ndependencies {\n  implementation \"org.mongodb:mongodb-driver-sync:$mongoVersion\"\n  implementation('org.mongodb:bson:4.+')\n}",
    {
      'org.springframework.boot:spring-boot': { exact: '3.3.0' },
      'org.mongodb:mongodb-driver-sync': { exact: '5.2.1' },
      'org.mongodb:bson': { min: '4', below: '5.0' },
    },
  ],
  [
    'gradle.lockfile',
    '# x\norg.mongodb:mongodb-driver-core:5.1.0=compileClasspath,runtimeClasspath\nempty=\n',
    { 'org.mongodb:mongodb-driver-core': { exact: '5.1.0' } },
  ],
  [
    'libs.versions.toml',
    '[versions]\nmongo = "5.1.2"\n[libraries]\nm = { module = "org.mongodb:mongodb-driver-kotlin-coroutine", version.ref = "mongo" }\n',
    { 'org.mongodb:mongodb-driver-kotlin-coroutine': { exact: '5.1.2' } },
  ],
  [
    'csproj',
    '<Project><ItemGroup><PackageReference Include="MongoDB.Driver" Version="2.19.*" /><PackageReference Include="X"><Version>1.0</Version></PackageReference></ItemGroup></Project>',
    { 'mongodb.driver': { min: '2.19', below: '2.20' }, x: { exact: '1.0' } },
  ],
  [
    'packages.lock.json',
    '{"dependencies": {"net8.0": {"MongoDB.Driver": {"type": "Direct", "resolved": "2.28.0"}}}}',
    { 'mongodb.driver': { exact: '2.28.0' } },
  ],
  [
    'composer.json',
    '{"require": {"ext-mongodb": "^1.15 || ^2.0", "mongodb/mongodb": "~1.17"}}',
    { 'ext-mongodb': { min: '1.15', below: '3.0' }, 'mongodb/mongodb': { min: '1.17', below: '2.0' } },
  ],
  [
    'composer.lock',
    '{"packages": [{"name": "mongodb/mongodb", "version": "1.19.1", "require": {"ext-mongodb": "^1.18.0"}}]}',
    { 'mongodb/mongodb': { exact: '1.19.1' }, 'ext-mongodb': { min: '1.18.0', below: '2.0' } },
  ],
  [
    'Gemfile',
    "source 'x'\ngem 'mongo', '~> 2.18'\ngem \"mongoid\", '>= 8.0', '< 9'\n",
    { mongo: { min: '2.18', below: '3.0' }, mongoid: { min: '8.0', below: '9' } },
  ],
  [
    'Gemfile.lock',
    'GEM\n  specs:\n    mongo (2.19.1)\n      bson (>= 4.14.1, < 6.0.0)\n    mongoid (8.1.4)\n',
    { mongo: { exact: '2.19.1' }, mongoid: { exact: '8.1.4' } },
  ],
  [
    'Cargo.toml',
    '[dependencies]\nmongodb = { version = "3.1", features = ["openssl-tls"] }\nserde = "1"\n',
    { mongodb: { min: '3.1', below: '4.0', extras: ['openssl-tls'] } },
  ],
  [
    'Cargo.lock',
    '[[package]]\nname = "mongodb"\nversion = "3.1.0"\nsource = "x"\n',
    { mongodb: { exact: '3.1.0' } },
  ],
  [
    'mix.exs',
    'defp deps do\n  [{:mongodb_driver, "~> 1.4"}]\nend',
    { mongodb_driver: { min: '1.4', below: '2.0' } },
  ],
  [
    'mix.lock',
    '%{\n  "mongodb_driver": {:hex, :mongodb_driver, "1.5.0", "abc", [:mix], [], "hexpm", "def"},\n}',
    { mongodb_driver: { exact: '1.5.0' } },
  ],
  [
    'CMakeLists.txt',
    'find_package(mongoc-1.0 1.23 REQUIRED)\nfind_package(mongocxx REQUIRED)\n',
    { 'mongo-c-driver': { min: '1.23' }, 'mongo-cxx-driver': {} },
  ],
  [
    'conanfile',
    '[requires]\nmongo-cxx-driver/3.8.1\nmongo-c-driver/[>=1.24 <2]\n',
    { 'mongo-cxx-driver': { exact: '3.8.1' }, 'mongo-c-driver': { min: '1.24', below: '2' } },
  ],
  [
    'vcpkg.json',
    '{"dependencies": ["fmt", {"name": "mongo-cxx-driver", "version>=": "3.8.1#1"}], "overrides": [{"name": "mongo-c-driver", "version": "1.27.1"}]}',
    { 'mongo-cxx-driver': { min: '3.8.1' }, 'mongo-c-driver': { exact: '1.27.1' } },
  ],
  [
    'Package.swift',
    '.package(url: "https://github.com/mongodb/mongo-swift-driver", from: "1.3.1"),',
    { 'mongo-swift-driver': { min: '1.3.1', below: '2.0' } },
  ],
  [
    'Package.resolved',
    '{"pins": [{"identity": "mongo-swift-driver", "state": {"revision": "x", "version": "1.3.1"}}]}',
    { 'mongo-swift-driver': { exact: '1.3.1' } },
  ],
  ['cpanfile', "requires 'MongoDB', '2.2.0';\nrequires 'Moo';\n", { MongoDB: { min: '2.2.0' }, Moo: {} }],
];

for (const [id, text, expected] of samples) {
  test(`${id}: ${JSON.stringify(expected).slice(0, 90)}`, () => {
    const format = manifestFormats.find((f) => f.id === id);
    assert.ok(format, id);
    const found = format.parse(text);
    for (const [name, range] of Object.entries(expected)) {
      const item = found.find((f) => f.name === name);
      assert.ok(item, `${name} is found`);
      assert.deepEqual(item, { name, ...range });
    }
  });
}

test('every format has a sample', () => {
  const tried = new Set(samples.map(([id]) => id));
  assert.deepEqual(
    manifestFormats.map((f) => f.id).filter((id) => !tried.has(id)),
    [],
  );
});

test('broken files give what can be read, or nothing, and never throw', () => {
  const junk = [
    '',
    '\u0000',
    '{',
    '[[[',
    '<project',
    '"',
    'a'.repeat(5000),
    '[package',
    '- : -',
    '{"packages": 5}',
    '{"dependencies": []}',
    '[project]\ndependencies = 3',
    '😀\ud800',
  ];
  for (const format of manifestFormats) {
    for (const text of [
      ...junk,
      ...samples.flatMap(([, sample]) => [
        sample.slice(0, sample.length / 2),
        sample.slice(sample.length / 3),
      ]),
    ]) {
      assert.ok(Array.isArray(format.parse(text)), format.id);
    }
  }
});

test('the time for a large line grows with its length, in every format', () => {
  // The shortest of a few runs: what else the machine does only makes a run longer.
  const shortest = (run: () => void): number =>
    Math.min(
      ...Array.from({ length: 3 }, () => {
        const began = performance.now();
        run();
        return performance.now() - began;
      }),
    );
  for (const piece of [
    'a',
    '"a":',
    ' ',
    '<dependency>',
    '<!--',
    '<a>',
    '<properties>',
    '<package>',
    '<package ',
    "'a','",
    'install_requires=[',
    '{:a, "',
    'find_package(',
  ])
    for (const format of manifestFormats) {
      const [short, long] = [16_000, 128_000].map((length) =>
        shortest(() => format.parse(piece.repeat(length / piece.length))),
      ) as [number, number];
      // Eight times the length: a quadratic pattern would need 64 times the time. Very short times say nothing.
      assert.ok(long < Math.max(short, 2) * 32, `${format.id} on ${piece}: ${short} ms, then ${long} ms`);
    }
});
